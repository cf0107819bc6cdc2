"""After release: lay the checkpoints out, open them day by day, remind their owners, record what was found."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts import scope
from accounts.models import Role, User
from cases import actions as case_actions
from cases.models import Case, TimelineEvent
from followups.models import Cadence, FollowUp, Reminder
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

Kind = TimelineEvent.Kind
LEASE = timedelta(minutes=2)
TRIES = 5
MISSED_AFTER_DAYS = 3
BACKOFF = timedelta(minutes=5)
SUBJECT = "A follow-up is due"
BODY = """A follow-up of yours is due.

Sign in to see it: {url}

This message names no one on purpose.
"""


@transaction.atomic
def record_release(*, case: Case, on, release_type: str, by) -> Case:
    """The person left: mark the case released and lay out every checkpoint, counted from that day."""
    case = case_actions.mark_released(case=case, on=on, release_type=release_type, by=by)
    lay_out(case)
    return case


def lay_out(case: Case) -> list[FollowUp]:
    """The checkpoints of the newest cadence, from the actual release; doing it twice changes nothing."""
    cadence = Cadence.objects.filter(is_active=True).order_by("-version", "-pk").first()
    if cadence is None:
        raise ActionRefused("No cadence is active. An administrator has to set one.")
    owner = _owner_for(case)
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
        Exists(FollowUp.objects.filter(case=OuterRef("pk")))
    )
    cases = list(without.select_related("coordinator").order_by("pk")[:500])
    for case in cases:
        lay_out(case)
    return len(cases)


@transaction.atomic
def cancel_for_ended_cases() -> int:
    """When a case ends, its unfinished checkpoints and unsent reminders end with it."""
    ended = FollowUp.objects.filter(case__state__in=Case.ENDINGS, state__in=FollowUp.UNFINISHED)
    Reminder.objects.filter(follow_up__in=ended, state=Reminder.State.QUEUED).update(state=Reminder.State.CANCELLED)
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
    Reminder.objects.bulk_create(
        (Reminder(follow_up=row, occurrence=row.due_on, recipient_id=row.owner_id) for row in rows),
        ignore_conflicts=True,
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
    follow_up.reminders.filter(state=Reminder.State.QUEUED).update(state=Reminder.State.CANCELLED)
    case_actions.record_event(
        case=follow_up.case,
        kind=Kind.FOLLOW_UP,
        title=f"Follow-up at {follow_up.title}: {follow_up.get_outcome_display()}",
        text=note,
        by=by,
    )
    return follow_up


def drain() -> dict[str, int]:
    """Send every reminder that is due. Each step is a scope of its own; the sending happens between them.

    Claim and commit, check again, send, finish by compare-and-set: a crash leaves a claimed row whose lease runs out,
    and it is sent again under the same Message-ID. Any number of these may run at once.
    """
    done = {"sent": 0, "failed": 0, "cancelled": 0}
    while (claimed := _claim()) is not None:
        reminder, address = claimed
        if address is None:
            done["cancelled"] += 1
            continue
        try:
            _message(reminder, address).send()
        except OSError as error:
            _give_up_or_retry(reminder, error)
            done["failed"] += 1
        else:
            _finish(reminder)
            done["sent"] += 1
    return done


def _claim() -> tuple[Reminder, str | None] | None:
    """Take one due reminder for two minutes; its address is None when it must not go out any more."""
    with scope.acting_as(scope.worker):
        with connection.cursor() as cursor:
            cursor.execute(
                """
                update followups_reminder set state = 'claimed', attempts = attempts + 1,
                       lease_until = public.portal_now() + %s
                 where id = (select id from followups_reminder
                              where (state = 'queued' and due_at <= public.portal_now())
                                 or (state = 'claimed' and lease_until < public.portal_now())
                              order by due_at, id for update skip locked limit 1)
             returning id
                """,
                [LEASE],
            )
            row = cursor.fetchone()
        if row is None:
            return None
        reminder = Reminder.objects.select_related("follow_up__case", "recipient").get(pk=row[0])
        follow_up, recipient = reminder.follow_up, reminder.recipient
        wanted = follow_up.is_waiting and follow_up.case.state == Case.State.RELEASED and recipient.is_active
        if not wanted:
            reminder.state = Reminder.State.CANCELLED
            reminder.save(update_fields=["state"])
            return reminder, None
        return reminder, recipient.email


def _message(reminder: Reminder, address: str) -> EmailMessage:
    url = settings.PORTAL_URL + reverse("followups:case-follow-up", args=[reminder.follow_up.case_id])
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    headers = {"Message-ID": f"<{reminder.key}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(SUBJECT, BODY.format(url=url), to=[address], headers=headers)


def _finish(reminder: Reminder) -> None:
    with scope.acting_as(scope.worker):
        Reminder.objects.filter(pk=reminder.pk, state=Reminder.State.CLAIMED, attempts=reminder.attempts).update(
            state=Reminder.State.SENT, sent_at=clock.now(), lease_until=None, error=""
        )


def _give_up_or_retry(reminder: Reminder, error: OSError) -> None:
    with scope.acting_as(scope.worker):
        last = reminder.attempts >= TRIES
        Reminder.objects.filter(pk=reminder.pk, state=Reminder.State.CLAIMED, attempts=reminder.attempts).update(
            state=Reminder.State.FAILED if last else Reminder.State.QUEUED,
            due_at=clock.now() + BACKOFF * 2**reminder.attempts,
            lease_until=None,
            error=str(error)[:300],
        )
