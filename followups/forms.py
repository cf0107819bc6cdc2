from django import forms

from cases.models import Case
from followups.models import FollowUp
from reentry_portal.forms import PortalDateField, PortalForm


class ReleaseForm(PortalForm):
    submit_label = "Record the release"

    on = PortalDateField(label="Day of release")
    release_type = forms.ChoiceField(choices=Case.ReleaseType.choices, label="Type of release")
    why = forms.CharField(
        max_length=200, required=False, label="Why it is recorded late", help_text="Only for a day long past."
    )


class OutcomeForm(PortalForm):
    submit_label = "Record the outcome"

    outcome = forms.ChoiceField(choices=FollowUp.Outcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(widget=forms.Textarea, required=False, max_length=2000)
