from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction

from cases.actions.cases import locked, must_be_open, record_event, touch
from cases.models import Case, Confidentiality, PlanStep, PlanTemplate, TimelineEvent
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

CATCH_UP_DAYS = 7


def due_date(release_date: date | None, days_before: int, *, drawn_on: date) -> date | None:
    """When a step is due: so many days before release; where that is past, soon after the plan was drawn.

    Someone identified late gets a quarter of the days left, a week at most, to catch up (domain.md 2.1).
    """
    if release_date is None:
        return None
    due = release_date - timedelta(days=days_before)
    if due >= drawn_on:
        return due
    days_left = max((release_date - drawn_on).days, 0)
    return drawn_on + timedelta(days=min(CATCH_UP_DAYS, days_left // 4))


def steps_from(template: PlanTemplate, *, case: Case, has: Collection[str] = ()) -> list[PlanStep]:
    """The template's steps for this case, unsaved; without those whose code the plan `has`."""
    today = clock.today()
    return [
        PlanStep(
            case=case,
            template=template,
            code=step.code,
            title=step.title,
            area_id=step.area_id,
            days_before=step.days_before,
            due_on=due_date(case.release_date, step.days_before, drawn_on=today),
            done_by=step.done_by,
            is_critical=step.is_critical,
            owner_id=case.coordinator_id,
        )
        for step in template.steps.all()
        if step.code not in has
    ]


@transaction.atomic
def draw_plan(*, case: Case, template: PlanTemplate, by) -> int:
    """Draw the template's steps into the case's plan; steps it has already stay. Returns how many were added."""
    has = set(case.steps.values_list("code", flat=True))
    steps = PlanStep.objects.bulk_create(steps_from(template, case=case, has=has))
    if steps:
        record_event(
            case=case,
            kind=TimelineEvent.Kind.STEP,
            title=f"{len(steps)} steps added from “{template.name}”",
            by=by,
        )
    return len(steps)


def move_steps(case: Case) -> int:
    """Let every unfinished step that hangs on the release date follow it; returns how many moved."""
    today = clock.today()
    moved = []
    for step in case.steps.filter(state__in=PlanStep.UNFINISHED, days_before__isnull=False):
        due = due_date(case.release_date, step.days_before, drawn_on=today)
        if due != step.due_on:
            step.due_on = due
            moved.append(step)
    PlanStep.objects.bulk_update(moved, ["due_on"])
    return len(moved)


@transaction.atomic
def add_step(*, case: Case, by, title: str, due_on: date, area=None, owner=None) -> PlanStep:
    """A step of staff's own, with a fixed date."""
    case = locked(case)
    must_be_open(case)
    step = PlanStep.objects.create(
        case=case, title=title, due_on=due_on, area=area, owner=owner or by, days_before=None
    )
    touch(case)
    record_event(
        case=case,
        kind=TimelineEvent.Kind.STEP,
        title=f"Step added: {title}",
        confidentiality=area.confidentiality if area else Confidentiality.GENERAL,
        by=by,
    )
    return step


@transaction.atomic
def change_step(*, step: PlanStep, state: str, by, reason: str = "", evidence: str = "") -> PlanStep:
    """Finish, start, block, skip or reopen a step. Blocking and skipping ask for a reason."""
    case = locked(step.case)
    must_be_open(case)
    step = PlanStep.objects.select_for_update(of=("self",)).select_related("area").get(pk=step.pk)
    if step.state == state:
        raise ActionRefused(f"This step is {step.get_state_display().lower()} already.")
    if state in (PlanStep.State.BLOCKED, PlanStep.State.NOT_NEEDED) and not reason.strip():
        raise ActionRefused("Say why the step is blocked or not needed.")
    step.state, step.reason = state, reason if state in (PlanStep.State.BLOCKED, PlanStep.State.NOT_NEEDED) else ""
    step.evidence = evidence if state == PlanStep.State.DONE else step.evidence
    step.done_on = clock.today() if state == PlanStep.State.DONE else None
    step.save(update_fields=["state", "reason", "evidence", "done_on"])
    touch(case)
    record_event(
        case=case,
        kind=TimelineEvent.Kind.STEP,
        title=f"{step.get_state_display()}: {step.title}",
        text=step.reason or step.evidence,
        confidentiality=step.area.confidentiality if step.area else Confidentiality.GENERAL,
        by=by,
    )
    return step
