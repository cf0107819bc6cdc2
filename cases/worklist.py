"""One row of the caseload, with what stands in its columns: five statements for a page, however many rows."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, DateField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower

from cases.access import classes_read_by
from cases.models import Case, CaseTag, Need, PlanStep
from reentry_portal.paging import beside

FAR = date(9999, 12, 31)
SORTS = {"release": "sort_date", "name": "sort_name"}


@dataclass
class Row:
    case: Case
    needs: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def in_order(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Add what the worklist sorts by."""
    return cases.annotate(
        sort_date=Coalesce("release_date", Value(FAR), output_field=DateField()),
        sort_name=Lower(F("person__last_name")),
    )


def neighbors(cases: QuerySet[Case], *, case: Case, sort: str) -> tuple[int | None, int | None]:
    """The case before and the case after this one in the list, by the list's own order."""
    by = SORTS.get(sort, "sort_date")
    here = in_order(Case.objects.filter(pk=case.pk)).values_list(by, flat=True).first()
    before, after = beside(in_order(cases), by=by, value=here, pk=case.pk)
    return before, after


def with_columns(cases: QuerySet[Case], *, reads: Collection[str]) -> QuerySet[Case]:
    """Add what the worklist sorts by and shows: plan progress, and the next unfinished step that the reader may see."""
    steps = PlanStep.objects.filter(case=OuterRef("pk")).order_by()
    readable = Q(area=None) | Q(area__confidentiality__in=reads)
    unfinished = PlanStep.objects.filter(readable, case=OuterRef("pk"), state__in=PlanStep.UNFINISHED)
    unfinished = unfinished.order_by("due_on", "id")

    def counted(queryset):
        return Coalesce(
            Subquery(queryset.values("case").annotate(n=Count("*")).values("n"), output_field=IntegerField()),
            0,
        )

    return in_order(cases.select_related("person", "facility", "county", "coordinator")).annotate(
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
    tags = defaultdict(list)
    for case_id, word in CaseTag.objects.filter(case__in=cases).order_by("word").values_list("case_id", "word"):
        tags[case_id].append(word)
    return [Row(case, needs[case.pk], tags[case.pk]) for case in cases]
