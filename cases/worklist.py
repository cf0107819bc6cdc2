"""One row of the caseload, with what stands in its columns: four statements for a page, however many rows."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, DateField, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower

from cases.access import classes_read_by
from cases.models import Case, Need, PlanStep

FAR = date(9999, 12, 31)
SORTS = {"release": "sort_date", "name": "sort_name"}


@dataclass
class Row:
    case: Case
    needs: list[str] = field(default_factory=list)


def with_columns(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Add what the worklist sorts by and shows: plan progress and the next unfinished step."""
    steps = PlanStep.objects.filter(case=OuterRef("pk")).order_by()
    unfinished = PlanStep.objects.filter(case=OuterRef("pk"), state__in=PlanStep.UNFINISHED).order_by("due_on", "id")

    def counted(queryset):
        return Coalesce(
            Subquery(queryset.values("case").annotate(n=Count("*")).values("n"), output_field=IntegerField()),
            0,
        )

    return cases.select_related("person", "facility", "county", "coordinator").annotate(
        sort_date=Coalesce("release_date", Value(FAR), output_field=DateField()),
        sort_name=Lower(F("person__last_name")),
        steps_total=counted(steps.exclude(state=PlanStep.State.NOT_NEEDED)),
        steps_done=counted(steps.filter(state=PlanStep.State.DONE)),
        next_step=Subquery(unfinished.values("title")[:1]),
        next_step_due=Subquery(unfinished.values("due_on")[:1]),
    )


def rows_for(cases: list[Case], *, user) -> list[Row]:
    """The rows of a page, with the open needs that this user may read."""
    needs = defaultdict(list)
    for case_id, area in (
        Need.objects.filter(case__in=cases, state__in=Need.OPEN, confidentiality__in=classes_read_by(user))
        .order_by("area__sort")
        .values_list("case_id", "area__name")
    ):
        needs[case_id].append(area)
    return [Row(case, needs[case.pk]) for case in cases]
