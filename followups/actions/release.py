"""The person left: lay the checkpoints out, move them when the day is corrected, end them with the case."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from accounts.models import User
from cases import actions as case_actions
from cases.models import Case, PlanStep, TimelineEvent
from followups.models import Cadence, CaseCadence, Defect, FollowUp, Message, Risk, Track
from followups.oversight import Overseers
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

Kind, State = TimelineEvent.Kind, FollowUp.State
NO_SUPERVISION = {Case.ReleaseType.DISCHARGE}
BATCH = 500
ENDED_LATELY = timedelta(days=30)


@transaction.atomic
def record_release(*, case: Case, on: date, release_type: str, by, risk: str = Risk.MODERATE, why: str = "") -> Case:
    """Mark the case released and lay out every checkpoint, counted from that day."""
    case = case_actions.mark_released(case=case, on=on, release_type=release_type, by=by, why=why)
    lay_out(case, risk=risk, by=by)
    return case


def lay_out(case: Case, *, risk: str = Risk.MODERATE, by=None, overseers: Overseers | None = None) -> list[FollowUp]:
    """The checkpoints of the newest cadence for track and risk; doing it twice changes nothing.

    What the plan still had open and critical is kept as a defect of this release.
    """
    cadence = newest_cadence(track=track_of(case), risk=risk)
    _, is_new = CaseCadence.objects.get_or_create(
        case=case, defaults={"cadence": cadence, "counted_from": case.released_on, "chosen_by": by}
    )
    if not is_new:
        return []
    laid = _checkpoints(case, cadence.points.all(), owner=owner_of(case, overseers))
    critical = case.steps.filter(is_critical=True, state__in=PlanStep.UNFINISHED)
    defects = Defect.objects.bulk_create(
        (Defect(case=case, step=step, found_on=case.released_on) for step in critical), ignore_conflicts=True
    )
    title = f"{len(laid)} follow-ups laid out until one year after release"
    text = f"{len(defects)} critical steps of the plan were unfinished." if defects else ""
    case_actions.record_event(case=case, kind=Kind.FOLLOW_UP, title=title, text=text, by=by)
    return laid


def track_of(case: Case) -> str:
    return Track.UNSUPERVISED if case.release_type in NO_SUPERVISION else Track.SUPERVISED


def newest_cadence(*, track: str, risk: str) -> Cadence:
    """The newest active version for track and risk; where there is none, for moderate risk on supervision."""
    active = Cadence.objects.filter(is_active=True).order_by("-version", "-pk")
    cadence = (
        active.filter(track=track, risk=risk).first()
        or active.filter(track=Track.SUPERVISED, risk=Risk.MODERATE).first()
    )
    if cadence is None:
        raise ActionRefused("No cadence is active. An administrator has to set one.")
    return cadence


def owner_of(case: Case, overseers: Overseers | None = None) -> User:
    """Nothing is ever without an owner: who carries the case, else the supervisor of its facility or district."""
    if case.coordinator_id and case.coordinator.is_active:
        return case.coordinator
    supervisor = (overseers or Overseers()).of(case)
    if supervisor is None:
        raise ActionRefused("No one can own the follow-ups: the case has no manager and there is no supervisor.")
    return supervisor


def _checkpoints(case: Case, points, *, owner: User) -> list[FollowUp]:
    return FollowUp.objects.bulk_create(
        [
            FollowUp(case=case, point=point, title=point.title, due_on=day, look_on=day, owner=owner)
            for point in points
            for day in [case.released_on + timedelta(days=point.days_after)]
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def lay_out_missing() -> int:
    """Cases that a roster released have no checkpoints yet: lay them out."""
    without = Case.objects.filter(state=Case.State.RELEASED).exclude(
        Exists(CaseCadence.objects.filter(case=OuterRef("pk")))
    )
    cases = list(without.select_related("coordinator").order_by("pk")[:BATCH])
    overseers = Overseers() if cases else None
    for case in cases:
        lay_out(case, overseers=overseers)
    return len(cases)


@transaction.atomic
def correct_release(*, case: Case, on: date, reason: str, by) -> Case:
    """The day of release was wrong: every unfinished checkpoint is counted anew from the right one."""
    case = case_actions.correct_release(case=case, on=on, reason=reason, by=by)
    _recount(case, by=by)
    return case


@transaction.atomic
def recount_corrected() -> int:
    """Where the day of release was corrected by someone else, a roster for example, the checkpoints follow."""
    moved = CaseCadence.objects.exclude(counted_from=F("case__released_on")).filter(case__state=Case.State.RELEASED)
    rows = list(moved.select_related("case")[:BATCH])
    for row in rows:
        _recount(row.case, by=None)
    return len(rows)


def _recount(case: Case, *, by) -> None:
    CaseCadence.objects.filter(case=case).update(counted_from=case.released_on)
    rows = list(
        case.follow_ups.filter(state__in=FollowUp.UNFINISHED).select_related("point").select_for_update(of=("self",))
    )
    moved = []
    for row in rows:
        day = case.released_on + timedelta(days=row.point.days_after)
        if day != (row.first_due_on or row.due_on):
            row.due_on = row.look_on = day
            row.first_due_on, row.snooze_reason = None, ""
            row.state, row.stage, row.escalated_to = State.SCHEDULED, 0, None
            moved.append(row)
    fields = ["due_on", "look_on", "first_due_on", "snooze_reason", "state", "stage", "escalated_to"]
    FollowUp.objects.bulk_update(moved, fields)
    _take_back(moved)
    if moved:
        title = f"{len(moved)} follow-ups moved with the day of release"
        case_actions.record_event(case=case, kind=Kind.FOLLOW_UP, title=title, by=by)


@transaction.atomic
def change_cadence(*, case: Case, risk: str, by) -> CaseCadence:
    """Move a case on to the newest version for `risk`: what is done stays, what is open is laid out anew."""
    kept = CaseCadence.objects.select_for_update(of=("self",)).filter(case=case).first()
    if kept is None or case.state != Case.State.RELEASED:
        raise ActionRefused("Only someone who has left follows a cadence.")
    cadence = newest_cadence(track=track_of(case), risk=risk)
    if cadence.pk == kept.cadence_id:
        raise ActionRefused("The case follows the newest version of this cadence already.")
    _cancel(case.follow_ups.filter(state__in=FollowUp.UNFINISHED), reason="Another cadence")
    done = case.follow_ups.filter(state=State.DONE).values_list("point__days_after", flat=True)
    since = (clock.today() - case.released_on).days
    points = cadence.points.filter(days_after__gte=since).exclude(days_after__in=list(done))
    laid = _checkpoints(case, points, owner=owner_of(case))
    kept.cadence, kept.chosen_by, kept.chosen_at = cadence, by, clock.now()
    kept.save(update_fields=["cadence", "chosen_by", "chosen_at"])
    title = f"Cadence changed: {cadence}, {len(laid)} follow-ups ahead"
    case_actions.record_event(case=case, kind=Kind.FOLLOW_UP, title=title, by=by)
    return kept


@transaction.atomic
def cancel_for_ended_cases() -> int:
    """When a case ends, its unfinished checkpoints and unsent messages end with it, with the reason it ended."""
    ended = Case.objects.filter(state__in=Case.ENDINGS, ended_on__gte=clock.today() - ENDED_LATELY)
    cancelled = 0
    for state in Case.ENDINGS:
        open_ones = FollowUp.objects.filter(case__in=ended.filter(state=state), state__in=FollowUp.UNFINISHED)
        cancelled += _cancel(open_ones, reason=Case.State(state).label)
    return cancelled


def _cancel(follow_ups, *, reason: str) -> int:
    rows = list(follow_ups.select_for_update(of=("self",)).order_by("pk"))
    _take_back(rows)
    return FollowUp.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=State.CANCELLED, end_reason=reason, look_on=None
    )


def _take_back(follow_ups: list[FollowUp]) -> None:
    waiting = Message.objects.filter(follow_up__in=[row.pk for row in follow_ups], state=Message.State.QUEUED)
    waiting.update(state=Message.State.CANCELLED, error="Taken back")


@transaction.atomic
def end_for_taken_back() -> int:
    """A release was taken back (IM-11): its unfinished checkpoints end. What was done in its time stays."""
    return _cancel(
        FollowUp.objects.filter(case__state__in=Case.INSIDE, state__in=FollowUp.UNFINISHED), reason=FollowUp.TAKEN_BACK
    )


@transaction.atomic
def count_anew() -> int:
    """Who left after a release that was taken back: the checkpoints it ended count from the new day."""
    ended = FollowUp.objects.filter(
        case__state=Case.State.RELEASED, state=State.CANCELLED, end_reason=FollowUp.TAKEN_BACK
    ).select_related("case", "point")
    rows = list(ended.order_by("pk")[:BATCH])
    for row in rows:
        row.state, row.stage, row.end_reason = State.SCHEDULED, 0, ""
        row.due_on = row.look_on = row.case.released_on + timedelta(days=row.point.days_after)
    return FollowUp.objects.bulk_update(rows, ["state", "stage", "end_reason", "due_on", "look_on"])
