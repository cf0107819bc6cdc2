from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction

from accounts.models import Role, User
from cases.actions.cases import locked, must_be_open, record_event, touch
from cases.actions.plans import fit_to_track, move_steps
from cases.models import Case, DateMove, DateMoveNotice, PlanStep, Posting, ReleaseDate, RosterBatch, TimelineEvent
from cases.release_dates import WorkingDate, working_date
from cases.tracks import SHORT_NOTICE_DAYS, track_of
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

MOST_AHEAD = timedelta(days=30 * 365)  # what staff type beyond it is a slip
SETTLED = (
    *("release_date", "no_date_reason", "release_date_kind", "release_date_source"),
    *("release_date_why", "release_date_since", "track"),
)


def keep(
    case: Case, *, kind: str, source: str, day: date | None, reason: str, by=None, why: str = "", roster=None
) -> bool:
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
        roster=roster,
    )
    return True


def work_with(case: Case, chosen: WorkingDate) -> None:
    """Put the chosen date and the track that follows from it on the case, unsaved."""
    case.release_date, case.no_date_reason = chosen.date, chosen.no_date_reason
    case.release_date_kind, case.release_date_source = chosen.kind, chosen.source
    case.release_date_why, case.release_date_since = chosen.why, chosen.since
    case.track = track_of(case)


def settle(case: Case, *, by) -> bool:
    """Work out the working date anew; when it moved, the plan follows once and those who own steps are told.

    True when it moved.
    """
    before, track = case.release_date, case.track
    work_with(case, working_date(case.release_dates.filter(replaced_at=None), today=clock.today()))
    touch(case, *SETTLED)
    if case.track != track:
        fit_to_track(case, by=by)
    if case.release_date == before and case.track == track:
        return False
    moved = move_steps(case)
    if case.release_date == before:
        title = f"Track: {case.get_track_display()}"
        record_event(case=case, kind=TimelineEvent.Kind.RELEASE_DATE, title=title, by=by)
        return False
    _tell(case, before, moved, by)
    return True


def _tell(case: Case, before: date | None, moved: list[PlanStep], by) -> None:
    """One event, one move on file, and one notice to each person who owns a step that moved or the case."""
    after = case.release_date
    move = DateMove.objects.create(
        case=case,
        before=before,
        after=after,
        why=case.release_date_why,
        short_notice=is_short_notice(before, after),
        steps=[
            [step.pk, step.due_before and step.due_before.isoformat(), step.due_on and step.due_on.isoformat()]
            for step in moved
        ],
    )
    title = f"Release date moved from {_said(before)} to {_said(after)}" if before else f"Release date: {_said(after)}"
    text = f"{len(moved)} open steps moved with it. {case.release_date_why}"
    if move.short_notice:
        text += f" Short notice: less than {SHORT_NOTICE_DAYS} days are left."
    record_event(case=case, kind=TimelineEvent.Kind.RELEASE_DATE, title=title, text=text, by=by)
    owned = Counter(step.owner_id for step in moved if step.owner_id)
    if case.coordinator_id:
        owned.setdefault(case.coordinator_id, 0)
    if move.short_notice:
        for supervisor in supervisors_of([case.facility_id])[case.facility_id]:
            owned.setdefault(supervisor, 0)
    if by is not None:
        owned.pop(by.pk, None)  # who moved it knows
    DateMoveNotice.objects.bulk_create(
        DateMoveNotice(move=move, owner_id=owner, steps=steps) for owner, steps in owned.items()
    )


def supervisors_of(facilities: Iterable[int | None]) -> dict[int | None, list[int]]:
    """Who is told of short notice at each facility (domain.md 2.1): its supervisors; where it has none, all of them."""
    at_work = User.objects.filter(role=Role.SUPERVISOR, is_active=True)
    posted: dict[int | None, list[int]] = defaultdict(list)
    for facility, user in Posting.objects.filter(user__in=at_work).values_list("facility", "user"):
        posted[facility].append(user)
    everyone = list(at_work.values_list("pk", flat=True))
    return {facility: posted.get(facility) or everyone for facility in facilities}


def is_short_notice(before: date | None, after: date | None) -> bool:
    """Whether a date came near so late that the usual time to make ready is gone (domain.md 1.7)."""
    if after is None or (after - clock.today()).days >= SHORT_NOTICE_DAYS:
        return False
    return before is None or after < before


def _said(day: date | None) -> str:
    return f"{day:%m/%d/%Y}" if day else "no date"


@transaction.atomic
def receive_release_dates(
    *, case: Case, source: str, dates: Mapping[str, tuple[date | None, str]], by=None, roster: RosterBatch | None = None
) -> Case:
    """Take in what one source says: `dates` maps a type to a day, or to None and the reason for none (Case.NoDate).

    The plan follows once, when the working date moves.
    """
    case = locked(case)
    news = [
        keep(case, kind=kind, source=source, day=day, reason=why, by=by, roster=roster)
        for kind, (day, why) in dates.items()
    ]
    if any(news) and case.is_inside:
        settle(case, by=by)
    return case


def must_be_to_come(day: date) -> None:
    if day < clock.today():
        raise ActionRefused("That day is past. If the person has left, record the release.")
    if day > clock.today() + MOST_AHEAD:
        raise ActionRefused("That day is more than 30 years ahead. Check the year.")


def typed_by_staff(case: Case, day: date, *, why: str, by) -> ReleaseDate:
    """What staff say of the date, unsaved."""
    kind, source = ReleaseDate.Kind.STAFF, ReleaseDate.Source.STAFF
    return ReleaseDate(case=case, kind=kind, source=source, date=day, received_at=clock.now(), entered_by=by, why=why)


@transaction.atomic
def confirm_release_date(*, case: Case, date: date, why: str, by) -> Case:
    """Staff say which day it is; that date governs until they withdraw it."""
    case = locked(case)
    must_be_open(case)
    if not case.is_inside:
        raise ActionRefused("The person has left; the date of release is a fact now.")
    must_be_to_come(date)
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


@transaction.atomic
def record_detainer(*, case: Case, detainer: str, by) -> Case:
    """Someone has a claim on the person, or has none any more; the plan follows its track."""
    case = locked(case)
    must_be_open(case)
    if not case.is_inside:
        raise ActionRefused("The person has left; the plan no longer follows a detainer.")
    if case.detainer == detainer.strip():
        raise ActionRefused("Nothing has changed.")
    case.detainer = detainer.strip()
    touch(case, "detainer")
    title = f"Detainer: {case.detainer}" if case.detainer else "No detainer any more"
    record_event(case=case, kind=TimelineEvent.Kind.CASE, title=title, by=by)
    settle(case, by=by)
    return case


@transaction.atomic
def read_digest(*, by) -> int:
    """The person has read which dates moved; returns how many notices that were."""
    return DateMoveNotice.objects.unread_by(by).update(seen_at=clock.now())
