"""Which of the dates received a case works with, why, and how sure it is. One rule, one place.

1. What staff confirmed governs until they withdraw it.
2. Else the earliest of presumptive parole, conditional release, the court's 120-day date, mandatory and maximum; on the
   same day the type named first is shown. The rule in production elsewhere for Missouri (missouri-data.md 6.5), with
   the court's date beside it.
3. Else time credit; else the sentence's minimum; else its maximum.

Presumptive parole, the court's date and the sentence's minimum are the earliest days on which someone may leave: once
such a day is past and the person is still inside, it says nothing and is passed over.

A sentinel of the department's systems is a reason for no date. It stands when no date does, and the gravest reason
first: life outweighs an indeterminate sentence, that an investigation, that "not set".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from cases.models import Case, ReleaseDate

Kind = ReleaseDate.Kind
GOVERNING = (Kind.PRESUMPTIVE_PAROLE, Kind.CONDITIONAL, Kind.COURT, Kind.MANDATORY, Kind.MAXIMUM)
FALLBACK = (Kind.TIME_CREDIT, Kind.SENTENCE_MINIMUM, Kind.SENTENCE_MAXIMUM)
STALE_ONCE_PAST = (Kind.PRESUMPTIVE_PAROLE, Kind.COURT, Kind.SENTENCE_MINIMUM)
REASONS = (Case.NoDate.LIFE, Case.NoDate.INDETERMINATE, Case.NoDate.INVESTIGATION, Case.NoDate.NONE)
SOURCES = (ReleaseDate.Source.STAFF, ReleaseDate.Source.EXTRACT, ReleaseDate.Source.FAK930)
NEAR_DAYS, SETTLED_DAYS = 30, 14


@dataclass(frozen=True)
class WorkingDate:
    date: date | None
    kind: str
    source: str
    no_date_reason: str
    why: str = ""
    since: date | None = None


@dataclass(frozen=True)
class Confidence:
    level: str  # firm, probable, soft or none
    why: str


def working_date(received: Iterable[ReleaseDate], *, today: date) -> WorkingDate:
    """The date to plan by, of the current dates of one case; their order does not matter."""
    current = sorted(received, key=lambda row: (SOURCES.index(row.source), Kind.values.index(row.kind)))
    dated = [row for row in current if row.date is not None]
    for row in dated:
        if row.kind == Kind.STAFF:
            return _works_with(row, f"Staff confirmed this date{f': {row.why}' if row.why else ''}.")
    stale = [row for row in dated if row.kind in STALE_ONCE_PAST and row.date < today]
    dated = [row for row in dated if row not in stale]
    governing = [row for row in dated if row.kind in GOVERNING]
    if governing:
        row = min(governing, key=lambda row: (row.date, GOVERNING.index(row.kind)))
        return _works_with(row, _why_governing(row, governing) + _passed_over(stale))
    for kind in FALLBACK:
        for row in dated:
            if row.kind == kind:
                return _works_with(
                    row, f"No board, court or department date; {row.get_kind_display().lower()} is used."
                )
    for reason in REASONS:
        for row in current:
            if row.no_date_reason == reason:
                return WorkingDate(None, row.kind, row.source, reason, f"{Case.NoDate(reason).label}.")
    return WorkingDate(None, "", "", Case.NoDate.NONE, f"No date was received.{_passed_over(stale)}")


def confidence(case: Case, *, today: date) -> Confidence:
    """How sure the working date is (domain.md 1.7)."""
    day, kind, since = case.release_date, case.release_date_kind, case.release_date_since
    if day is None:
        return Confidence("none", "There is no date.")
    if kind == Kind.STAFF:
        return Confidence("firm", "Staff confirmed it.")
    if kind == Kind.PRESUMPTIVE_PAROLE:
        return Confidence("firm", "The board set it.")
    near = (day - today).days <= NEAR_DAYS
    if near and since is not None and since <= today - timedelta(days=SETTLED_DAYS):
        return Confidence("firm", f"It is near and has stood for {(today - since).days} days.")
    if kind in GOVERNING and kind != Kind.MAXIMUM:
        return Confidence("probable", "The department's own date; it can still move.")
    return Confidence("soft", "The latest day, or reckoned from the sentence; an earlier one may come.")


def _works_with(row: ReleaseDate, why: str) -> WorkingDate:
    return WorkingDate(row.date, row.kind, row.source, "", why[:300], timezone.localdate(row.received_at))


def _why_governing(row: ReleaseDate, governing: list[ReleaseDate]) -> str:
    name = row.get_kind_display()
    if len(governing) == 1:
        return f"{name} is the only date received that governs."
    return f"{name} is the earliest of {len(governing)} dates received."


def _passed_over(stale: list[ReleaseDate]) -> str:
    names = ", ".join(f"{row.get_kind_display().lower()} {row.date:%m/%d/%Y}" for row in stale)
    return f" Passed over, because the day is past: {names}." if names else ""
