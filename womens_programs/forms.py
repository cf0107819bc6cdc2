from django import forms

from womens_programs.models import Area, Attendance, Cohort, Enrollment
from womens_programs.querysets import areas_read_by


class CatalogueFilter(forms.Form):
    area = forms.ChoiceField(required=False)
    place = forms.ModelChoiceField(None, required=False, empty_label="All places")

    def __init__(self, *args, user, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "All areas"), *((area, Area(area).label) for area in areas_read_by(user))]
        self.fields["place"].queryset = places


class CohortForm(forms.ModelForm):
    meets_on = forms.TypedMultipleChoiceField(
        label="Days it meets",
        coerce=int,
        choices=Cohort.Weekday.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Cohort
        fields = ["facility", "starts_on", "meets_on", "meets_at", "places", "facilitator", "room"]
        labels = {"facility": "Place", "starts_on": "First session", "meets_at": "Time"}
        help_texts = {"starts_on": "The other sessions follow on the days it meets."}
        widgets = {
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "meets_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # Those in line and in the group are there; for another place, open another group.
            del self.fields["facility"]
        else:
            self.fields["facility"].queryset = self.instance.program.sites.all()

    def clean(self):
        cleaned = super().clean()
        day, weekdays = cleaned.get("starts_on"), cleaned.get("meets_on")
        if day and weekdays and day.weekday() not in weekdays:
            self.add_error("starts_on", f"{day:%m/%d/%Y} is a {day:%A}. Choose a day on which the group meets.")
        return cleaned


def cohort_label(cohort: Cohort) -> str:
    free = "full" if cohort.free <= 0 else f"{cohort.free} of {cohort.places} places free"
    return f"{cohort.facility.short_name}, {cohort.starts_on:%m/%d/%Y} to {cohort.ends_on:%m/%d/%Y}, {free}"


class CohortChoice(forms.ModelChoiceField):
    def label_from_instance(self, cohort):
        return cohort_label(cohort)


def too_late_reason_field():
    return forms.CharField(
        label="Why she goes in although she leaves before the last session",
        required=False,
        max_length=200,
        help_text="Only then. For example: she goes on with it at Fulton.",
    )


class EnrollForm(forms.Form):
    """Which group, which need it answers and why. Without a group she is proposed for the program."""

    cohort = CohortChoice(None, label="Group", required=False, empty_label="No group yet: propose her")
    need = forms.ModelChoiceField(None, label="Assessed need", required=False, empty_label="None of those recorded")
    why = forms.CharField(
        required=False, max_length=200, help_text="No health details: colleagues read it on her page."
    )
    too_late_reason = too_late_reason_field()

    def __init__(self, *args, cohorts, needs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = cohorts
        self.fields["need"].queryset = needs
        self.fields["need"].label_from_instance = lambda need: need.area.name


class MoveForm(forms.Form):
    """What a step on the board needs to know; most need nothing."""

    def __init__(self, *args, enrollment, user, **kwargs):
        super().__init__(*args, **kwargs)


class TakePlaceForm(MoveForm):
    cohort = CohortChoice(None, label="Group")
    too_late_reason = too_late_reason_field()

    def __init__(self, *args, enrollment, user, **kwargs):
        super().__init__(*args, enrollment=enrollment, user=user, **kwargs)
        self.fields["cohort"].queryset = (
            Cohort.objects.visible_to(user)
            .filter(program=enrollment.program_id, facility=enrollment.facility_id)
            .not_over()
            .with_places_taken()
            .select_related("facility")
        )


class LeaveForm(MoveForm):
    reason = forms.ChoiceField(label="Why she leaves", choices=Enrollment.LeaveReason.choices, widget=forms.RadioSelect)
    note = forms.CharField(required=False, max_length=200, help_text="No health details.")


class TransferForm(MoveForm):
    to = CohortChoice(None, label="Group she goes on in")
    too_late_reason = too_late_reason_field()

    def __init__(self, *args, enrollment, user, **kwargs):
        super().__init__(*args, enrollment=enrollment, user=user, **kwargs)
        self.fields["to"].queryset = (
            Cohort.objects.visible_to(user)
            .filter(program=enrollment.program_id)
            .exclude(pk=enrollment.cohort_id)
            .not_over()
            .with_places_taken()
            .select_related("facility")
        )


class AttendanceForm(forms.Form):
    """One row of radios for each member, in one save. Who is left unmarked stays unmarked."""

    def __init__(self, *args, members, marks, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = members
        for member in members:
            self.fields[self.name_of(member)] = forms.ChoiceField(
                label=member.case.person.list_name,
                choices=Attendance.Mark.choices,
                required=False,
                initial=marks.get(member.pk, ""),
                widget=forms.RadioSelect,
            )

    @staticmethod
    def name_of(member) -> str:
        return f"mark-{member.pk}"

    def rows(self):
        return [(member, self[self.name_of(member)]) for member in self.members]

    def marks(self) -> dict[int, str]:
        given = {member.pk: self.cleaned_data[self.name_of(member)] for member in self.members}
        return {pk: mark for pk, mark in given.items() if mark}
