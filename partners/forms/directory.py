from django import forms

from reentry_portal.forms import PortalForm


class PlacesForm(PortalForm):
    submit_label = "Confirm"

    open_places = forms.IntegerField(min_value=0, max_value=999, required=False)
