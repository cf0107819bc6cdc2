"""A person's page: the overview, needs and facts, and the forms that change them."""

from datetime import date, timedelta

from django.contrib import messages
from django.db.models import Q
from django.forms import CharField, ChoiceField, HiddenInput, ModelChoiceField
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from audit.models import Action
from cases import actions, forms
from cases.models import Facility, Need, PlanStep, TimelineEvent
from cases.models import Person as PersonModel
from cases.recent import remember
from cases.seen import SomeoneElseFirst, version_of
from cases.views.frame import case_context
from reentry_portal.errors import ActionRefused
from reentry_portal.paging import page_of
from reentry_portal.templatetags.portal import short_date

TIMELINE_SIZE = 15
COMING_UP_DAYS = 21


def form_page(request, context, form, title, *, act, done, back, seen=None, also=None, template="cases/form.html"):
    """Show a form in the frame of a person's page; when it is sent and good, `act(cleaned_data)` and go back.

    `also` is a label and an address that stand under the title.

    `seen` is a row and the fields that the form changes: who saves second is shown both versions, and `act` gets the
    version in its data as `seen`.
    """
    form.cancel_url = context["tab_url"]
    both = []
    if seen is not None:
        version = version_of(*seen)
        form.fields["seen"] = CharField(widget=HiddenInput, required=False, initial=version)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except SomeoneElseFirst as first:
            form.add_error(None, str(first))
            both = two_versions(form, first.now)
            form.data = form.data.copy()
            form.data["seen"] = version
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect(*back)
    context |= {"form": form, "form_title": title, "both": both, "also": also}
    return render(request, template, context)


def two_versions(form, now: dict) -> list[dict]:
    """Field by field what is on file and what was typed, where they differ."""
    rows = []
    for name, value in now.items():
        field = form.fields.get(name.rpartition(".")[2].removesuffix("_id"))
        typed = form.cleaned_data.get(name.rpartition(".")[2].removesuffix("_id"))
        if field is not None and (getattr(typed, "pk", typed) or "") != (value or ""):
            rows.append({"label": field.label or name, "now": said(field, value), "typed": said(field, typed)})
    return rows


def said(field, value) -> str:
    """A value as the form would say it."""
    if isinstance(field, ModelChoiceField):
        row = value if hasattr(value, "pk") else field.queryset.filter(pk=value).first()
        return str(row or "Nothing")
    if isinstance(field, ChoiceField):
        return str(dict(field.choices).get(value, value) or "Nothing")
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return short_date(value) if isinstance(value, date) else str(value or "Nothing")


def facts_of(case) -> list[tuple[str, str]]:
    """What is known of the person, as received or typed."""
    person = case.person
    return [
        ("Date of birth", short_date(person.birth_date)),
        ("Sex", person.get_sex_display()),
        ("Language", person.language),
        ("Supervision", case.supervision),
        ("Track", case.get_track_display()),
        *([("Detainer", case.detainer)] if case.detainer else []),
    ]


@allow(STAFF)
@require_GET
def overview(request, case_id):
    context = case_context(request, case_id, active="cases:case")
    remember(request.session, case_id)
    case, reads, today = context["case"], context["reads"], context["today"]
    unfinished = list(
        context["case"]
        .steps.readable_by(context["reads"])
        .filter(state__in=PlanStep.UNFINISHED, due_on__isnull=False)
        .filter(Q(due_on__lte=today + timedelta(days=COMING_UP_DAYS)) | Q(is_critical=True))
        .order_by("due_on", "id")
    )
    soon = today + timedelta(days=COMING_UP_DAYS)
    kind = request.GET.get("kind", "")
    events = case.events.filter(confidentiality__in=reads)
    if kind in TimelineEvent.Kind.values:
        events = events.filter(kind=kind)
    context |= {
        "needs": list(case.needs.filter(confidentiality__in=reads).select_related("area", "owner")),
        "coming_up": [step for step in unfinished if step.due_on <= soon][:6],
        "checklist": [step for step in unfinished if step.is_critical][:8],
        "timeline": page_of(events, by="-pk", cursor=request.GET.get("at", ""), size=TIMELINE_SIZE),
        "facts": facts_of(case),
        "kinds": TimelineEvent.Kind.choices,
        "kind": kind,
        "withheld": "general" in reads and len(reads) < 3,
    }
    return render(request, "cases/overview.html", context)


@allow(STAFF)
def add_need(request, case_id):
    context = case_context(request, case_id, active="cases:case")
    form = forms.NewNeedForm(request.POST or None, case=context["case"], reads=context["reads"])
    return form_page(
        request,
        context,
        form,
        "Add a need",
        act=lambda data: actions.add_need(case=context["case"], by=request.user, owner=request.user, **data),
        done="Need added.",
        back=("cases:case", case_id),
    )


