"""Which of the dates received a case works with. One rule, one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.models import Case, ReleaseDate

Kind = ReleaseDate.Kind
GOVERNING = (Kind.PRESUMPTIVE_PAROLE, Kind.CONDITIONAL, Kind.MANDATORY, Kind.MAXIMUM)
FALLBACK = (Kind.TIME_CREDIT, Kind.SENTENCE_MINIMUM, Kind.SENTENCE_MAXIMUM)
# The earliest days on which someone may leave; once such a day is past and the person is still inside, it says nothing.
STALE_ONCE_PAST = (Kind.PRESUMPTIVE_PAROLE, Kind.SENTENCE_MINIMUM)


@dataclass(frozen=True)
class WorkingDate:
    date: date | None
    kind: str
    source: str
    no_date_reason: str


def working_date(received: Iterable[ReleaseDate], *, today: date) -> WorkingDate:
    """The date to plan by: what staff confirmed; else the earliest of presumptive parole, conditional, mandatory and
    maximum; else time credit; else the sentence's minimum, then maximum. Presumptive parole and the sentence's
    minimum are dropped once they are past.

    Source of the order: the rule in production elsewhere for Missouri (missouri-data.md 6.5). `received` are the
    current dates of one case. On a tie the order of GOVERNING decides the type that is shown.
    """
    current = list(received)
    dated = [row for row in current if row.date is not None]
    for row in dated:
        if row.kind == Kind.STAFF:
            return WorkingDate(row.date, row.kind, row.source, "")
    dated = [row for row in dated if not (row.kind in STALE_ONCE_PAST and row.date < today)]
    governing = [row for row in dated if row.kind in GOVERNING]
    if governing:
        row = min(governing, key=lambda row: (row.date, GOVERNING.index(row.kind)))
        return WorkingDate(row.date, row.kind, row.source, "")
    for kind in FALLBACK:
        for row in dated:
            if row.kind == kind:
                return WorkingDate(row.date, row.kind, row.source, "")
    for row in current:
        if row.no_date_reason:
            return WorkingDate(None, row.kind, row.source, row.no_date_reason)
    return WorkingDate(None, "", "", Case.NoDate.NONE)
