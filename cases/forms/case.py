"""What a person may type about a case."""

from django import forms

from accounts.models import STAFF_ROLES, User
from cases.models import (
    Case,
    Confidentiality,
    County,
    District,
    EmergencyAccess,
    Facility,
    Need,
    NeedArea,
    Note,
    OtherName,
    Person,
    PlanStep,
    RosterBatch,
)
from cases.trail import KINDS
from reentry_portal import clock
from reentry_portal.forms import PortalDateField, PortalForm


def doc_number_from(typed: str) -> str:
    """The eight digits of a DOC number as typed, with or without zeros, spaces and dashes."""
    digits = "".join(character for character in typed if character.isdigit())
    if not 1 <= len(digits) <= 8:
        raise forms.ValidationError("A DOC number has up to eight digits.")
    return digits.zfill(8)


class AddPersonForm(PortalForm):
    submit_label = "Add person"

    doc_number = forms.RegexField(
        r"^[\d\s-]{1,12}$", label="DOC number", error_messages={"invalid": "Enter the DOC number as digits."}
    )
    last_name = forms.CharField(max_length=60)
    first_name = forms.CharField(max_length=60)
    birth_date = PortalDateField(required=False)
    sex = forms.ChoiceField(choices=Person.Sex.choices, widget=forms.RadioSelect)
    facility = forms.ModelChoiceField(Facility.objects.filter(is_active=True))
    county = forms.ModelChoiceField(County.objects.all(), required=False, label="County of return")
    release_date = PortalDateField(required=False)

    def clean_doc_number(self):
        return doc_number_from(self.cleaned_data["doc_number"])


class FactsForm(PortalForm):
    submit_label = "Save facts"

    preferred_name = forms.CharField(max_length=60, required=False)
    language = forms.CharField(max_length=40)
    county = forms.ModelChoiceField(County.objects.all(), required=False, label="County of return")
    district = forms.ModelChoiceField(District.objects.filter(is_active=True), required=False, label="Field office")
    housing_unit = forms.CharField(max_length=20, required=False)


class TransferForm(PortalForm):
    submit_label = "Record the move"

    facility = forms.ModelChoiceField(Facility.objects.filter(is_active=True))


class AssignForm(PortalForm):
    submit_label = "Assign"

    coordinator = forms.ModelChoiceField(
        User.objects.filter(is_active=True, role__in=STAFF_ROLES), required=False, empty_label="No one"
    )


class ConfirmDateForm(PortalForm):
    submit_label = "Confirm this date"

    date = PortalDateField(label="Release date")
    why = forms.CharField(max_length=200, label="Where it comes from", help_text="For example, the board's letter.")


class DetainerForm(PortalForm):
    submit_label = "Save"

    detainer = forms.CharField(
        max_length=120,
        required=False,
        label="Who has a claim on the person",
        help_text="For example, a county, another state, immigration. Empty when there is none.",
    )


class NeedForm(PortalForm):
    submit_label = "Save need"

    state = forms.ChoiceField(choices=Need.State.choices, label="Status", widget=forms.RadioSelect)
    is_blocked = forms.BooleanField(required=False, label="Blocked: it cannot go on for now")
    reason = forms.CharField(
        max_length=200, required=False, help_text="Needed when it is declined, deferred or blocked."
    )
    standing = forms.CharField(max_length=200, required=False, label="Where it stands")
    next_action = forms.CharField(max_length=200, required=False, label="Next")
    due_on = PortalDateField(required=False, label="Due")


class NewNeedForm(PortalForm):
    submit_label = "Add need"

    area = forms.ModelChoiceField(NeedArea.objects.none(), empty_label="Choose an area")
    standing = forms.CharField(max_length=200, required=False, label="Where it stands")
    next_action = forms.CharField(max_length=200, required=False, label="Next")

    def __init__(self, *args, case, reads, **kwargs):
        super().__init__(*args, **kwargs)
        open_areas = NeedArea.objects.filter(is_active=True, confidentiality__in=reads)
        self.fields["area"].queryset = open_areas.exclude(needs__case=case)


