"""What every form of the portal has in common: our crispy pack, one verb on the button, dates as people write them."""

import re
from datetime import date, timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from reentry_portal import clock

DATE_FORMATS = [
    *["%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y", "%m-%d-%y", "%Y-%m-%d"],
    *["%b %d %Y", "%b %d, %Y", "%B %d %Y", "%B %d, %Y"],
]


class PortalDateField(forms.DateField):
    """A day as people write it: 12/5/2026, 12-05-26, Dec 5 2026, 2026-12-05, today, tomorrow, +10.

    A plain text box, so that a mistake comes back as it was typed; with JavaScript a calendar button stands beside it.
    """

    widget = forms.DateInput(format="%m/%d/%Y", attrs={"autocomplete": "off", "data-date": ""})
    default_error_messages = {"invalid": "Enter the date as month, day, year, for example 12/05/2026."}

    def __init__(self, *, help_text="", **kwargs):
        help_text = help_text or "For example, 12/05/2026"
        super().__init__(input_formats=DATE_FORMATS, help_text=help_text, **kwargs)

    def to_python(self, value) -> date | None:
        typed = value.strip().lower() if isinstance(value, str) else ""
        if typed in ("today", "tomorrow"):
            return clock.today() + timedelta(days=typed == "tomorrow")
        if re.fullmatch(r"\+\d{1,4}", typed):
            return clock.today() + timedelta(days=int(typed))
        return super().to_python(value)


class SubmitButton(Submit):
    field_classes = "usa-button"


class PortalFormMixin:
    """Sets the form's helper. `submit_label` says verb and thing; `cancel_url` is where the person came from."""

    submit_label = "Save"
    hide_optional = False  # for filters, where nothing has to be filled in

    def __init__(self, *args, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.cancel_url = cancel_url
        self.helper = FormHelper()
        self.helper.add_input(SubmitButton("", self.submit_label))


class PortalForm(PortalFormMixin, forms.Form):
    pass


class PortalModelForm(PortalFormMixin, forms.ModelForm):
    """A model's form. Its Meta takes `formfield_callback = portal_field`, so that every date is a PortalDateField."""


def portal_field(model_field, **kwargs):
    if model_field.get_internal_type() == "DateField":
        kwargs.pop("widget", None)
        kwargs["form_class"] = PortalDateField
    return model_field.formfield(**kwargs)
