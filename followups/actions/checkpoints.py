"""After release: lay the checkpoints out, open them day by day, remind their owners, record what was found."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.models import Role, User
from cases import actions as case_actions
from cases.models import Case, TimelineEvent
from followups import outbox
from followups.models import Cadence, FollowUp, Message
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

Kind = TimelineEvent.Kind
MISSED_AFTER_DAYS = 3


@transaction.atomic
def record_release(*, case: Case, on, release_type: str, by, why: str = "") -> Case:
    """The person left: mark the case released and lay out every checkpoint, counted from that day."""
    case = case_actions.mark_released(case=case, on=on, release_type=release_type, by=by, why=why)
    lay_out(case)
    return case


def lay_out(case: Case) -> list[FollowUp]:
    """The checkpoints of the newest cadence, from the actual release; doing it twice changes nothing."""
    cadence = Cadence.objects.filter(is_active=True).order_by("-version", "-pk").first()
    if cadence is None:
        raise ActionRefused("No cadence is active. An administrator has to set one.")
    owner = _owner_for(case)
    # Those of a release that was taken back count anew; what was done in its time stays.
    again = list(case.follow_ups.filter(state=FollowUp.State.CANCELLED).select_related("point"))
    for row in again:
        row.state, row.due_on = FollowUp.State.SCHEDULED, case.released_on + timedelta(days=row.point.days_after)
    FollowUp.objects.bulk_update(again, ["state", "due_on"])
    laid = FollowUp.objects.bulk_create(
        (
            FollowUp(
                case=case,
                point=point,
                title=point.title,
                due_on=case.released_on + timedelta(days=point.days_after),
                owner=owner,
            )
            for point in cadence.points.all()
        ),
        ignore_conflicts=True,
    )
    case_actions.record_event(
        case=case, kind=Kind.FOLLOW_UP, title=f"{len(laid)} follow-ups laid out until one year after release", by=None
    )
    return laid


def _owner_for(case: Case) -> User:
    """Nothing is ever without an owner: who carries the case, else a supervisor."""
    if case.coordinator_id and case.coordinator.is_active:
        return case.coordinator
    supervisor = _supervisor()
    if supervisor is None:
        raise ActionRefused("No one can own the follow-ups: the case has no manager and there is no supervisor.")
    return supervisor


def _supervisor() -> User | None:
    return User.objects.filter(role=Role.SUPERVISOR, is_active=True).order_by("pk").first()


@transaction.atomic
def lay_out_missing() -> int:
    """Cases that a roster released have no checkpoints yet: lay them out."""
    without = Case.objects.filter(state=Case.State.RELEASED).exclude(
        Exists(FollowUp.objects.filter(case=OuterRef("pk")).exclude(state=FollowUp.State.CANCELLED))
    )
    cases = list(without.select_related("coordinator").order_by("pk")[:500])
    for case in cases:
        lay_out(case)
    return len(cases)


@transaction.atomic
def cancel_for_ended_cases() -> int:
    """When a case ends, its unfinished checkpoints and unsent reminders end with it."""
    over = (*Case.ENDINGS, *Case.INSIDE)  # inside again: the release was taken back
    ended = FollowUp.objects.filter(case__state__in=over, state__in=FollowUp.UNFINISHED)
    Message.objects.filter(follow_up__in=ended, state=Message.State.QUEUED).update(state=Message.State.CANCELLED)
    return ended.update(state=FollowUp.State.CANCELLED)


@transaction.atomic
def open_due() -> int:
    """Open what falls due today, and write its reminder in the same transaction."""
    today = clock.today()
    rows = list(
        FollowUp.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(state=FollowUp.State.SCHEDULED, due_on__lte=today)
        .order_by("due_on", "pk")[:1000]
    )
    for row in rows:
        outbox.tell(
            once=f"followup-{row.pk}-mail-{row.due_on}",
            template="follow_up_due",
            to=row.owner_id,
            path=reverse("followups:case-follow-up", args=[row.case_id]),
            about=row,
        )
    FollowUp.objects.filter(pk__in=[row.pk for row in rows]).update(state=FollowUp.State.DUE)
    return len(rows)


@transaction.atomic
def escalate_missed() -> int:
    """What its owner left for three days goes to a supervisor."""
    supervisor = _supervisor()
    if supervisor is None:
        return 0
    late = FollowUp.objects.filter(
        state=FollowUp.State.DUE, due_on__lt=clock.today() - timedelta(days=MISSED_AFTER_DAYS)
    ).select_related("case")
    rows = list(late.select_for_update(skip_locked=True, of=("self",))[:500])
    for row in rows:
        case_actions.record_event(
            case=row.case, kind=Kind.FOLLOW_UP, title=f"{row.title}: with the supervisor", by=None
        )
    FollowUp.objects.filter(pk__in=[row.pk for row in rows]).update(state=FollowUp.State.ESCALATED, owner=supervisor)
    return len(rows)


@transaction.atomic
def record_outcome(*, follow_up: FollowUp, outcome: str, note: str, by) -> FollowUp:
    """What was found. Also allowed before its day: news does not wait."""
    follow_up = FollowUp.objects.select_for_update(of=("self",)).select_related("case").get(pk=follow_up.pk)
    if follow_up.state not in FollowUp.UNFINISHED:
        raise ActionRefused(f"This follow-up is {follow_up.get_state_display().lower()} already.")
    follow_up.state, follow_up.outcome, follow_up.note = FollowUp.State.DONE, outcome, note
    follow_up.done_at, follow_up.done_by = clock.now(), by
    follow_up.save(update_fields=["state", "outcome", "note", "done_at", "done_by"])
    outbox.take_back(once_prefix=f"followup-{follow_up.pk}-")
    case_actions.record_event(
        case=follow_up.case,
        kind=Kind.FOLLOW_UP,
        title=f"Follow-up at {follow_up.title}: {follow_up.get_outcome_display()}",
        text=note,
        by=by,
    )
    return follow_up