class NoteForm(PortalForm):
    submit_label = "Save note"

    kind = forms.ChoiceField(choices=Note.Kind.choices, label="What it was")
    happened_on = PortalDateField(label="When", initial="today")
    text = forms.CharField(max_length=10_000, widget=forms.Textarea, label="Note")
    confidentiality = forms.ChoiceField(
        label="Who may read it", widget=forms.RadioSelect, initial=Confidentiality.GENERAL
    )

    def __init__(self, *args, reads, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["confidentiality"].choices = [
            (value, label) for value, label in Confidentiality.choices if value in reads
        ]


class EmergencyForm(PortalForm):
    submit_label = "Open this record"

    doc_number = forms.RegexField(
        r"^[\d\s-]{1,12}$",
        label="DOC number",
        help_text="Up to eight digits. There is no search by name here.",
        error_messages={"invalid": "Enter the DOC number as digits."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Why it cannot wait",
        help_text="Who needs to know what, and for what. A supervisor will read it.",
    )
    minutes = forms.ChoiceField(
        label="For how long",
        choices=[("15", "15 minutes"), ("30", "30 minutes"), ("60", "One hour")],
        widget=forms.RadioSelect,
    )
    understood = forms.BooleanField(label="I know that this is recorded and reviewed")

    def clean_doc_number(self):
        return doc_number_from(self.cleaned_data["doc_number"])


class EmergencyReviewForm(PortalForm):
    submit_label = "Save review"

    verdict = forms.ChoiceField(label="Verdict", choices=EmergencyAccess.Verdict.choices, widget=forms.RadioSelect)
    review = forms.CharField(
        max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), label="What you found", help_text="And what follows."
    )


class PeriodForm(PortalForm):
    """A stretch of days in the address; either end may be open."""

    submit_label = "Show"
    hide_optional = True

    since = PortalDateField(label="From", required=False)
    until = PortalDateField(label="To", required=False)


class HistoryForm(PeriodForm):
    kind = forms.ChoiceField(
        label="What",
        required=False,
        choices=[("", "Everything"), *((kind, label) for kind, (label, _) in KINDS.items())],
    )


class StepForm(PortalForm):
    submit_label = "Save step"

    state = forms.ChoiceField(choices=PlanStep.State.choices, label="Status")
    evidence = forms.CharField(max_length=200, required=False, label="How you know")
    reason = forms.CharField(max_length=200, required=False, help_text="Needed when it is blocked or not needed.")


class NewStepForm(PortalForm):
    submit_label = "Add step"

    title = forms.CharField(max_length=160, label="Step")
    due_on = PortalDateField(label="Due")
    area = forms.ModelChoiceField(NeedArea.objects.none(), required=False, empty_label="No area")

    def __init__(self, *args, reads, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = NeedArea.objects.filter(is_active=True, confidentiality__in=reads)


class CloseForm(PortalForm):
    submit_label = "End the case"

    ending = forms.ChoiceField(label="How it ends", widget=forms.RadioSelect)
    reason = forms.CharField(max_length=200)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = Case.ALLOWED.get(case.state, ())
        self.fields["ending"].choices = [(e.value, e.label) for e in Case.State if e in Case.ENDINGS and e in allowed]


class RosterForm(PortalForm):
    submit_label = "Check this file"

    file = forms.FileField(
        label="Roster file", help_text="The fixed-width file (FAK930, also zipped), or an extract in CSV."
    )
    as_of = PortalDateField(label="The day it speaks of")
    within_days = forms.IntegerField(
        label="Days ahead",
        initial=365,
        min_value=1,
        max_value=3650,
        help_text="People who are new come in when their release date lies within so many days.",
    )
    format = forms.ChoiceField(
        choices=[("", "Recognize it"), *RosterBatch.Format.choices], required=False, label="Format"
    )

    def clean_as_of(self):
        if self.cleaned_data["as_of"] > clock.today():
            raise forms.ValidationError("That day is still to come. Enter the day the file was made.")
        return self.cleaned_data["as_of"]


class StepForAllForm(NewStepForm):
    submit_label = "Add a step"


class TagForm(PortalForm):
    submit_label = "Add tag"

    word = forms.CharField(max_length=30, label="Tag", help_text="One or two words, for example: needs glasses.")


class SaveViewForm(forms.Form):
    name = forms.CharField(max_length=40)
    is_shared = forms.BooleanField(required=False)


class HandOverForm(PortalForm):
    submit_label = "Hand over"

    to_user = forms.ModelChoiceField(User.objects.filter(is_active=True, role__in=STAFF_ROLES), label="To")
    why = forms.CharField(max_length=200, label="What the other has to know", widget=forms.Textarea(attrs={"rows": 3}))


class AssignmentRuleForm(PortalForm):
    submit_label = "Save rule"

    facility = forms.ModelChoiceField(Facility.objects.filter(is_active=True))
    housing_unit = forms.CharField(max_length=20, required=False, help_text="Empty: every unit without its own rule.")
    coordinator = forms.ModelChoiceField(
        User.objects.filter(is_active=True, role__in=STAFF_ROLES), label="Case manager"
    )


class OtherNameForm(PortalForm):
    submit_label = "Add name"

    kind = forms.ChoiceField(choices=OtherName.Kind.choices, label="What it is")
    first_name = forms.CharField(max_length=60, required=False)
    last_name = forms.CharField(max_length=60)


class TakeBackForm(PortalForm):
    submit_label = "Take the release back"

    why = forms.CharField(max_length=200, label="Why", help_text="For example, a hold was found at the gate.")
