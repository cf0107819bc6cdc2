"""What staff do with a checkpoint: try, record what was found, put it off."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

from django.db import transaction

from cases import actions as case_actions
from cases.models import ContactPoint, Need, TimelineEvent
from followups import outbox
from followups.actions.agreements import flag_contact
from followups.models import Attempt, CadencePoint, FollowUp, MeasuredNeed, Measurement
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

Kind, State, Outcome = TimelineEvent.Kind, FollowUp.State, FollowUp.Outcome
TRIES, WITHIN = 3, timedelta(days=7)
SNOOZE_ASKS_WHY, SNOOZE_AT_MOST = 7, 30


def _open(follow_up: FollowUp) -> FollowUp:
    """The checkpoint as it is now, held until the transaction ends."""
    row = FollowUp.objects.select_for_update(of=("self",)).select_related("case__person", "point").get(pk=follow_up.pk)
    if not row.is_unfinished:
        raise ActionRefused(f"This follow-up is {row.get_state_display().lower()} already.")
    return row


@transaction.atomic
def record_attempt(
    *, follow_up: FollowUp, way: str, result: str, by, is_alternate: bool = False, contact: ContactPoint | None = None
) -> Attempt:
    """One try to reach the person. A wrong number flags the contact: nothing more goes there."""
    follow_up = _open(follow_up)
    attempt = Attempt.objects.create(
        follow_up=follow_up, way=way, result=result, is_alternate=is_alternate, contact=contact, by=by
    )
    if result == Attempt.Result.WRONG and contact is not None:
        flag_contact(case=follow_up.case, contact=contact, reason="Wrong number or address", by=by)
    through = " through someone else" if is_alternate else ""
    case_actions.record_event(
        case=follow_up.case,
        kind=Kind.FOLLOW_UP,
        title=f"Tried{through} for the follow-up at {follow_up.title}: {attempt}",
        by=by,
    )
    return attempt


def why_not_unable(attempts: Sequence[Attempt]) -> str:
    """What is missing before someone counts as unable to reach; empty when nothing is.

    Three tries on three days within seven, each another way or part of the day, and one through someone whom the
    person named (domain.md 2.4).
    """
    own = [attempt for attempt in attempts if not attempt.is_alternate]
    enough = any(
        len({attempt.day for attempt in tries}) == TRIES
        and len({(attempt.way, attempt.part_of_day) for attempt in tries}) == TRIES
        and max(attempt.day for attempt in tries) - min(attempt.day for attempt in tries) < WITHIN
        for tries in combinations(own, TRIES)
    )
    missing = []
    if not enough:
        missing.append("three tries on three days within a week, each in another way or at another part of the day")
    if not any(attempt.is_alternate for attempt in attempts):
        missing.append("one try through someone the person named")
    return f"Not yet unable to reach: it takes {' and '.join(missing)}." if missing else ""


@transaction.atomic
def record_outcome(
    *,
    follow_up: FollowUp,
    outcome: str,
    note: str,
    by,
    answers: dict | None = None,
    needs: Sequence[tuple[Need, str, str]] = (),
) -> FollowUp:
    """What was found. Also allowed before its day: news does not wait.

    A measurement point takes `answers` (the fields of Measurement) and `needs` (need, standing, source); for someone
    who could not be reached they may come from others.
    """
    follow_up = _open(follow_up)
    if outcome == Outcome.UNABLE and (missing := why_not_unable(list(follow_up.attempts.all()))):
        raise ActionRefused(missing)
    measures = follow_up.point.form == CadencePoint.Form.MEASUREMENT
    if measures and not answers and outcome in (Outcome.REACHED, Outcome.NEEDS_HELP):
        raise ActionRefused("Answer the questions that are counted; “Not known” is an answer too.")
    follow_up.state, follow_up.outcome, follow_up.note = State.DONE, outcome, note
    follow_up.done_at, follow_up.done_by, follow_up.look_on = clock.now(), by, None
    follow_up.save(update_fields=["state", "outcome", "note", "done_at", "done_by", "look_on"])
    if measures and answers:
        measurement = Measurement.objects.create(follow_up=follow_up, **answers)
        MeasuredNeed.objects.bulk_create(
            MeasuredNeed(measurement=measurement, need=need, standing=standing, source=source)
            for need, standing, source in needs
        )
    outbox.take_back(once_prefix=f"followup-{follow_up.pk}-")
    case_actions.record_event(
        case=follow_up.case,
        kind=Kind.FOLLOW_UP,
        title=f"Follow-up at {follow_up.title}: {follow_up.get_outcome_display()}",
        text=note,
        by=by,
    )
    return follow_up


@transaction.atomic
def snooze(*, follow_up: FollowUp, until: date, reason: str, by) -> FollowUp:
    """Put a checkpoint off. More than a week asks why; its clocks start again from the new day."""
    follow_up = _open(follow_up)
    days = (until - clock.today()).days
    if days < 1:
        raise ActionRefused("Choose a day that is still to come.")
    if days > SNOOZE_AT_MOST:
        raise ActionRefused(f"A follow-up is put off for {SNOOZE_AT_MOST} days at most.")
    if days > SNOOZE_ASKS_WHY and not reason.strip():
        raise ActionRefused("Say why it is put off for more than a week.")
    outbox.take_back(once_prefix=f"followup-{follow_up.pk}-")
    follow_up.first_due_on = follow_up.first_due_on or follow_up.due_on
    follow_up.due_on = follow_up.look_on = until
    follow_up.snooze_reason, follow_up.state = reason, State.SCHEDULED
    follow_up.stage, follow_up.escalated_to = 0, None
    follow_up.save(
        update_fields=["first_due_on", "due_on", "look_on", "snooze_reason", "state", "stage", "escalated_to"]
    )
    case_actions.record_event(
        case=follow_up.case,
        kind=Kind.FOLLOW_UP,
        title=f"Follow-up at {follow_up.title} put off until {until:%m/%d/%Y}",
        text=reason,
        by=by,
    )
    return follow_up
