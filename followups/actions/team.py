"""Who does what while someone is away or leaves, and how each wants to hear."""

import hashlib
import secrets
from datetime import date

from django.db import IntegrityError, transaction

from accounts.models import User
from cases import actions as case_actions
from cases.models import Case, TimelineEvent
from followups import outbox
from followups.models import CalendarFeed, Cover, FollowUp, MailChoice, Message
from reentry_portal import clock
from reentry_portal.errors import ActionRefused


@transaction.atomic
def hand_over(*, follow_ups, to: User, by) -> int:
    """Give open checkpoints to a colleague, who is told once. Returns how many."""
    _must_work_here(to)
    rows = list(
        follow_ups.filter(state__in=FollowUp.UNFINISHED)
        .exclude(owner=to)
        .select_related("case")
        .select_for_update(of=("self",))
    )
    if not rows:
        raise ActionRefused("There is no open follow-up to hand over.")
    _must_see(to, {row.case_id for row in rows})
    ids = [row.pk for row in rows]
    FollowUp.objects.filter(pk__in=ids).update(owner=to, is_handed_over=True)
    Message.objects.filter(follow_up__in=ids, state=Message.State.QUEUED).update(user=to)
    for case, title in {row.case: f"Follow-ups handed over to {to.get_full_name()}" for row in rows}.items():
        case_actions.record_event(case=case, kind=TimelineEvent.Kind.FOLLOW_UP, title=title, by=by)
    if to != by:
        outbox.tell(
            once=f"hand_over-{max(ids)}-{to.pk}-{clock.now():%Y%m%d%H%M%S%f}",
            template="handed_over",
            to=to,
            path="/",
            facts={"count": len(rows)},
        )
    return len(rows)


@transaction.atomic
def cover(*, user: User, covered_by: User, first_day: date, last_day: date, by) -> Cover:
    """From one day to another a colleague stands in for someone who is away."""
    _must_work_here(covered_by)
    if last_day < clock.today():
        raise ActionRefused("The last day is past.")
    _must_see(covered_by, set(FollowUp.objects.waiting().filter(owner=user).values_list("case", flat=True)))
    try:
        with transaction.atomic():
            return Cover.objects.create(
                user=user, covered_by=covered_by, first_day=first_day, last_day=last_day, made_by=by
            )
    except IntegrityError as error:
        raise ActionRefused("Choose another colleague, and a last day that is not before the first.") from error


def end_cover(*, cover: Cover) -> None:
    cover.delete()


def choose_mail(*, user: User, way: str, hour: int) -> MailChoice:
    choice, _ = MailChoice.objects.update_or_create(user=user, defaults={"way": way, "hour": hour})
    return choice


def _must_work_here(user: User) -> None:
    if not user.is_active or not user.is_department:
        raise ActionRefused("Only department staff own follow-ups.")


def _must_see(user: User, case_ids: set[int]) -> None:
    unseen = len(case_ids) - Case.objects.visible_to(user).filter(pk__in=case_ids).count()
    if unseen:
        raise ActionRefused(f"{user.get_full_name()} does not see {unseen} of these people. Choose someone who does.")


@transaction.atomic
def make_calendar_feed(*, user: User) -> str:
    """A new private address for this person's calendar; one from before stops. Returns its secret, kept nowhere."""
    end_calendar_feed(user=user)
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(user=user, token_hash=hash_of(token), made_at=clock.now())
    return token


def end_calendar_feed(*, user: User) -> int:
    return CalendarFeed.objects.filter(user=user, ended_at=None).update(ended_at=clock.now())


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
