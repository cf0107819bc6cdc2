"""Pages of a list whose cost does not grow with the list: the next page starts after the last row shown.

No totals and no offsets; a count that a page shows is capped (`capped_count`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model, Q, QuerySet

SIZE = 25
COUNT_CAP = 1000


@dataclass(frozen=True)
class Page:
    rows: list[Model]
    previous: str  # cursors for the query string; empty at either end
    next: str


def page_of(queryset: QuerySet, *, by: str, cursor: str = "", size: int = SIZE) -> Page:
    """One page, ordered by the column or annotation `by` (never null) and by id.

    `by` may start with "-" for newest first. A cursor that is not one of ours shows the first page.
    """
    descending = by.startswith("-")
    column = by.lstrip("-")
    backwards, key = _read(cursor, queryset, column)
    ascending_walk = descending == backwards
    if key is not None:
        queryset = queryset.filter(_beyond(column, *key, upwards=ascending_walk))
    sign = "" if ascending_walk else "-"
    rows = list(queryset.order_by(f"{sign}{column}", f"{sign}pk")[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    has_previous = more if backwards else key is not None
    has_next = True if backwards else more
    return Page(
        rows,
        previous=f"-{_cursor(rows[0], column)}" if rows and has_previous else "",
        next=_cursor(rows[-1], column) if rows and has_next else "",
    )


def capped_count(queryset: QuerySet) -> str:
    """The number of rows in words, "1,000+" beyond the cap."""
    return _in_words(queryset.order_by()[: COUNT_CAP + 1].count())


def capped_counts(named: Mapping[str, QuerySet], *, in_order: Collection[str] = ()) -> dict[str, str]:
    """`capped_count` of several lists, in one statement.

    Those `in_order` are counted in their own order: where its index leads to the first thousand at once, and the
    planner would take another.
    """
    counted, params = [], []
    for name, queryset in named.items():
        counting = queryset if name in in_order else queryset.order_by()
        sql, used = counting[: COUNT_CAP + 1].values("pk").query.sql_with_params()
        counted.append(f"(select count(*) from ({sql}) as counted)")  # noqa: S608, Django wrote it
        params += used
    with connection.cursor() as cursor:
        cursor.execute(f"select {', '.join(counted)}", params)
        return {name: _in_words(count) for name, count in zip(named, cursor.fetchone(), strict=True)}


def _in_words(count: int) -> str:
    return f"{COUNT_CAP:,}+" if count > COUNT_CAP else f"{count:,}"


def beside(queryset: QuerySet, *, by: str, value, pk: int) -> tuple[int | None, int | None]:
    """The ids of the rows before and after the one at `value` and `pk`, in the order of `page_of`."""
    before = queryset.filter(_beyond(by, value, pk, upwards=False)).order_by(f"-{by}", "-pk")
    after = queryset.filter(_beyond(by, value, pk, upwards=True)).order_by(by, "pk")
    return before.values_list("pk", flat=True).first(), after.values_list("pk", flat=True).first()


def _beyond(column: str, value, pk: int, *, upwards: bool) -> Q:
    if column == "pk":
        return Q(pk__gt=pk) if upwards else Q(pk__lt=pk)
    strictly, at_least = ("gt", "gte") if upwards else ("lt", "lte")
    return Q(**{f"{column}__{at_least}": value}) & (
        Q(**{f"{column}__{strictly}": value}) | Q(**{f"pk__{strictly}": pk})
    )


def _cursor(row: Model, column: str) -> str:
    value = getattr(row, column)
    return f"{row.pk}~{value.isoformat() if isinstance(value, date) else value}"


def _read(cursor: str, queryset: QuerySet, column: str):
    backwards = cursor.startswith("-")
    pk, _, value = cursor.lstrip("-").partition("~")
    if not pk.isdigit():
        return False, None
    annotation = queryset.query.annotations.get(column)
    meta = queryset.model._meta
    field = (
        annotation.output_field if annotation is not None else (meta.pk if column == "pk" else meta.get_field(column))
    )
    try:
        return backwards, (field.to_python(value), int(pk))
    except ValidationError:
        return False, None
