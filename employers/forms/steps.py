"""One form for each step between a person and a job."""

from django import forms
from django.utils import timezone

from employers.forms.records import TIME_WIDGET, at
from employers.models import (
    Application,
    HiringEvent,
    Interview,
    Placement,
    RetentionCheck,
)
from reentry_portal import clock
from reentry_portal.forms import PortalDateField, PortalForm


class StepForm(PortalForm):
    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application

    def step_data(self) -> dict:
        """What the verb behind the step is given."""
        return self.cleaned_data


class AgreeForm(StepForm):
    submit_label = "Put forward"
    agreed = forms.BooleanField(
        label="The person agrees that this employer hears of them",
        error_messages={"required": "Ask the person first. Nobody is put forward who did not agree."},
    )


class InterviewForm(StepForm):
    submit_label = "Book interview"
    kind = forms.ChoiceField(label="How", choices=Interview.Kind.choices, widget=forms.RadioSelect)
    event = forms.ModelChoiceField(
        None,
        label="Hiring event",
        required=False,
        empty_label="None",
        help_text="Only for an interview at a hiring event, which then gives day, time and place.",
    )
    day = PortalDateField(label="Day", required=False)
    time = forms.TimeField(label="Time", widget=TIME_WIDGET, required=False)
    place = forms.CharField(
        max_length=80, required=False, help_text="Room, or where the video call is taken. For example, Visiting room 2."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        case, employer = self.application.case, self.application.opening.employer_id
        events = HiringEvent.objects.to_come().filter(facility=case.facility_id, employers=employer)
        if not (case.is_inside and events.exists()):
            del self.fields["event"]
            self.fields["kind"].choices = [
                choice for choice in Interview.Kind.choices if choice[0] != Interview.Kind.EVENT
            ]
            for name in ("day", "time", "place"):
                self.fields[name].required = True
            return
        self.fields["event"].queryset = events.select_related("facility")
        self.fields["event"].label_from_instance = lambda event: (
            f"{event}, {timezone.localtime(event.starts_at):%m/%d/%Y}"
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == Interview.Kind.EVENT:
            if not cleaned.get("event") and "event" not in self.errors:
                self.add_error("event", "Choose the hiring event.")
        elif cleaned.get("kind"):
            cleaned["event"] = None
            for name, thing in (("day", "day"), ("time", "time"), ("place", "place")):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, f"Enter the {thing}.")
        return cleaned

    def step_data(self) -> dict:
        data = self.cleaned_data
        booked_at = at(data["day"], data["time"]) if data.get("day") and data.get("time") else None
        return {"kind": data["kind"], "event": data.get("event"), "at": booked_at, "place": data["place"]}


class OutcomeForm(StepForm):
    submit_label = "Save outcome"
    outcome = forms.ChoiceField(label="How it went", choices=Interview.Outcome.choices, widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label="If no: why",
        required=False,
        choices=[("", "Not said"), *Application.EndReason.choices],
        help_text="A no ends the application.",
    )
    note = forms.CharField(required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class OfferForm(StepForm):
    submit_label = "Record offer"
    wage = forms.DecimalField(label="Pay an hour", min_value=1, max_digits=6, decimal_places=2)
    start_date = PortalDateField(label="First day of work")
    work_release_reason = forms.CharField(
        label="Why work starts before release",
        max_length=200,
        required=False,
        help_text="Only for work release.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("wage", self.application.opening.wage)
        self.initial.setdefault("start_date", self.application.opening.starts_on)


class MoveStartForm(StepForm):
    submit_label = "Move first day"
    start_date = PortalDateField(label="First day of work")
    work_release_reason = forms.CharField(
        label="Why work starts before release", max_length=200, required=False, help_text="Only for work release."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("work_release_reason", self.application.work_release_reason)


class AcceptForm(StepForm):
    submit_label = "Accept offer"


class StartForm(StepForm):
    submit_label = "Record start"
    started_on = PortalDateField(label="First day worked")
    work_release_reason = forms.CharField(
        label="Why work starts before release", max_length=200, required=False, help_text="Only for work release."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("started_on", min(self.application.start_date, clock.today()))
        if not self.application.case.is_inside:
            del self.fields["work_release_reason"]


class DeclineForm(StepForm):
    submit_label = "Record answer"
    side = forms.ChoiceField(
        label="Who said no",
        choices=[("declined_by_employer", "The employer"), ("declined_by_person", "The person")],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(label="Why", choices=[("", "Choose a reason"), *Application.EndReason.choices])
    note = forms.CharField(required=False, max_length=200)

    def clean(self):
        cleaned = super().clean()
        side, reason = cleaned.get("side"), cleaned.get("reason")
        others = {
            "declined_by_employer": Application.PERSONS_REASONS,
            "declined_by_person": Application.EMPLOYERS_REASONS,
        }
        if reason in others.get(side, ()):
            self.add_error("reason", "Only the other side can say this. Choose another reason.")
        return cleaned


class WithdrawForm(StepForm):
    submit_label = "Withdraw application"
    reason = forms.ChoiceField(label="Why", choices=[("", "Choose a reason"), *Application.EndReason.choices])
    note = forms.CharField(required=False, max_length=200)


class CheckForm(StepForm):
    submit_label = "Save check"
    still_working = forms.TypedChoiceField(
        label="Still working there",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    evidence = forms.ChoiceField(
        label="How you know", choices=RetentionCheck.Evidence.choices, widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(
        label="If not: why it ended",
        required=False,
        choices=[("", "Choose a reason"), *Placement.EndReason.choices],
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("still_working") is False and not cleaned.get("reason"):
            self.add_error("reason", "Say why the work ended.")
        return cleaned


class EndForm(StepForm):
    submit_label = "Record end of work"
    ended_on = PortalDateField(label="Last day worked")
    reason = forms.ChoiceField(label="Why", choices=[("", "Choose a reason"), *Placement.EndReason.choices])
