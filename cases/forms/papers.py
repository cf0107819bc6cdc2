"""Papers, benefits and files."""

from django import forms

from cases.models import Category
from reentry_portal import uploads
from reentry_portal.forms import PortalDateField, PortalForm


class StateForm(PortalForm):
    """The next state of a paper or benefit, of those that may follow."""

    submit_label = "Save"

    state = forms.ChoiceField(label="It is now", widget=forms.RadioSelect)
    on = PortalDateField(label="Since", initial="today")
    reason = forms.CharField(max_length=200, required=False, help_text="Needed when it does not go on.")

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = row.ALLOWED[row.state]
        self.fields["state"].choices = [(state.value, state.label) for state in row.State if state in allowed]


class PaperForm(StateForm):
    tracking = forms.CharField(max_length=60, required=False, label="Tracking or order number")
    expires_on = PortalDateField(required=False, label="Good until")
    signed = forms.BooleanField(required=False, label="The person signed for it (when it is handed over)")


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One or more files; what each is, the gate says."""

    widget = ManyFiles

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


class DocumentsForm(PortalForm):
    submit_label = "Add files"

    files = ManyFilesField(
        label="Files",
        help_text="PDF, Word, JPG or PNG, 10 MB each.",
        widget=ManyFiles(attrs={"accept": uploads.ACCEPT}),
    )
    title = forms.CharField(max_length=120, required=False, help_text="What it is. Empty: the name of the file.")
    category = forms.ChoiceField(label="What it tells about the person", help_text="This decides who may read it.")

    def __init__(self, *args, reads, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [
            ("", "Choose"),
            *((category.value, category.label) for category in Category if category.confidentiality in reads),
        ]


class WithdrawForm(PortalForm):
    submit_label = "Take it out"

    why = forms.CharField(max_length=200, label="Why")
