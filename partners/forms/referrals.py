from datetime import datetime

from django import forms
from django.utils import timezone

from cases.models import Appointment, Category
from partners.models import Referral, ServiceRecord
from reentry_portal import clock
from reentry_portal.forms import PortalDateField, PortalForm

State = Referral.State


def words(label: str, *, required: bool = True, **kwargs) -> forms.CharField:
    return forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}), max_length=1000, label=label, required=required, **kwargs
    )


class ReferralForm(PortalForm):
    """What to share, why, how urgent, until when. The choices are what the releases of all chosen partners cover."""

    submit_label = "Check what will be shared"

    shares = forms.MultipleChoiceField(label="What to share", widget=forms.CheckboxSelectMultiple, required=False)
    reason = words("Why this referral", help_text="The partner will read this. Do not include health details.")
    urgency = forms.ChoiceField(choices=Referral.Urgency.choices, label="How urgent", widget=forms.RadioSelect)
    reply_by = PortalDateField(label="Reply needed by")

    def __init__(self, *args, shareable=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["shares"].choices = [(code, Category(code).label) for code in shareable]

    def clean_reply_by(self):
        day = self.cleaned_data["reply_by"]
        if day < clock.today():
            raise forms.ValidationError("That day is past.")
        return day


class StepForm(PortalForm):
    """A step on a referral. `seen` is the version that was on the page, so that of two people the second is told."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def step(self) -> dict:
        """What `partners.actions.move` takes besides the state."""
        return {name: value for name, value in self.cleaned_data.items() if name != "to"}


class AppointmentFields(forms.Form):
    """When and where to meet, all optional together: nothing, or at least the day and the time."""

    day = PortalDateField(label="First appointment: day", required=False)
    time = forms.TimeField(
        label="Time",
        required=False,
        help_text="For example, 2:15 PM",
        input_formats=["%I:%M %p", "%I:%M%p", "%I %p", "%I%p", "%H:%M"],
        widget=forms.TimeInput(format="%I:%M %p", attrs={"autocomplete": "off"}),
    )
    way = forms.ChoiceField(choices=Appointment.Way.choices, label="How", required=False, widget=forms.RadioSelect)
    place = forms.CharField(max_length=200, label="Place", required=False, help_text="Empty for a visit in prison.")

    def starts_at(self) -> datetime | None:
        day, time = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        return timezone.make_aware(datetime.combine(day, time)) if day and time else None

    def clean(self):
        data = super().clean()
        if bool(data.get("day")) != bool(data.get("time")) and not {"day", "time"} & set(self.errors):
            self.add_error("time", "Give both the day and the time.")
        if data.get("day") and not data.get("way"):
            self.add_error("way", "Say how you meet.")
        when = self.starts_at() if not self.errors else None
        if when is not None and when <= clock.now():
            self.add_error("time", "That time is past.")
        return data


class AcceptForm(AppointmentFields, StepForm):
    submit_label = "Accept"

    text = words("Message to the department", required=False)
    field_order = ["seen", "day", "time", "way", "place", "text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Who comes into a prison has to be cleared: such a visit is booked once the referral is accepted.
        self.fields["way"].choices = [choice for choice in Appointment.Way.choices if choice[0] != "visit"]


class AppointmentForm(AppointmentFields, StepForm):
    submit_label = "Book the appointment"

    visitors = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=600,
        label="Who comes",
        help_text="For a visit in prison: one name a line. The prison clears each of them.",
    )
    field_order = ["seen", "day", "time", "way", "place", "visitors"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].label = "Day"
        for name in ("day", "time", "way"):
            self.fields[name].required = True

    def names(self) -> list[str]:
        return [name.strip()[:120] for name in self.cleaned_data["visitors"].splitlines() if name.strip()]


class DeclineForm(StepForm):
    submit_label = "Decline"

    decline_reason = forms.ChoiceField(choices=Referral.Decline.choices, label="Why", widget=forms.RadioSelect)
    text = words("In words", required=False, help_text="Needed for “Other”.")

    def clean(self):
        data = super().clean()
        if data.get("decline_reason") == Referral.Decline.OTHER and not data.get("text"):
            self.add_error("text", "Say why, in a few words.")
        return data


class QuestionForm(StepForm):
    submit_label = "Ask a question"

    text = words("Your question")


class WaitlistForm(StepForm):
    submit_label = "Put on the waiting list"

    expected_on = PortalDateField(label="A place is expected on", required=False)
    text = words("Message to the department", required=False)


class FirstContactForm(StepForm):
    submit_label = "Record first contact"

    first_contact_on = PortalDateField(label="First contact")

    def clean_first_contact_on(self):
        return not_in_the_future(self.cleaned_data["first_contact_on"])


class NeverStartedForm(StepForm):
    submit_label = "Never started"

    text = words("What happened")


class OutcomeForm(StepForm):
    submit_label = "Record the outcome"

    to = forms.ChoiceField(
        label="How it ended",
        widget=forms.RadioSelect,
        choices=[(State.COMPLETED, "Completed"), (State.ENDED_EARLY, "Ended early")],
    )
    result = forms.ChoiceField(choices=Referral.Result.choices, label="Result", widget=forms.RadioSelect)
    text = words("Outcome in words")
    ended_on = PortalDateField(label="Last day of the service")

    def clean_ended_on(self):
        return not_in_the_future(self.cleaned_data["ended_on"])


class MessageForm(StepForm):
    submit_label = "Send the message"

    text = words("Message")


class RecordForm(StepForm):
    submit_label = "Record the service"

    on = PortalDateField(label="Day")
    what = forms.ChoiceField(choices=ServiceRecord.What.choices, label="What", widget=forms.RadioSelect)
    quantity = forms.DecimalField(
        label="How much", required=False, min_value=0.25, max_value=9999, max_digits=6, decimal_places=2
    )
    unit = forms.ChoiceField(choices=ServiceRecord.Unit.choices, required=False)

    def clean_on(self):
        return not_in_the_future(self.cleaned_data["on"])

    def clean(self):
        data = super().clean()
        if bool(data.get("quantity")) != bool(data.get("unit")) and not self.errors:
            self.add_error("quantity", "Give both the number and the unit, or neither.")
        return data


class AnswerForm(StepForm):
    submit_label = "Answer"

    text = words("Answer")


class WithdrawForm(StepForm):
    submit_label = "Withdraw the referral"

    end_reason = forms.CharField(max_length=200, label="Why it is withdrawn", help_text="The partner reads this.")


def not_in_the_future(day):
    if day > clock.today():
        raise forms.ValidationError("That day is in the future.")
    return day
