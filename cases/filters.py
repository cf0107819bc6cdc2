from datetime import timedelta

import django_filters
from django import forms
from django.db.models import Exists, OuterRef

from cases.models import Case, Facility, Need, NeedArea, PlanStep
from cases.search import matching_people
from reentry_portal import clock


class CaseloadFilter(django_filters.FilterSet):
    """How the caseload is narrowed."""

    q = django_filters.CharFilter(label="Name or DOC number", method="by_name_or_number")
    facility = django_filters.ModelChoiceFilter(queryset=Facility.objects.none(), empty_label="All facilities")
    window = django_filters.ChoiceFilter(
        label="Release date",
        choices=[("30", "Next 30 days"), ("60", "Next 60 days"), ("90", "Next 90 days")],
        empty_label="Any time",
        widget=forms.RadioSelect,
        method="by_window",
    )
    need = django_filters.ModelMultipleChoiceFilter(
        label="Open needs",
        queryset=NeedArea.objects.filter(is_active=True),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        method="by_need",
    )
    steps = django_filters.ChoiceFilter(
        label="Plan steps",
        choices=[("overdue", "Overdue"), ("week", "Due in 7 days"), ("blocked", "Blocked")],
        empty_label="Any",
        method="by_steps",
    )
    place = django_filters.ChoiceFilter(
        label="Where people are",
        choices=[("inside", "In an institution"), ("released", "Released"), ("ended", "Ended")],
        empty_label=None,
        null_label=None,
        initial="inside",
        method="by_place",
    )
    mine = django_filters.BooleanFilter(
        label="Only people assigned to me", widget=forms.CheckboxInput, method="by_mine"
    )

    class Meta:
        model = Case
        fields = ()

    def __init__(self, data=None, *args, **kwargs):
        data = data.copy() if data is not None else {}
        data.setdefault("place", "inside")
        super().__init__(data, *args, **kwargs)
        self.filters["facility"].queryset = Facility.objects.filter(is_active=True)

    @property
    def is_narrowed(self) -> bool:
        """Whether more was asked for than where people are."""
        return any(value for name, value in self.data.items() if name in self.filters and name != "place")

    def by_name_or_number(self, queryset, name, value):
        return queryset.filter(person__in=matching_people(value))

    def by_window(self, queryset, name, value):
        today = clock.today()
        return queryset.filter(release_date__lte=today + timedelta(days=int(value)))

    def by_need(self, queryset, name, areas):
        for area in areas:
            queryset = queryset.filter(Exists(Need.objects.filter(case=OuterRef("pk"), area=area, state__in=Need.OPEN)))
        return queryset

    def by_steps(self, queryset, name, value):
        steps = PlanStep.objects.filter(case=OuterRef("pk"), state__in=PlanStep.UNFINISHED)
        today = clock.today()
        steps = {
            "overdue": steps.filter(due_on__lt=today),
            "week": steps.filter(due_on__range=(today, today + timedelta(days=7))),
            "blocked": steps.filter(state=PlanStep.State.BLOCKED),
        }[value]
        return queryset.filter(Exists(steps))

    def by_place(self, queryset, name, value):
        states = {"inside": Case.INSIDE, "released": [Case.State.RELEASED], "ended": Case.ENDINGS}[value]
        return queryset.filter(state__in=states)

    def by_mine(self, queryset, name, value):
        return queryset.filter(coordinator=self.request.user) if value else queryset
