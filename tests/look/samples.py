"""Pages that show every piece of the look once, for the tests of the look."""

from datetime import date, timedelta
from pathlib import Path

from django import forms
from django.http import HttpResponse
from django.template import engines
from django.urls import path

from reentry_portal import urls
from reentry_portal.context import Frame, NavItem
from reentry_portal.forms import PortalDateField, PortalForm

PAGES = Path(__file__).parent / "pages"
TODAY = date(2026, 11, 23)
PLACES = ["My day", "Caseload", "Referrals", "Employers", "Women's programs", "Reports"]
FRAME = Frame(
    nav=[NavItem(label, "/list/", label == "Caseload") for label in PLACES],
    user_label="J. Alvarez",
    role="coordinator",
    demo=True,
    idle_seconds=1800,
    search_url="/list/",
)


class ReferralForm(PortalForm):
    """One field of every kind."""

    submit_label = "Send referral"
    need = forms.ChoiceField(choices=[("housing", "Housing"), ("work", "Employment")])
    partner = forms.ChoiceField(
        label="Partner organization",
        choices=[("", "Select a partner"), ("Columbia", [("hope", "House of Hope")]), ("Fulton", [("inn", "The Inn")])],
        help_text="Only partners that serve Boone County are listed.",
    )
    why = forms.CharField(
        label="Why this referral",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=400,
        help_text="The partner will read this. Do not include health details.",
    )
    note = forms.CharField(label="Note for staff", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    reply_by = PortalDateField(label="Reply needed by")
    share = forms.MultipleChoiceField(
        label="What to share",
        choices=[("contact", "Contact details"), ("date", "Release date"), ("plan", "Reentry plan summary")],
        widget=forms.CheckboxSelectMultiple,
    )
    urgency = forms.ChoiceField(
        label="How urgent",
        choices=[("Days", [("10", "Routine (10 days)"), ("3", "Urgent (3 days)")])],
        widget=forms.RadioSelect,
        help_text="Urgent referrals are called in as well.",
    )
    places = forms.IntegerField(label="Places", min_value=1)
    at = forms.TimeField(label="Time", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    document = forms.FileField(label="Attach a document", help_text="PDF or Word, up to 10 MB", required=False)
    fixed = forms.CharField(label="County of return", initial="Boone", disabled=True, required=False)
    signed = forms.BooleanField(
        label="The person signed a release of information for this partner",
        error_messages={"required": "Confirm the signed release before you send."},
    )


class SessionForm(forms.Form):
    day = PortalDateField()
    present = forms.BooleanField(label="Present", required=False)


SessionFormSet = forms.formset_factory(SessionForm, extra=0, min_num=2, validate_min=True)


class FilterForm(PortalForm):
    hide_optional = True
    q = forms.CharField(label="Name or DOC number", required=False)
    facility = forms.ChoiceField(choices=[("", "All facilities"), ("mcc", "Moberly")], required=False)
    window = forms.ChoiceField(
        label="Release date",
        choices=[("", "Any time"), ("30", "Next 30 days"), ("60", "Next 60 days")],
        widget=forms.RadioSelect,
        required=False,
    )
    need = forms.MultipleChoiceField(
        label="Open needs",
        choices=[("housing", "Housing"), ("id", "ID"), ("work", "Employment")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    mine = forms.BooleanField(label="Only people assigned to me", required=False)


def page(name, **extra):
    def view(request):
        context = {"portal": FRAME, "today": TODAY, **{key: make(request) for key, make in extra.items()}}
        template = engines["django"].from_string((PAGES / f"{name}.html").read_text())
        return HttpResponse(template.render(context, request))

    return view


def referral_form(request):
    if "wrong" not in request.GET:
        return ReferralForm(cancel_url="/list/", initial={"reply_by": date(2026, 12, 5)})
    form = ReferralForm({"need": "housing", "reply_by": "32/13/2026"}, cancel_url="/list/")
    form.is_valid()
    return form


def formset(request):
    wrong = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 0, "form-0-day": "soon", "form-1-day": "12/05/2026"}
    made = SessionFormSet(wrong)
    made.is_valid()
    return made


def rows(request):
    people = [
        ("Delgado, Angela", "1297799", "Moberly", "Jackson", 1, 6, ["Health", "Education"], "Complete plan review", 24),
        ("Reed, Luis", "1206456", "Ozark", "Jackson", 1, 5, ["Education", "ID", "Employment", "Family"], "Call", -5),
        ("Castillo, Monique", "1202939", "Farmington", "Cole", 5, 2, ["Transport"], "Submit Medicaid application", -6),
        (
            "Foster-Montgomery, Maximiliano Christopher",
            "1282748",
            "Western Reception",
            "Cape Girardeau",
            15,
            0,
            [],
            "",
            0,
        ),
        ("Hughes, Wesley", "1249004", "Algoa", "St. Louis City", 41, 8, ["ID"], "Schedule housing interview", 6),
    ]
    return [
        {
            "name": name,
            "number": number,
            "facility": facility,
            "county": county,
            "release": TODAY + timedelta(days=days),
            "done": done,
            "needs": needs,
            "step": step,
            "due": TODAY + timedelta(days=due),
        }
        for name, number, facility, county, days, done, needs, step, due in people
    ]


def chips(request):
    named = [("All my people", 212), ("Out in 30 days", 38), ("No home plan", 11), ("Partner has not replied", 6)]
    return [{"label": label, "url": "/list/", "count": n, "current": n == 212} for label, n in named]


class ListPage:
    previous, next = "-9~a", "9~b"


urlpatterns = [
    path("form/", page("form", form=referral_form)),
    path("formset/", page("formset", formset=formset)),
    path("list/", page("list", rows=rows, chips=chips, filter_form=lambda _: FilterForm(), page=lambda _: ListPage)),
    path("person/", page("person", form=referral_form)),
    path("numbers/", page("numbers")),
    path(
        "confirm/",
        page(
            "confirm",
            title=lambda _: "Withdraw the referral",
            text=lambda _: "Columbia House of Hope is told that Marcus Whitfield no longer needs the place.",
            button=lambda _: "Withdraw referral",
            cancel_url=lambda _: "/person/",
        ),
    ),
    *urls.urlpatterns,
]
