from django import forms

from cases.models import NeedArea
from partners.models import Consent, Referral
from reentry_portal.forms import PortalDateField, PortalForm


class ConsentForm(PortalForm):
    submit_label = "Record the signed release"

    areas = forms.ModelMultipleChoiceField(
        NeedArea.objects.filter(is_active=True), label="What may be shared", widget=forms.CheckboxSelectMultiple
    )
    purpose = forms.CharField(max_length=200, initial="To arrange the service named in the referral")
    signed_on = PortalDateField(label="Signed on")
    expires_on = PortalDateField(label="Ends on")
    method = forms.ChoiceField(choices=Consent.Method.choices, label="How it was signed", widget=forms.RadioSelect)
    witness = forms.CharField(max_length=120, required=False, help_text="Needed for a signature on paper.")

    def clean(self):
        data = super().clean()
        if data.get("method") == Consent.Method.PAPER and not data.get("witness"):
            self.add_error("witness", "Name the witness of the signature on paper.")
        if data.get("signed_on") and data.get("expires_on") and data["expires_on"] < data["signed_on"]:
            self.add_error("expires_on", "The end comes after the day of signing.")
        return data


class ReferralForm(PortalForm):
    submit_label = "Send referral"

    reason = forms.CharField(
        widget=forms.Textarea,
        max_length=1000,
        label="Why this referral",
        help_text="The partner will read this. Do not include health details.",
    )
    reply_by = PortalDateField(label="Reply needed by")


class DeclineForm(PortalForm):
    submit_label = "Decline"

    decline_reason = forms.ChoiceField(choices=Referral.Decline.choices, label="Why", widget=forms.RadioSelect)


class QuestionForm(PortalForm):
    submit_label = "Ask"

    question = forms.CharField(widget=forms.Textarea, max_length=500)


class AnswerForm(PortalForm):
    submit_label = "Answer"

    answer = forms.CharField(widget=forms.Textarea, max_length=500)


class FirstContactForm(PortalForm):
    submit_label = "Record first contact"

    first_contact_on = PortalDateField(label="First contact")


class OutcomeForm(PortalForm):
    submit_label = "Record the outcome"

    to = forms.ChoiceField(
        label="How it ended",
        widget=forms.RadioSelect,
        choices=[(Referral.State.COMPLETED, "Completed"), (Referral.State.ENDED_EARLY, "Ended early")],
    )
    outcome = forms.CharField(max_length=300, label="Outcome in words")
    ended_on = PortalDateField(label="Day")
