from django import forms

from accounts.models import Organization
from cases.models import Category
from partners.models import Consent, Purpose
from reentry_portal import clock, uploads
from reentry_portal.errors import ActionRefused
from reentry_portal.forms import PortalDateField, PortalForm

Kind = Consent.Kind
ALWAYS = Category.IDENTITY  # a release names the person, so there is nothing to tick


class TermsForm(PortalForm):
    """What the person signs: who learns what, for which purpose, until when."""

    submit_label = "Show the form to sign"

    kind = forms.ChoiceField(choices=Kind.choices, label="Kind of release", widget=forms.RadioSelect)
    recipients = forms.ModelMultipleChoiceField(
        Organization.objects.none(), label="Who receives it", required=False, widget=forms.CheckboxSelectMultiple
    )
    recipient_class = forms.ChoiceField(
        choices=Consent.RecipientClass.choices,
        label="How recipients are named",
        required=False,
        widget=forms.RadioSelect,
        help_text="A class is possible only on the release for treatment, payment and operations.",
    )
    categories = forms.MultipleChoiceField(
        choices=[choice for choice in Category.choices if choice[0] != ALWAYS],
        label="What may be shared",
        help_text="The name is always shared with it.",
        widget=forms.CheckboxSelectMultiple,
    )
    details = forms.CharField(
        max_length=300,
        required=False,
        label="In the person's words",
        help_text="Limits or details, as the person says.",
    )
    purposes = forms.MultipleChoiceField(
        choices=Purpose.choices, label="What it is for", widget=forms.CheckboxSelectMultiple
    )
    expires_on = PortalDateField(label="Ends on", required=False)
    end_event = forms.ChoiceField(
        choices=Consent.EndEvent.choices, label="Or ends earlier with", required=False, widget=forms.RadioSelect
    )
    period_reason = forms.CharField(
        max_length=300,
        required=False,
        label="Criminal justice release: how the period was set",
        help_text="Expected length of treatment, kind of proceeding, need for the information (42 CFR 2.35(b)).",
    )
    revocable_when = forms.CharField(
        max_length=200, required=False, label="Criminal justice release: when it can be revoked"
    )
    language = forms.ChoiceField(
        choices=Consent.Language.choices, label="Language of the form", widget=forms.RadioSelect
    )

    def __init__(self, *args, reads=frozenset(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recipients"].queryset = (
            Organization.objects.filter(is_active=True).exclude(kind=Organization.Kind.VICTIM_SERVICE).order_by("name")
        )
        # Nobody records a release of what they may not read themselves.
        categories = self.fields["categories"]
        categories.choices = [
            (code, label) for code, label in categories.choices if Category(code).confidentiality in reads
        ]

    def clean(self):
        data = super().clean()
        kind, classed = data.get("kind"), data.get("recipient_class")
        if classed and kind != Kind.TREATMENT:
            self.add_error("recipient_class", "Only the release for treatment, payment and operations names a class.")
        if not classed and not data.get("recipients"):
            self.add_error("recipients", "Choose who receives the information.")
        purposes = set(data.get("purposes") or ())
        if kind == Kind.TREATMENT and purposes and purposes != {Purpose.TREATMENT}:
            self.add_error("purposes", "This kind of release is for treatment, payment and operations only.")
        if kind == Kind.CRIMINAL_JUSTICE:
            self._criminal_justice(data, purposes)
        elif Purpose.SUPERVISION in purposes:
            self.add_error("purposes", "To monitor a condition takes a criminal justice release.")
        self._ends(data, kind)
        return data

    def _criminal_justice(self, data, purposes) -> None:
        if purposes and purposes != {Purpose.SUPERVISION}:
            self.add_error("purposes", "A criminal justice release is for monitoring a condition only.")
        for name, label in (("period_reason", "how the period was set"), ("revocable_when", "when it can be revoked")):
            if not data.get(name):
                self.add_error(name, f"A criminal justice release states {label}.")
        others = [each for each in data.get("recipients") or () if each.kind != Organization.Kind.GOVERNMENT]
        if others:
            self.add_error("recipients", "It goes to courts, the board and parole officers only.")

    def _ends(self, data, kind) -> None:
        ends, event = data.get("expires_on"), data.get("end_event")
        if not ends and not event and "expires_on" not in self.errors:
            self.add_error("expires_on", "Say when it ends: a day or an event.")
        if event == Consent.EndEvent.NEVER and kind != Kind.TREATMENT:
            self.add_error("end_event", "Only the release for treatment, payment and operations can have no end.")
        if ends and ends < clock.today():
            self.add_error("expires_on", "That day is past.")


class ConsentForm(TermsForm):
    """The terms, and the signature under them."""

    submit_label = "Record the signed release"

    method = forms.ChoiceField(choices=Consent.Method.choices, label="How it was signed", widget=forms.RadioSelect)
    signed_on = PortalDateField(label="Signed on")
    signed_name = forms.CharField(
        max_length=120, label="Signed by", help_text="The name as the person signed, or typed it on screen."
    )
    witness = forms.CharField(
        max_length=120, required=False, help_text="For a signature on paper. Not the officer who supervises the person."
    )
    scan = forms.FileField(
        required=False, label="Scan of the signed form", help_text="For a signature on paper. PDF, JPG or PNG, 10 MB."
    )
    rights_explained = forms.BooleanField(
        label="Read and explained: that the person may say no, how to take it back, and what happens to the information"
    )
    copy_given = forms.BooleanField(label="The person has a copy", required=False)

    def clean(self):
        data = super().clean()
        if data.get("method") == Consent.Method.PAPER:
            if not data.get("witness"):
                self.add_error("witness", "Name the witness of the signature on paper.")
            if not data.get("scan") and "scan" not in self.errors:
                self.add_error("scan", "Add the scan of the signed form.")
        if data.get("signed_on") and data["signed_on"] > clock.today():
            self.add_error("signed_on", "A release cannot be signed in the future.")
        return data

    def clean_scan(self):
        upload = self.cleaned_data.get("scan")
        if upload:
            try:
                self.scan_kind, self.scan_sha256 = uploads.checked(upload)
            except ActionRefused as refused:
                raise forms.ValidationError(str(refused)) from refused
            if self.scan_kind == "docx":
                raise forms.ValidationError("A signature is scanned as PDF, JPG or PNG.")
        return upload

    def columns(self) -> dict:
        """The columns of Consent, without its recipients."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("recipients", "scan")}
        if data["method"] == Consent.Method.PAPER:
            data |= {
                "scan": self.cleaned_data["scan"],
                "scan_kind": self.scan_kind,
                "scan_sha256": self.scan_sha256,
            }
        return data


class RevokeForm(PortalForm):
    submit_label = "Revoke the release"

    how = forms.ChoiceField(
        choices=Consent.Revoked.choices, label="How the person took it back", widget=forms.RadioSelect
    )


class EndForm(PortalForm):
    submit_label = "Record the day"

    on = PortalDateField(label="The day on which it happened")
