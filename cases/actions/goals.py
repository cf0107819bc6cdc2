from datetime import date

from django.db import transaction

from cases.actions.cases import locked, must_be_open, record_event, touch
from cases.models import Case, Goal, PlanVersion, TimelineEvent
from cases.plan_versions import snapshot
from reentry_portal import clock
from reentry_portal.errors import ActionRefused


@transaction.atomic
def set_goal(*, case: Case, area, words: str, by) -> Goal:
    """What the person wants, as they said it."""
    case = locked(case)
    must_be_open(case)
    if not words.strip():
        raise ActionRefused("Write down what the person wants, as they said it.")
    goal = Goal.objects.create(case=case, area=area, words=words.strip(), confidentiality=area.confidentiality)
    touch(case)
    _tell(goal, f"Goal: {area.name}", by, goal.words)
    return goal


@transaction.atomic
def end_goal(*, goal: Goal, state: str, by, reason: str = "") -> Goal:
    """Reached, or no longer wanted; steps that lead to it stay as they are."""
    case = locked(goal.case)
    must_be_open(case)
    goal = Goal.objects.select_for_update(of=("self",)).select_related("area", "case").get(pk=goal.pk)
    if goal.state != Goal.State.ACTIVE:
        raise ActionRefused(f"This goal is {goal.get_state_display().lower()} already.")
    if state == Goal.State.DROPPED and not reason.strip():
        raise ActionRefused("Say why it is no longer wanted.")
    goal.state, goal.reason, goal.ended_on = state, reason, clock.today()
    goal.save(update_fields=["state", "reason", "ended_on"])
    touch(case)
    _tell(goal, f"Goal {goal.get_state_display().lower()}: {goal.area.name}", by, goal.words)
    return goal


@transaction.atomic
def sign_plan(*, case: Case, signed_by_person: bool, by, note: str = "", signed_on: date | None = None) -> PlanVersion:
    """Keep the plan as it is now as the next version, signed by staff and by the person, or saying why not."""
    case = locked(case)
    must_be_open(case)
    if not signed_by_person and not note.strip():
        raise ActionRefused("Say why the person did not sign.")
    if signed_on and signed_on > clock.today():
        raise ActionRefused("That day is still to come.")
    content = snapshot(case)
    if not content:
        raise ActionRefused("There is no plan yet to sign.")
    last = case.plan_versions.first()
    version = PlanVersion.objects.create(
        case=case,
        number=last.number + 1 if last else 1,
        signed_on=signed_on or clock.today(),
        signed_by_person=signed_by_person,
        note=note,
        signed_by=by,
        release_date=case.release_date,
        steps=content,
    )
    touch(case)
    title = f"Plan version {version.number} signed" + ("" if signed_by_person else " by staff alone")
    record_event(case=case, kind=TimelineEvent.Kind.STEP, title=title, text=note, by=by)
    return version


def _tell(goal: Goal, title: str, by, text: str) -> None:
    record_event(
        case=goal.case,
        kind=TimelineEvent.Kind.NEED,
        title=title,
        text=text,
        confidentiality=goal.confidentiality,
        by=by,
    )
