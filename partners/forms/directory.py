"""What a person may type about organizations and what they offer."""

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from accounts.models import Organization
from cases.form_fields import CountiesField
from partners.actions.directory import regular_hours
from partners.models import Agreement, Location, Service, ServiceType
from partners.models.locations import DAYS
from reentry_portal.forms import PortalDateField, PortalForm, PortalModelForm, portal_field

YES_NO = [("", "Not told"), ("true", "Yes"), ("false", "No")]


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not told."""

    def __init__(self, **kwargs):
        kwargs = {"required": False, "empty_value": None, "widget": forms.RadioSelect, **kwargs}
        super().__init__(choices=YES_NO, coerce=lambda value: value == "true", **kwargs)

    def prepare_value(self, value):
        return {None: "", True: "true", False: "false"}.get(value, value)


class WordsField(forms.CharField):
    """A list of words with commas between them."""

    def prepare_value(self, value):
        return value if isinstance(value, str) else ", ".join(value or ())

    def to_python(self, value) -> list[str]:
        return [word.strip() for word in (super().to_python(value) or "").split(",") if word.strip()]


class HoursFormMixin(forms.Form):
    """Weekly hours of a service, as four questions."""

    days = forms.MultipleChoiceField(
        label="Open on", choices=list(DAYS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    opens_at = forms.TimeField(required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    closes_at = forms.TimeField(required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    hours_note = forms.CharField(label="Hours in words", max_length=200, required=False)

    HOURS = ("days", "opens_at", "closes_at", "hours_note")

    def start_hours(self, service):
        if weekly := regular_hours(service):
            self.initial.update(
                days=weekly.days,
                opens_at=weekly.opens_at,
                closes_at=weekly.closes_at,
                hours_note=weekly.description,
            )

    def clean(self):
        data = super().clean()
        if data.get("opens_at") and data.get("closes_at") and data["closes_at"] <= data["opens_at"]:
            self.add_error("closes_at", "The closing time comes after the opening time.")
        return data

    @property
    def hours(self) -> dict:
        data = self.cleaned_data
        return {
            "days": data["days"],
            "opens_at": data["opens_at"],
            "closes_at": data["closes_at"],
            "note": data["hours_note"],
        }


class AgesAndLimits:
    """What the ages and limits of a service have to do with each other."""

    def clean(self):
        data = super().clean()
        low, high = data.get("minimum_age"), data.get("maximum_age")
        if low is not None and high is not None and high < low:
            self.add_error("maximum_age", "The oldest age comes after the youngest.")
        if data.get("violent_years") is not None and Service.Limit.VIOLENT not in data.get("limits", ()):
            self.add_error("violent_years", "Tick a violent offense above, or leave the years empty.")
        return data


LIMIT_FIELDS = {
    "limits": forms.MultipleChoiceField(
        label="Does not take people convicted of",
        choices=Service.Limit.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    ),
    "registrants_ok": YesNoField(label="Takes people on the sex offense registry"),
    "accepts_em": YesNoField(label="Takes people on electronic monitoring"),
    "children_ok": YesNoField(label="Children may come along"),
    "languages": WordsField(label="Languages besides English", required=False, help_text="Commas between them."),
}
LIMITS = (
    "minimum_age",
    "maximum_age",
    "limits",
    "violent_years",
    "registrants_ok",
    "accepts_em",
    "children_ok",
    "eligibility",
)


def _by_area(types) -> list[tuple[str, list[tuple[int, str]]]]:
    """Kinds of service under the need that they answer."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for kind in types.select_related("area"):
        groups.setdefault(kind.area.name, []).append((kind.pk, kind.name))
    return list(groups.items())


class ServiceForm(AgesAndLimits, HoursFormMixin, PortalModelForm):
    """A service as supervisors and administrators keep it."""

    submit_label = "Save service"
    counties = CountiesField(
        required=False, help_text="County names with commas between them, for example: Boone, Callaway, Cole."
    )
    limits, registrants_ok, accepts_em, children_ok, languages = LIMIT_FIELDS.values()

    class Meta:
        model = Service
        formfield_callback = portal_field
        fields = (
            "name",
            "description",
            "status",
            "alert",
            "areas",
            "types",
            "statewide",
            "counties",
            "locations",
            "setting",
            "serves",
            *LIMITS,
            "languages",
            "application_process",
            "fees",
            "phone",
            "email",
            "url",
            "open_places",
            "waitlist",
        )
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "eligibility": forms.Textarea(attrs={"rows": 2}),
            "application_process": forms.Textarea(attrs={"rows": 2}),
            "fees": forms.TextInput,
            "areas": forms.CheckboxSelectMultiple,
            "types": forms.CheckboxSelectMultiple,
            "locations": forms.CheckboxSelectMultiple,
            "setting": forms.RadioSelect,
            "serves": forms.RadioSelect,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.start_hours(self.instance)
        self.fields["areas"].label = "Needs it answers"
        self.fields["areas"].queryset = self.fields["areas"].queryset.filter(is_active=True)
        self.fields["areas"].required = False
        self.fields["types"].queryset = ServiceType.objects.filter(is_active=True)
        self.fields["types"].label = "What it is"
        self.fields["types"].choices = _by_area(self.fields["types"].queryset)
        self.fields["locations"].queryset = Location.objects.filter(organization=self.instance.organization)
        self.fields["locations"].required = False
        if not self.fields["locations"].queryset.exists():
            del self.fields["locations"]
        where = ["statewide", "counties", *(["locations"] if "locations" in self.fields else []), "setting", "serves"]
        self.helper.layout = Layout(
            Fieldset("The service", "name", "description", "status", "alert", "areas", "types"),
            Fieldset("Where, and for whom", *where),
            Fieldset("Limits", *LIMITS, "languages"),
            Fieldset("Hours", *self.HOURS),
            Fieldset("How to reach it", "application_process", "fees", "phone", "email", "url"),
            Fieldset("Places", "open_places", "waitlist"),
        )

    def clean(self):
        data = super().clean()
        if not data.get("areas") and not data.get("types"):
            self.add_error("areas", "Tick a need, or say what it is.")
        return data


