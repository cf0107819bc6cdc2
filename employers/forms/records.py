"""Employers, openings, events, and what a person brings to work."""

from datetime import datetime

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils import timezone

from accounts.models import STAFF_ROLES, User
from cases.form_fields import CountiesField
from cases.models import Facility
from employers.models import (
    Credential,
    Employer,
    HiringEvent,
    Interview,
    OffenseCategory,
    Opening,
    Shift,
    WorkProfile,
)
from reentry_portal import clock
from reentry_portal.forms import PortalDateField, PortalForm, PortalModelForm, portal_field

TIME_WIDGET = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class EmployerForm(PortalModelForm):
    submit_label = "Save employer"
    counties = CountiesField(
        label="Counties it hires from",
        required=False,
        help_text="County names with commas between them, for example: Boone, Callaway, Cole.",
    )
    not_considered = forms.MultipleChoiceField(
        label="Convictions not considered",
        choices=OffenseCategory.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chosen ones are compared with a person's convictions before anyone is put forward.",
    )

    class Meta:
        model = Employer
        formfield_callback = portal_field
        fields = [
            *["name", "industry", "status", "city", "county", "counties", "contact_name", "phone", "email"],
            *["limits", "not_considered", "accepts_supervision", "accepts_registrants", "transport", "owner"],
            "next_contact_on",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = User.objects.filter(role__in=STAFF_ROLES, is_active=True)
        self.helper.layout = Layout(
            Fieldset("The business", "name", "industry", "status", "city", "county"),
            Fieldset(
                "Whom it hires",
                *["counties", "limits", "not_considered", "accepts_supervision", "accepts_registrants", "transport"],
            ),
            Fieldset("Keeping in touch", "contact_name", "phone", "email", "owner", "next_contact_on"),
        )
        if self.instance.pk:
            self.initial["counties"] = list(self.instance.counties.all())


class ContactForm(PortalForm):
    submit_label = "Save contact"
    on = PortalDateField(label="When", initial=lambda: f"{clock.today():%m/%d/%Y}")
    text = forms.CharField(
        label="What was said", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="No names of people."
    )
    next_contact_on = PortalDateField(label="Next contact", required=False)


class OpeningForm(PortalModelForm):
    submit_label = "Save job"
    credentials = forms.ModelMultipleChoiceField(
        Credential.objects.filter(is_active=True),
        label="Certificates needed",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Opening
        formfield_callback = portal_field
        fields = [
            *["title", "soc_code", "city", "county", "shift", "hours", "wage", "skills", "credentials"],
            *["reachable_without_car", "starts_on", "places", "closes_on"],
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Fieldset("The job", "title", "shift", "hours", "wage", "places", "starts_on", "closes_on"),
            Fieldset("Where", "city", "county", "reachable_without_car"),
            Fieldset("What it asks for", "skills", "credentials", "soc_code"),
        )


class PutForwardForm(PortalForm):
    submit_label = "Put forward"
    note = forms.CharField(
        label="What speaks for this person",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For colleagues. The employer hears first name, last initial, skills, certificates and when the "
        "person can start; nothing on health, convictions or the institution.",
    )
    agreed = forms.BooleanField(label="The person agrees that this employer hears of them", required=False)
    only_interested = forms.BooleanField(
        label="Not yet: the person is interested, the employer does not hear of it", required=False
    )

    def __init__(self, *args, is_interested: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_interested:
            del self.fields["only_interested"]

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("agreed") and not cleaned.get("only_interested"):
            self.add_error("agreed", "Ask the person first. Nobody is put forward who did not agree.")
        if cleaned.get("agreed") and cleaned.get("only_interested"):
            self.add_error("only_interested", "Choose one: put forward now, or interested only.")
        return cleaned


class EventForm(PortalModelForm):
    submit_label = "Save event"
    day = PortalDateField(label="Day")
    time = forms.TimeField(label="Time", widget=TIME_WIDGET)

    class Meta:
        model = HiringEvent
        fields = ["kind", "facility", "day", "time", "place", "capacity"]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = HiringEvent.Kind.choices
        self.fields["facility"].queryset = Facility.objects.filter(is_active=True)
        if self.instance.pk:
            at = timezone.localtime(self.instance.starts_at)
            self.initial |= {"day": at.date(), "time": at.time()}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("time"):
            self.instance.starts_at = at(cleaned["day"], cleaned["time"])
            if not self.instance.pk and self.instance.starts_at < clock.now():
                self.add_error("day", "Choose a day that is still to come.")
        return cleaned


class InviteEmployerForm(PortalForm):
    submit_label = "Invite employer"
    employer = forms.ModelChoiceField(None, empty_label="Choose an employer")

    def __init__(self, *args, employers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = employers
        self.fields["employer"].label_from_instance = lambda employer: f"{employer.name}, {employer.city}"


class ResultsForm(forms.Form):
    """One row for each interview of an event without a result, in one save. Who is left open stays open."""

    def __init__(self, *args, interviews, **kwargs):
        super().__init__(*args, **kwargs)
        self.interviews = interviews
        for interview in interviews:
            application = interview.application
            self.fields[self.name_of(interview)] = forms.ChoiceField(
                label=f"Result: {application.case.person.list_name}, {application.opening}",
                choices=[("", "No result yet"), *Interview.Outcome.choices],
                required=False,
            )

    @staticmethod
    def name_of(interview) -> str:
        return f"result-{interview.pk}"

    def rows(self):
        return [(interview, self[self.name_of(interview)]) for interview in self.interviews]

    def results(self) -> dict[int, str]:
        given = {interview.pk: self.cleaned_data[self.name_of(interview)] for interview in self.interviews}
        return {pk: outcome for pk, outcome in given.items() if outcome}


class ProfileForm(PortalModelForm):
    submit_label = "Save work profile"
    credentials = forms.ModelMultipleChoiceField(
        Credential.objects.filter(is_active=True),
        label="Certificates and licenses",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    shifts = forms.MultipleChoiceField(
        label="Shifts wanted",
        choices=Shift.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: any shift.",
    )
    convictions = forms.MultipleChoiceField(
        label="Convictions for",
        choices=OffenseCategory.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only compared with employers' limits. No employer sees them.",
    )

    class Meta:
        model = WorkProfile
        fields = [
            *["skills", "credentials", "shifts", "has_car", "convictions_known", "convictions", "is_registrant"],
        ]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("convictions"):
            cleaned["convictions_known"] = self.instance.convictions_known = True
        return cleaned


class ReadinessForm(forms.Form):
    done_on = PortalDateField(required=False)


# The steps of an application (steps.py). Each form knows its application.


def at(day, time):
    """The moment at that local time."""
    return timezone.make_aware(datetime.combine(day, time))
