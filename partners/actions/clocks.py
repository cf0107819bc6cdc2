"""What time does to referrals: reminders, escalation, the next in line, releases that end, loops that close.

Worked through by a Celery task every half minute (partners/tasks.py). Each step is done once, whoever rings how often:
a row is taken with SKIP LOCKED and marked in the same transaction as what it sets off.
"""

from django.db import connection, transaction

from audit import log
from audit.models import Action
from cases.actions import change_need, record_event
from cases.models import Case, Need, TimelineEvent
from followups.oversight import Level, Overseers
from partners import news
from partners.actions.referrals import end_referral, offer_to_next, take_out_of_line
from partners.models import Referral
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

AT_ONCE = 200
State = Referral.State
NO_REPLY = "No answer in time"


def _taken(queryset):
    return list(queryset.of_step().select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:AT_ONCE])


@transaction.atomic
def remind_partners() -> int:
    """The organization has not answered for some business days (ReplyClock): it is reminded."""
    rows = _taken(Referral.objects.to_remind())
    for row in rows:
        news.reply_wanted(row)
    Referral.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=clock.now())
    return len(rows)


@transaction.atomic
def tell_senders() -> int:
    """Still no answer: whoever sent it is told."""
    rows = _taken(Referral.objects.to_tell())
    for row in rows:
        title = f"{row.organization.name} has not answered yet"
        record_event(case=row.case, kind=TimelineEvent.Kind.REFERRAL, title=title, by=None)
        news.no_reply(row)
    Referral.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=clock.now())
    return len(rows)


@transaction.atomic
def tell_supervisors() -> int:
    """Still no answer, and its sender did not get one: the supervisor of the place is told."""
    rows = _taken(Referral.objects.to_supervise().select_related("case"))
    overseers = Overseers() if rows else None
    for row in rows:
        supervisor = overseers.of(row.case)
        if supervisor is not None:
            news.still_no_reply(row, supervisor)
            title = f"{row.organization.name} has not answered: {supervisor.get_full_name()} was told"
            record_event(case=row.case, kind=TimelineEvent.Kind.REFERRAL, title=title, by=None)
    Referral.objects.filter(pk__in=[row.pk for row in rows]).update(supervisor_told_at=clock.now())
    return len(rows)


@transaction.atomic
def pass_on() -> int:
    """No answer in time: the referral expires, and the next in line is asked when the loop closes."""
    rows = _taken(Referral.objects.to_pass_on())
    for row in rows:
        end_referral(row, State.EXPIRED, NO_REPLY, by=None)
    return len(rows)


@transaction.atomic
def end_uncovered() -> int:
    """The release ended: nothing is left that the organization may see, so the referral ends too."""
    rows = _taken(Referral.objects.without_cover())
    for row in rows:
        end_referral(row, State.EXPIRED, "The release of information ended", by=None)
    return len(rows)


@transaction.atomic
def end_of_ended_cases() -> int:
    """The person is not ours to refer any more."""
    rows = _taken(Referral.objects.filter(case__state__in=Case.ENDINGS, state__in=(State.DRAFT, *Referral.OPEN)))
    for row in rows:
        end_referral(row, State.WITHDRAWN, f"The case ended: {row.case.get_state_display().lower()}", by=None)
    return len(rows)


@transaction.atomic
def close_loops() -> int:
    """Each end comes back to the need: met, or open again with what to do next; and the next in line is asked."""
    rows = _taken(Referral.objects.loop_open().select_related("case"))
    overseers = Overseers() if any(row.end_reason == NO_REPLY for row in rows) else None
    for row in rows:
        _close_loop(row, overseers)
    Referral.objects.filter(pk__in=[row.pk for row in rows]).update(loop_closed_at=clock.now())
    return len(rows)


def _close_loop(referral: Referral, overseers: Overseers | None) -> None:
    if referral.state in Referral.WITHOUT_SERVICE and referral.state != State.WITHDRAWN:
        if offer_to_next(referral) is not None:
            return
        if referral.state == State.DECLINED or referral.end_reason == NO_REPLY:
            news.line_is_over(referral)
        if referral.end_reason == NO_REPLY and (head := overseers.of(referral.case, Level.HEAD)) is not None:
            news.nobody_answered(referral, head)
    need = Need.objects.select_related("case", "area").get(pk=referral.need_id)
    others = Referral.objects.filter(need=need, state__in=(State.DRAFT, *Referral.OPEN)).exists()
    if others or not need.is_open or not need.case.is_open:
        return
    name = referral.organization.name
    if referral.state == State.COMPLETED and referral.result == Referral.Result.MET:
        state, standing, following = Need.State.MET, f"Met through {name}", ""
    else:
        state, standing = need.state, f"{name}: {referral.get_state_display().lower()}"
        following = next_step_after(referral)
    try:
        change_need(need=need, state=state, by=None, standing=standing[:200], next_action=following)
    except ActionRefused as refused:
        record_event(
            case=need.case, kind=TimelineEvent.Kind.NEED, title="Look at this need", text=str(refused), by=None
        )


NEXT_STEP = {
    Referral.Decline.FULL: "Find a service with a free place",
    Referral.Decline.NOT_ELIGIBLE: "Find a service whose limits fit",
    Referral.Decline.OUTSIDE_AREA: "Find a service for the county",
    Referral.Decline.NOT_OFFERED: "Find another service",
    Referral.Decline.NO_CONTACT: "Check how the person can be reached, then refer again",
    Referral.Decline.DID_NOT_COME: "Ask the person what stood in the way, then refer again",
    Referral.Decline.SERVED: "Ask what the person still needs",
    Referral.Decline.PAPERS: "Get the papers that are missing, then refer again",
    Referral.Decline.DUPLICATE: "Look at the other referral",
    Referral.Decline.OTHER: "Read the answer and choose the next step",
}


def next_step_after(referral: Referral) -> str:
    """What to do now that it ended like this, in words."""
    if referral.state == State.DECLINED:
        return NEXT_STEP[Referral.Decline(referral.decline_reason)]
    if referral.state in Referral.AFTER_SERVICE:
        return "Talk with the person about what comes next"
    return "Find another service"


@transaction.atomic
def accepted_lines() -> int:
    """A partner said yes: those who wait in line for the same offer are not asked any more."""
    yes = Referral.objects.filter(state__in=(State.ACCEPTED, State.STARTED))
    rows = _taken(yes.filter(offer__in=Referral.objects.filter(state=State.DRAFT).values("offer")))
    for row in rows:
        take_out_of_line(row)
    return len(rows)


@transaction.atomic
def look_for_drift() -> int:
    """Recompute every disclosure, count the rows that differ and put the count on the trail. It has to be 0."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from public.disclosure_drift()")
        (drift,) = cursor.fetchone()
    log.record(
        Action.VERIFIED,
        object_type="partners_disclosure",
        outcome="done" if drift == 0 else "drift",
        detail={"drift": drift},
    )
    return drift
