"""The caseload's rows, with what stands in their columns: one statement for a page, however many rows."""

from collections.abc import Collection
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    FETCH_RAISE,
    Count,
    DateField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models import Case as DatabaseCase
from django.db.models.functions import Coalesce, Concat, Lower, Trim

from cases.models import Case, CaseTag, Need, PlanStep
from reentry_portal.csv_rows import Harmless, ShortDate
from reentry_portal.paging import beside

FAR = date(9999, 12, 31)
SORTS = {"release": "sort_date", "name": "sort_name"}


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
    """Add what the worklist sorts by and shows: open needs, tags, plan progress and the next unfinished step; of needs
    and steps those that the reader may see. A row asks for nothing more."""
    steps = PlanStep.objects.filter(case=OuterRef("pk")).order_by()
    readable = Q(area=None) | Q(area__confidentiality__in=reads)
    unfinished = PlanStep.objects.filter(readable, case=OuterRef("pk"), state__in=PlanStep.UNFINISHED)
    unfinished = unfinished.order_by("due_on", "id")
    needs = Need.objects.filter(case=OuterRef("pk"), state__in=Need.OPEN, confidentiality__in=reads)
    tags = CaseTag.objects.filter(case=OuterRef("pk"))

    def counted(queryset):
        return Coalesce(
            Subquery(queryset.values("case").annotate(n=Count("*")).values("n"), output_field=IntegerField()),
            0,
        )

    rows = cases.select_related("person", "facility", "county", "coordinator").fetch_mode(FETCH_RAISE)
    return in_order(rows).annotate(
        open_needs=ArraySubquery(needs.order_by("area__sort").values("area__name")),
        tag_words=ArraySubquery(tags.order_by("word").values("word")),
        steps_total=counted(steps.exclude(state=PlanStep.State.NOT_NEEDED)),
        steps_done=counted(steps.filter(state=PlanStep.State.DONE)),
        next_step=Subquery(unfinished.values("title")[:1]),
        next_step_due=Subquery(unfinished.values("due_on")[:1]),
    )


CSV_HEAD = (
    *("Last name", "First name", "DOC number", "State", "Facility", "Housing unit", "County of return"),
    *("Release date", "Released on", "Case manager"),
)


def csv_lines(cases: QuerySet[Case]) -> QuerySet[Case, tuple]:
    """The lines of the caseload's CSV under `CSV_HEAD`, every cell a text that no spreadsheet takes for a formula."""
    manager = Trim(Concat("coordinator__first_name", Value(" "), "coordinator__last_name"))
    state = DatabaseCase(*(When(state=value, then=Value(label)) for value, label in Case.State.choices))
    return cases.order_by("release_date", "pk").values_list(
        *map(Harmless, ("person__last_name", "person__first_name", "person__doc_number")),
        state,
        *map(Harmless, ("facility__short_name", "housing_unit", "county__name")),
        *map(ShortDate, ("release_date", "released_on")),
        Harmless(manager),
    )
