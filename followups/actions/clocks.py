"""What time does to checkpoints: their day opens them, and what is left undone goes up, on the cadence's clocks."""

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F, Q
from django.urls import reverse

from cases import actions as case_actions
from cases.models import TimelineEvent
from followups.models import FollowUp, MailChoice, Message, Oversight
from followups.oversight import Overseers
from reentry_portal import clock

BATCH = 1000
OPENED, HEARD_AGAIN, WITH_SUPERVISOR, WITH_HEAD = 1, 2, 3, 4

# One statement for a batch, however many checkpoints fall due in a night: open them, set their next clock, and put
# their owners' mail in the outbox, but for owners who hear once a day.
OPEN = """
with due as materialized (
    select f.id, f.point_id from followups_followup f
     where f.state in ('scheduled', 'due', 'missed', 'escalated') and f.stage = 0 and f.look_on <= %(today)s
     order by f.look_on, f.id limit %(batch)s for update of f skip locked
), opened as (
    update followups_followup f set state = 'due', stage = 1, look_on = f.due_on + c.again_after
      from due d join followups_cadencepoint p on p.id = d.point_id join followups_cadence c on c.id = p.cadence_id
     where f.id = d.id
 returning f.id, f.case_id, f.owner_id, f.due_on
), told as (
    insert into followups_message
           (key, once, channel, template, facts, path, user_id, follow_up_id, state, put_at, due_at, attempts, in_doubt,
            provider_ref, error)
    select gen_random_uuid(), 'followup-' || o.id || '-due-' || o.due_on, 'mail', 'follow_up_due', '{}',
           '/cases/' || o.case_id || '/follow-up/', o.owner_id, o.id, 'queued', %(now)s, %(now)s, 0, false, '', ''
      from opened o left join followups_mailchoice m on m.user_id = o.owner_id
     where m.way is distinct from 'daily'
        on conflict (once) do update -- put off and back to the same day
           set state = 'queued', due_at = excluded.due_at, user_id = excluded.user_id, attempts = 0, error = ''
         where followups_message.state = 'cancelled'
)
select count(*) from opened
"""


@transaction.atomic
def open_due() -> int:
    """Open up to a thousand checkpoints whose day has come; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN, {"today": clock.today(), "now": clock.now(), "batch": BATCH})
        return cursor.fetchone()[0]


@transaction.atomic
def settle_owners() -> int:
    """Checkpoints follow the case to its new manager; those of someone who left go to the supervisor of the place."""
    moved = (
        # What is ahead follows on its day: a ring must not read the year's.
        FollowUp.objects.filter(state__in=FollowUp.UNFINISHED, due_on__lte=clock.today())
        .filter(
            Q(owner__is_active=False)
            | Q(is_handed_over=False, case__coordinator__is_active=True) & ~Q(owner=F("case__coordinator"))
        )
        .select_related("case__coordinator", "owner")
    )
    rows = list(moved.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    overseers = Overseers() if rows else None
    changed = []
    for row in rows:
        coordinator = row.case.coordinator
        owner = coordinator if coordinator and coordinator.is_active else overseers.of(row.case)
        if owner is not None and owner.pk != row.owner_id:
            row.owner, row.is_handed_over = owner, False
            changed.append(row)
    FollowUp.objects.bulk_update(changed, ["owner", "is_handed_over"], batch_size=BATCH)
    for row in changed:
        row.messages.filter(state=Message.State.QUEUED).update(user=row.owner)
    return len(changed)


@transaction.atomic
def ring_clocks() -> int:
    """Move each overdue checkpoint one clock on: its owner hears again, then the supervisor, then the unit head."""
    today = clock.today()
    late = (
        FollowUp.objects.filter(state__in=FollowUp.WAITING, stage__gte=OPENED, look_on__lte=today)
        .select_related("case", "point__cadence")
        .order_by("look_on", "pk")
    )
    rows = list(late.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    if not rows:
        return 0
    overseers = Overseers()
    daily = set(
        MailChoice.objects.filter(way=MailChoice.Way.DAILY, user__in={row.owner_id for row in rows}).values_list(
            "user", flat=True
        )
    )
    told = []
    for row in rows:
        row.stage += 1
        cadence = row.point.cadence
        if row.stage == HEARD_AGAIN:
            row.look_on = row.due_on + timedelta(days=cadence.supervisor_after)
            if row.owner_id not in daily:
                told.append(_mail(row, "follow_up_overdue", row.owner_id))
            continue
        level = Oversight.Level.SUPERVISOR if row.stage == WITH_SUPERVISOR else Oversight.Level.HEAD
        row.look_on = row.due_on + timedelta(days=cadence.head_after) if row.stage == WITH_SUPERVISOR else None
        above = overseers.of(row.case, level)
        if above is not None:
            row.state, row.escalated_to = FollowUp.State.ESCALATED, above
            told.append(_mail(row, "follow_up_escalated", above.pk, {"days": (today - row.due_on).days}))
            title = f"Follow-up at {row.title} overdue: with {above.get_full_name()}"
            case_actions.record_event(case=row.case, kind=TimelineEvent.Kind.FOLLOW_UP, title=title, by=None)
    FollowUp.objects.bulk_update(rows, ["stage", "look_on", "state", "escalated_to"], batch_size=BATCH)
    Message.objects.bulk_create(told, ignore_conflicts=True)
    return len(rows)


def _mail(row: FollowUp, template: str, user_id: int, facts: dict | None = None) -> Message:
    return Message(
        once=f"followup-{row.pk}-{row.stage}-{row.due_on}",
        channel=Message.Channel.MAIL,
        template=template,
        facts=facts or {},
        path=reverse("followups:case-follow-up", args=[row.case_id]),
        user_id=user_id,
        follow_up=row,
    )
