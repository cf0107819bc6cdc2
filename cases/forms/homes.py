"""Home plans, supervision and the people around."""

from datetime import datetime

from django import forms
from django.utils import timezone

from cases.models import Condition, County, HomePlan, PersonAround
from reentry_portal.forms import PortalDateField, PortalForm


class HomeForm(PortalForm):
    submit_label = "Save home plan"
    hide_optional = True

    kind = forms.ChoiceField(choices=HomePlan.Kind.choices)
    address = forms.CharField(max_length=200)
    county = forms.ModelChoiceField(County.objects.all(), required=False)
    host = forms.CharField(max_length=120, required=False, label="Who lives there")
    host_phone = forms.CharField(max_length=20, required=False, label="Their phone")
    rules = forms.CharField(max_length=200, required=False, label="Rules of the house")
    paid_by = forms.CharField(max_length=120, required=False, label="How it is paid")


class NewHomeForm(HomeForm):
    submit_label = "Propose this place"

    rank = forms.ChoiceField(label="Which plan", choices=HomePlan.Rank.choices, widget=forms.RadioSelect)
    field_order = ("rank",)


class MoveHomeForm(PortalForm):
    submit_label = "Save"

    state = forms.ChoiceField(label="It is now", widget=forms.RadioSelect)
    on = PortalDateField(label="Since", initial="today")
    rejection = forms.ChoiceField(
        label="Why it was rejected", choices=[("", "Not rejected"), *HomePlan.Rejection.choices], required=False
    )
    reason = forms.CharField(max_length=200, required=False, label="In words")

    def __init__(self, *args, home, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = HomePlan.ALLOWED[home.state]
        self.fields["state"].choices = [(s.value, s.label) for s in HomePlan.State if s in allowed]


class ConflictForm(PortalForm):
    submit_label = "Save the answer"

    has_conflict = forms.TypedChoiceField(
        label="Answer of the parole office",
        choices=[("no", "No conflict"), ("yes", "Conflict")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text="Only yes or no is kept. Whose order it is and which places stay with the parole office.",
    )
    on = PortalDateField(label="Day of the answer", initial="today")


class SupervisionForm(PortalForm):
    submit_label = "Save"
    hide_optional = True

    officer = forms.CharField(max_length=120, required=False, label="Officer")
    phone = forms.CharField(max_length=20, required=False)
    report_day = PortalDateField(required=False, label="First report: day")
    report_time = forms.TimeField(
        required=False, label="First report: time", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    report_place = forms.CharField(max_length=200, required=False, label="Where")
    directions = forms.CharField(
        max_length=300, required=False, label="How to get there", widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self):
        data = super().clean()
        day, time = data.pop("report_day", None), data.pop("report_time", None)
        if (day is None) != (time is None) and not self.errors:
            self.add_error("report_day" if day is None else "report_time", "A report has a day and a time.")
        data["report_at"] = timezone.make_aware(datetime.combine(day, time)) if day and time else None
        return data


class ConditionForm(PortalForm):
    submit_label = "Add condition"

    code = forms.ChoiceField(label="What about", choices=Condition.Code.choices)
    words = forms.CharField(
        max_length=300,
        label="As written",
        help_text="No names of victims, no places to stay away from.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    starts_on = PortalDateField(required=False, label="From")
    ends_on = PortalDateField(required=False, label="Until")
    source = forms.CharField(max_length=80, required=False, label="Who set it")


class PersonAroundForm(PortalForm):
    submit_label = "Add person"
    hide_optional = True

    kind = forms.ChoiceField(label="Who this is", widget=forms.RadioSelect)
    name = forms.CharField(max_length=80, help_text="Of a child the first name only.")
    relation = forms.CharField(max_length=60, required=False, help_text="For example, mother.")
    phone = forms.CharField(max_length=20, required=False)
    birth_year = forms.IntegerField(required=False, min_value=1990, max_value=2100, label="Year of birth (of a child)")
    may_be_told = forms.BooleanField(required=False, label="The person agreed that we talk with them")
    note = forms.CharField(max_length=200, required=False)

    def __init__(self, *args, reads, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            choice for choice in PersonAround.Kind.choices if choice[0] != "no_contact" or "victim" in reads
        ]
