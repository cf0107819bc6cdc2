from django import forms
from django.utils.text import capfirst

from accounts.models import STAFF_ROLES, User
from cases.models import Case, ContactPoint
from followups import words
from followups.models import (
    ANSWERS,
    Agreement,
    Attempt,
    CadencePoint,
    FollowUp,
    MailChoice,
    MeasuredNeed,
    Measurement,
    Risk,
)
from followups.models.measurements import Source
from reentry_portal.forms import PortalDateField, PortalForm

NOT_SAID = ("", "Select")
HOURS = [(hour, f"{hour % 12 or 12} {'a.m.' if hour < 12 else 'p.m.'}") for hour in range(5, 21)]


def colleagues():
    return User.objects.filter(role__in=STAFF_ROLES, is_active=True).order_by("last_name", "first_name")


class ReleaseForm(PortalForm):
    submit_label = "Record the release"

    on = PortalDateField(label="Day of release")
    release_type = forms.ChoiceField(choices=Case.ReleaseType.choices, label="Type of release")
    risk = forms.ChoiceField(
        choices=Risk.choices,
        initial=Risk.MODERATE,
        label="Risk level",
        help_text="From the last assessment. It sets how often someone calls.",
    )
    why = forms.CharField(
        max_length=200, required=False, label="Why it is recorded late", help_text="Only for a day long past."
    )


class CorrectReleaseForm(PortalForm):
    submit_label = "Correct the day"

    on = PortalDateField(label="Day the person left")
    reason = forms.CharField(max_length=200, label="Where the right day comes from")


class CadenceForm(PortalForm):
    submit_label = "Change the cadence"

    risk = forms.ChoiceField(choices=Risk.choices, label="Risk level")


class AttemptForm(PortalForm):
    submit_label = "Record the try"

    way = forms.ChoiceField(choices=Attempt.Way.choices, widget=forms.RadioSelect, label="How")
    result = forms.ChoiceField(choices=Attempt.Result.choices, widget=forms.RadioSelect, label="What came of it")
    contact = forms.ModelChoiceField(
        ContactPoint.objects.none(), required=False, label="Number or address", empty_label="Not on file"
    )
    is_alternate = forms.BooleanField(required=False, label="This was someone else whom the person named")

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = person.contact_points.filter(ended_at=None)


class SnoozeForm(PortalForm):
    submit_label = "Put it off"

    until = PortalDateField(label="Until", help_text="For example, +3 for three days, or 12/05/2026")
    reason = forms.CharField(max_length=200, required=False, label="Why", help_text="Needed for more than seven days.")


