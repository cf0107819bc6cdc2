from django import forms

from cases.packets import LANGUAGES
from reentry_portal.forms import PortalForm


class PacketRunForm(PortalForm):
    submit_label = "Make the packets"

    days = forms.IntegerField(min_value=1, max_value=90, initial=14, label="People who leave in the next days")
    only_mine = forms.BooleanField(required=False, initial=True, label="Only people assigned to me")
    lang = forms.ChoiceField(label="Language", choices=[("", "Each person's own"), *LANGUAGES.items()], required=False)
    large_type = forms.BooleanField(required=False, label="Large type")
