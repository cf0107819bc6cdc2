from datetime import timedelta

import django_filters
from django import forms
from django.db.models import Exists, OuterRef

from accounts.models import STAFF_ROLES, User
from cases.models import Case, CaseTag, Facility, Need, NeedArea, PlanStep
from cases.search import matching_people
from reentry_portal import clock

MOST_WORDS = 100


def words_in_use() -> list[str]:
    return list(CaseTag.objects.order_by("word").values_list("word", flat=True).distinct()[:MOST_WORDS])


def need_areas(request) -> list[tuple[str, str]]:
    """The areas to choose from; read once a page, though every view of the list is such a filter."""
    if not hasattr(request, "need_areas"):
        request.need_areas = list(NeedArea.objects.filter(is_active=True).values_list("code", "name"))
    return request.need_areas


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
    need = django_filters.MultipleChoiceFilter(
        label="Open needs", widget=forms.CheckboxSelectMultiple, method="by_need"
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
    worker = django_filters.ModelChoiceFilter(
        label="Case manager", queryset=User.objects.none(), empty_label="Anyone", method="by_worker"
    )
    tag = django_filters.ChoiceFilter(label="Tag", empty_label="Any", method="by_tag")
    unassigned = django_filters.BooleanFilter(
        label="Only people without a case manager", widget=forms.CheckboxInput, method="by_unassigned"
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
        self.filters["need"].extra["choices"] = lambda: need_areas(self.request)
        self.filters["worker"].queryset = User.objects.filter(role__in=STAFF_ROLES, is_active=True)
        self.filters["tag"].extra["choices"] = lambda: [(word, word) for word in words_in_use()]

    @property
    def is_narrowed(self) -> bool:
        """Whether more was asked for than where people are."""
        return any(value for name, value in self.data.items() if name in self.filters and name != "place")

    def by_name_or_number(self, queryset, name, value):
        return queryset.filter(person__in=matching_people(value))

    def by_window(self, queryset, name, value):
        today = clock.today()
        return queryset.filter(release_date__lte=today + timedelta(days=int(value)))

    def by_need(self, queryset, name, codes):
        for code in codes:
            needs = Need.objects.filter(case=OuterRef("pk"), area__code=code, state__in=Need.OPEN)
            queryset = queryset.filter(Exists(needs))
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

    def by_worker(self, queryset, name, value):
        return queryset.filter(coordinator=value)

    def by_tag(self, queryset, name, value):
        return queryset.filter(Exists(CaseTag.objects.filter(case=OuterRef("pk"), word=value)))

    def by_unassigned(self, queryset, name, value):
        return queryset.filter(coordinator=None) if value else queryset

    def by_mine(self, queryset, name, value):
        return queryset.filter(coordinator=self.request.user) if value else queryset