class OutcomeForm(PortalForm):
    """What was found. At a measurement point also each question that is counted, with the source of its answer."""

    submit_label = "Record the outcome"
    hide_optional = True  # what has to be answered hangs on the outcome

    outcome = forms.ChoiceField(choices=FollowUp.Outcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(widget=forms.Textarea, required=False, max_length=2000)

    def __init__(self, *args, follow_up: FollowUp, needs=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.needs = list(needs)
        self.measures = follow_up.point.form == CadencePoint.Form.MEASUREMENT
        if self.measures:
            self._ask()

    def _ask(self) -> None:
        for name in ANSWERS:
            field = Measurement._meta.get_field(name)
            self.fields[name] = forms.ChoiceField(
                choices=[NOT_SAID, *field.choices], required=False, label=capfirst(field.verbose_name)
            )
            if name == "work":
                for detail in ("hours", "wage"):
                    self.fields[detail] = Measurement._meta.get_field(detail).formfield()
            self.fields[f"{name}_source"] = self._source(field.verbose_name)
        for need in self.needs:
            self.fields[f"need_{need.pk}"] = forms.ChoiceField(
                choices=[NOT_SAID, *MeasuredNeed.Standing.choices],
                required=False,
                label=f"{need.area.name}: the service",
            )
            self.fields[f"need_{need.pk}_source"] = self._source(need.area.name)

    @staticmethod
    def _source(what: str) -> forms.ChoiceField:
        return forms.ChoiceField(choices=[NOT_SAID, *Source.choices], required=False, label=f"Who says so: {what}")

    def clean(self):
        data = super().clean()
        if not self.measures:
            return data
        reached = data.get("outcome") in (FollowUp.Outcome.REACHED, FollowUp.Outcome.NEEDS_HELP)
        asked = [*ANSWERS, *(f"need_{need.pk}" for need in self.needs)]
        if not reached and not any(data.get(name) for name in asked):
            return data  # nothing is known, and nothing has to be made up
        for name in asked:
            answer, source = data.get(name), data.get(f"{name}_source")
            if not answer:
                self.add_error(name, "Choose an answer; “Not known” is one too.")
            elif answer not in ("unknown", "99") and not source:
                self.add_error(f"{name}_source", "Say who the answer comes from.")
        if data.get("work") != "working" and (data.get("hours") or data.get("wage")):
            self.add_error("hours", "Hours and wage belong to someone who is working.")
        return data

    @property
    def answers(self) -> dict | None:
        """What Measurement takes; None when nothing was answered."""
        data = self.cleaned_data
        if not self.measures or not data.get("housing"):
            return None
        sources = {f"{name}_source": data[f"{name}_source"] for name in ANSWERS}
        return {name: data[name] for name in ANSWERS} | sources | {"hours": data["hours"], "wage": data["wage"]}

    @property
    def standings(self) -> list[tuple]:
        data = self.cleaned_data
        return [
            (need, data[f"need_{need.pk}"], data[f"need_{need.pk}_source"])
            for need in self.needs
            if self.measures and data.get(f"need_{need.pk}")
        ]


class ContactForm(PortalForm):
    submit_label = "Add this contact"

    kind = forms.ChoiceField(choices=ContactPoint.Kind.choices, widget=forms.RadioSelect)
    value = forms.CharField(max_length=200, label="Number or address")
    whose = forms.CharField(
        max_length=80, required=False, label="Whose it is", help_text="Empty when it is the person's own."
    )
    safe_for_messages = forms.BooleanField(required=False, label="The person said that words left here are safe")


class AgreementForm(PortalForm):
    submit_label = "Record the agreement"

    how = forms.ChoiceField(choices=Agreement.How.choices, widget=forms.RadioSelect, label="How the person agreed")
    language = forms.ChoiceField(choices=Agreement.Language.choices, widget=forms.RadioSelect)


class EndContactForm(PortalForm):
    submit_label = "Save"

    what = forms.ChoiceField(
        choices=[("stop", "The person wants no reminders here"), ("wrong", "It does not reach the person")],
        widget=forms.RadioSelect,
        label="What changed",
    )
    reason = forms.CharField(max_length=80, label="In words")


class HandOverForm(PortalForm):
    submit_label = "Hand over"

    from_whom = forms.ModelChoiceField(User.objects.none(), label="Follow-ups of")
    to = forms.ModelChoiceField(User.objects.none(), label="Go to")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from_whom"].queryset = User.objects.filter(role__in=STAFF_ROLES).order_by("last_name")
        self.fields["to"].queryset = colleagues()


class GiveForm(PortalForm):
    submit_label = "Hand over"

    to = forms.ModelChoiceField(User.objects.none(), label="Goes to")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues()


class CoverForm(PortalForm):
    submit_label = "Arrange cover"

    user = forms.ModelChoiceField(User.objects.none(), label="Who is away")
    covered_by = forms.ModelChoiceField(User.objects.none(), label="Who stands in")
    first_day = PortalDateField(label="First day")
    last_day = PortalDateField(label="Last day")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = self.fields["covered_by"].queryset = colleagues()


class MailChoiceForm(PortalForm):
    submit_label = "Save"

    way = forms.ChoiceField(choices=MailChoice.Way.choices, widget=forms.RadioSelect, label="Mail about follow-ups")
    hour = forms.TypedChoiceField(choices=HOURS, coerce=int, label="Hour of the daily mail")


class TestForm(PortalForm):
    submit_label = "Send it to me"

    template = forms.ChoiceField(choices=[], label="Words")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = [(name, name.replace("_", " ").capitalize()) for name in words.templates()]
