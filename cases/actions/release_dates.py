from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from cases.actions.cases import locked, must_be_open, record_event, touch
from cases.actions.plans import move_steps
from cases.models import Case, ReleaseDate, TimelineEvent
from cases.release_dates import working_date
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

SHORT_NOTICE_DAYS = 30
MOST_AHEAD = timedelta(days=30 * 365)  # what staff type beyond it is a slip


def keep(case: Case, *, kind: str, source: str, day: date | None, reason: str, by=None, why: str = "") -> bool:
    """Keep a date as received; the one it replaces stays on file. Returns whether it says something new."""
    now = clock.now()
    current = case.release_dates.filter(kind=kind, source=source, replaced_at=None).first()
    if current is not None:
        if (current.date, current.no_date_reason) == (day, reason):
            return False
        current.replaced_at = now
        current.save(update_fields=["replaced_at"])
    ReleaseDate.objects.create(
        case=case,
        kind=kind,
        source=source,
        date=day,
        no_date_reason=reason,
        received_at=now,
        entered_by=by,
        why=why,
    )
    return True


def settle(case: Case, *, by) -> bool:
    """Work out the working date anew; when it moved, steps follow and the timeline says so. True when it moved."""
    today = clock.today()
    chosen = working_date(case.release_dates.filter(replaced_at=None), today=today)
    before = case.release_date
    case.release_date, case.no_date_reason = chosen.date, chosen.no_date_reason
    case.release_date_kind, case.release_date_source = chosen.kind, chosen.source
    touch(case, "release_date", "no_date_reason", "release_date_kind", "release_date_source")
    if chosen.date == before:
        return False
    moved = move_steps(case)
    title = (
        f"Release date moved from {_said(before)} to {_said(chosen.date)}"
        if before
        else f"Release date: {_said(chosen.date)}"
    )
    short = chosen.date is not None and before is not None and chosen.date < before
    short = short and (chosen.date - today).days < SHORT_NOTICE_DAYS
    text = f"{moved} open steps moved with it." + (" Short notice: less than 30 days are left." if short else "")
    record_event(case=case, kind=TimelineEvent.Kind.RELEASE_DATE, title=title, text=text, by=by)
    return True


def _said(day: date | None) -> str:
    return f"{day:%m/%d/%Y}" if day else "no date"


@transaction.atomic
def receive_release_dates(*, case: Case, source: str, dates: Mapping[str, tuple[date | None, str]], by=None) -> Case:
    """Take in what one source says: `dates` maps a type to a day, or to None and the reason for none (Case.NoDate).

    The plan follows once, when the working date moves.
    """
    case = locked(case)
    news = [keep(case, kind=kind, source=source, day=day, reason=why, by=by) for kind, (day, why) in dates.items()]
    if any(news) and case.is_inside:
        settle(case, by=by)
    return case


@transaction.atomic
def confirm_release_date(*, case: Case, date: date, why: str, by) -> Case:
    """Staff say which day it is; that date governs until they withdraw it."""
    case = locked(case)
    must_be_open(case)
    if not case.is_inside:
        raise ActionRefused("The person has left; the date of release is a fact now.")
    if date < clock.today():
        raise ActionRefused("That day is past. If the person has left, record the release.")
    if date > clock.today() + MOST_AHEAD:
        raise ActionRefused("That day is more than 30 years ahead. Check the year.")
    if not why.strip():
        raise ActionRefused("Say where the date comes from.")
    keep(case, kind=ReleaseDate.Kind.STAFF, source=ReleaseDate.Source.STAFF, day=date, reason="", by=by, why=why)
    settle(case, by=by)
    return case


@transaction.atomic
def withdraw_confirmed_date(*, case: Case, by) -> Case:
    """Go back to the date that follows from what was received."""
    case = locked(case)
    must_be_open(case)
    confirmed = case.release_dates.filter(kind=ReleaseDate.Kind.STAFF, replaced_at=None).first()
    if confirmed is None:
        raise ActionRefused("No date was confirmed by staff.")
    confirmed.replaced_at = clock.now()
    confirmed.save(update_fields=["replaced_at"])
    if not settle(case, by=by):
        record_event(case=case, kind=TimelineEvent.Kind.RELEASE_DATE, title="Confirmed date withdrawn", by=by)
    return case