@allow(STAFF)
def need(request, case_id, need_id):
    context = case_context(request, case_id, active="cases:case")
    row = get_object_or_404(
        Need.objects.filter(case=context["case"], confidentiality__in=context["reads"]).select_related("area"),
        pk=need_id,
    )
    names = ("state", "is_blocked", "reason", "standing", "next_action", "due_on")
    initial = {name: getattr(row, name) for name in names}
    form = forms.NeedForm(request.POST or None, initial=initial)
    return form_page(
        request,
        context,
        form,
        f"Need: {row.area.name}",
        act=lambda data: actions.change_need(need=row, by=request.user, **data),
        done=f"{row.area.name} saved.",
        back=("cases:case", case_id),
        seen=(row, actions.NEED_STANDING),
    )


@allow(STAFF)
def facts(request, case_id):
    context = case_context(request, case_id, active="cases:case")
    case, person = context["case"], context["person"]
    initial = {
        "preferred_name": person.preferred_name,
        "language": person.language,
        "county": case.county_id,
        "district": case.district_id,
        "housing_unit": case.housing_unit,
    }
    return form_page(
        request,
        context,
        forms.FactsForm(request.POST or None, initial=initial),
        "Edit facts",
        act=lambda data: actions.edit_facts(case=case, by=request.user, **data),
        done="Facts saved.",
        back=("cases:case", case_id),
        seen=(case, actions.CASE_FACTS),
    )


@allow(STAFF)
def other_names(request, case_id):
    """Names that the person also goes or went by."""
    context = case_context(request, case_id, active="cases:case")
    return form_page(
        request,
        {**context, "other_names": list(context["person"].other_names.all())},
        forms.OtherNameForm(request.POST or None),
        "Other names",
        act=lambda data: actions.add_other_name(case=context["case"], by=request.user, **data),
        done="Name added. Search finds it.",
        back=("cases:other-names", case_id),
    )


@allow(STAFF)
def transfer(request, case_id):
    context = case_context(request, case_id, active="cases:case")
    return form_page(
        request,
        context,
        forms.TransferForm(request.POST or None, initial={"facility": context["case"].facility_id}),
        "Record a move to another facility",
        act=lambda data: actions.transfer(case=context["case"], by=request.user, **data),
        done="Move recorded.",
        back=("cases:caseload",),
    )


@allow(STAFF)
def assign(request, case_id):
    context = case_context(request, case_id, active="cases:case")
    return form_page(
        request,
        context,
        forms.AssignForm(request.POST or None, initial={"coordinator": context["case"].coordinator_id}),
        "Assign",
        act=lambda data: actions.assign(case=context["case"], by=request.user, **data),
        done="Assigned.",
        back=("cases:caseload",),
    )


@allow(STAFF)
def take_back(request, case_id):
    """The release did not take place, or not for good: the person is inside again."""
    context = case_context(request, case_id, active="cases:case")
    return form_page(
        request,
        context,
        forms.TakeBackForm(request.POST or None),
        "Take the release back",
        act=lambda data: actions.release_taken_back(case=context["case"], by=request.user, **data),
        done="The case is that of someone inside again. The follow-ups end within a minute.",
        back=("cases:case", case_id),
    )


@allow(STAFF)
def close(request, case_id):
    context = case_context(request, case_id, active="cases:case")
    return form_page(
        request,
        context,
        forms.CloseForm(request.POST or None, case=context["case"]),
        "End the case",
        act=lambda data: actions.close_case(case=context["case"], by=request.user, **data),
        done="The case has ended.",
        back=("cases:case", case_id),
    )


@allow(STAFF)
def add_person(request):
    """Open a case for someone whom no roster brought."""
    form = forms.AddPersonForm(request.POST or None)
    if request.user.role == "coordinator":
        form.fields["facility"].queryset = Facility.objects.filter(is_active=True, postings__user=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        person_facts = {name: data[name] for name in ("last_name", "first_name", "birth_date", "sex")}
        try:
            case = actions.open_case_by_hand(
                doc_number=data["doc_number"],
                person_facts=person_facts,
                facility=data["facility"],
                county=data["county"],
                release_date=data["release_date"],
                by=request.user,
            )
        except ActionRefused as refused:
            form.add_error(None, str(refused))
            asked_for = PersonModel.objects.filter(doc_number=data["doc_number"]).values_list("pk", flat=True)
            log.record(Action.REFUSED, object_type="cases:add-person", people=asked_for, outcome="refused")
        else:
            messages.success(request, f"{case.person.full_name} added.")
            return redirect("cases:case", case.pk)
    context = {"form": form, "title": "Add person", "lead": "Someone whom the roster did not bring."}
    return render(request, "components/form_page.html", context)