class OwnServiceForm(AgesAndLimits, HoursFormMixin, PortalModelForm):
    """What an organization itself says of its service."""

    submit_label = "Save and confirm"
    status = forms.ChoiceField(
        label="Is it open?",
        widget=forms.RadioSelect,
        choices=[(status.value, status.label) for status in Service.LISTED],
    )
    limits, registrants_ok, accepts_em, children_ok, languages = LIMIT_FIELDS.values()

    class Meta:
        model = Service
        formfield_callback = portal_field
        fields = (
            "status",
            "alert",
            "open_places",
            "waitlist",
            *LIMITS,
            "languages",
            "application_process",
            "fees",
            "phone",
        )
        widgets = {
            "eligibility": forms.Textarea(attrs={"rows": 2}),
            "application_process": forms.Textarea(attrs={"rows": 2}),
            "fees": forms.TextInput,
            "phone": forms.TextInput(attrs={"type": "tel"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.start_hours(self.instance)
        self.helper.layout = Layout(
            Fieldset("Places", "status", "alert", "open_places", "waitlist"),
            Fieldset("Hours", *self.HOURS),
            Fieldset("Who may come", *LIMITS, "languages"),
            Fieldset("How to reach you", "application_process", "fees", "phone"),
        )


class PlacesForm(PortalForm):
    submit_label = "Confirm still right"

    open_places = forms.IntegerField(min_value=0, max_value=999, required=False)
    waitlist = forms.IntegerField(label="People waiting", min_value=0, max_value=999, required=False)


class OrganizationForm(PortalModelForm):
    submit_label = "Save organization"

    class Meta:
        model = Organization
        formfield_callback = portal_field
        fields = (
            "name",
            "alternate_name",
            "kind",
            "description",
            "phone",
            "email",
            "website",
            "is_part2_program",
            "is_active",
        )
        widgets = {"kind": forms.RadioSelect, "description": forms.Textarea(attrs={"rows": 3})}
        labels = {"is_active": "Listed in the directory"}


class LocationForm(PortalModelForm):
    submit_label = "Save location"
    OWN = ("name", "address_1", "address_2", "city", "postal_code", "county", "transportation")

    class Meta:
        model = Location
        formfield_callback = portal_field
        fields = ("kind", "name", "address_1", "address_2", "city", "postal_code", "county", "transportation")
        widgets = {"kind": forms.RadioSelect, "transportation": forms.TextInput}


class OwnLocationForm(LocationForm):
    class Meta(LocationForm.Meta):
        fields = LocationForm.OWN


class AgreementForm(PortalForm):
    submit_label = "Record the agreement"

    kind = forms.ChoiceField(choices=Agreement.Kind.choices, widget=forms.RadioSelect)
    starts_on = PortalDateField()
    ends_on = PortalDateField(required=False)
    reference = forms.CharField(
        max_length=80, required=False, help_text="Number of the paper in the department's files."
    )

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "The end comes after the start.")
        return data


class EndAgreementForm(PortalForm):
    submit_label = "End the agreement"

    on = PortalDateField(label="Last day")


class PackageForm(PortalForm):
    submit_label = "Read the package"

    file = forms.FileField(
        label="Data package", help_text="A zip file of CSV files in the Open Referral form (HSDS 3)."
    )
    source = forms.CharField(
        max_length=40,
        label="Where it comes from",
        help_text="A short name, the same each time, for example: 211-missouri.",
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9.-]*$", "Use small letters, digits and dashes.")],
    )
    dry_run = forms.BooleanField(required=False, label="Only look, change nothing")

    def clean_file(self):
        if not self.cleaned_data["file"].name.lower().endswith(".zip"):
            raise ValidationError("This is not a zip file. Put the CSV files of the package into one.")
        return self.cleaned_data["file"]
