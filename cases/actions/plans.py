from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction

from cases.actions.cases import locked, must_be_open, record_event, touch
from cases.models import Case, Confidentiality, PlanStep, PlanTemplate, TimelineEvent
from cases.seen import must_be_as_seen
from cases.tracks import SET_ASIDE, audiences_of, belongs, due_date
from reentry_portal import clock
from reentry_portal.errors import ActionRefused


def steps_from(template: PlanTemplate, *, case: Case, has: Collection[str] = ()) -> list[PlanStep]:
    """The template's steps for this case, unsaved; without those whose code the plan `has`."""
    today = clock.today()
    steps = []
    for asked in template.steps.all():
        if asked.code in has:
            continue
        step = PlanStep(
            case=case,
            template=template,
            code=asked.code,
            title=asked.title,
            area_id=asked.area_id,
            days_before=asked.days_before,
            due_on=due_date(case, asked.days_before, today=today),
            moved_on=today,  # it was due nowhere this morning
            done_by=asked.done_by,
            evidence_asked=asked.evidence_asked,
            is_critical=asked.is_critical,
            owner_id=case.coordinator_id,
        )
        if not belongs(step, case):
            step.state, step.reason = PlanStep.State.NOT_NEEDED, SET_ASIDE
        steps.append(step)
    return steps


def plan_of(case: Case, templates: Sequence[PlanTemplate]) -> list[PlanStep]:
    """The steps of a new case by its track, unsaved; `templates` are the active ones."""
    wanted = audiences_of(case)
    return [step for template in templates if template.audience in wanted for step in steps_from(template, case=case)]


@transaction.atomic
def draw_plan(*, case: Case, template: PlanTemplate, by) -> int:
    """Draw the template's steps into the case's plan; steps it has already stay. Returns how many were added."""
    case = locked(case)
    must_be_open(case)
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


def fit_to_track(case: Case, *, by) -> None:
    """Let the plan follow the case's track: draw what is missing, set aside what no one began and no longer belongs.

    What was set aside comes back when the track asks for it. Nothing that someone worked on is touched.
    """
    for step in case.steps.select_related("template").filter(template__isnull=False):
        wanted = belongs(step, case)
        aside = step.state == PlanStep.State.NOT_NEEDED and step.reason == SET_ASIDE
        if step.state == PlanStep.State.OPEN and not wanted:
            step.state, step.reason = PlanStep.State.NOT_NEEDED, SET_ASIDE
        elif aside and wanted:
            step.state, step.reason = PlanStep.State.OPEN, ""
        else:
            continue
        step.save(update_fields=["state", "reason"])
    drawn = set(case.steps.filter(template__isnull=False).values_list("template__name", flat=True))
    for template in PlanTemplate.objects.filter(is_active=True, audience__in=audiences_of(case)):
        if template.name not in drawn:
            draw_plan(case=case, template=template, by=by)


def move_steps(case: Case) -> list[PlanStep]:
    """Let every unfinished step that hangs on the release date follow it; returns those that moved.

    Each remembers when it was due this morning, so that the way to the new date leaves no trace in the plan.
    """
    today = clock.today()
    moved = []
    for step in case.steps.filter(state__in=PlanStep.UNFINISHED, days_before__isnull=False):
        if step.moved_on != today:
            step.moved_on, step.was_due_on = today, step.due_on
        due = due_date(case, step.days_before, today=today, was_due_on=step.was_due_on)
        if due != step.due_on:
            step.due_before, step.due_on = step.due_on, due
            moved.append(step)
    PlanStep.objects.bulk_update(moved, ["due_on", "moved_on", "was_due_on"])
    return moved


@transaction.atomic
def add_step(
    *,
    case: Case,
    by,
    title: str,
    due_on: date,
    area=None,
    owner=None,
    goal=None,
    done_by: str = "staff",
    code: str = "",
) -> PlanStep:
    """A step of staff's own, with a fixed date; a `code` names one that the portal adds by a rule."""
    case = locked(case)
    must_be_open(case)
    step = PlanStep.objects.create(
        case=case,
        title=title,
        code=code,
        due_on=due_on,
        area=area,
        owner=owner or by,
        goal=goal,
        done_by=done_by,
        days_before=None,
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


STEP_STANDING = ("state", "reason", "evidence")
STEP_FIELDS = ("title", "area_id", "goal_id", "done_by", "owner_id", "days_before", "due_on")


@transaction.atomic
def edit_step(*, step: PlanStep, by, title: str, area, goal, done_by: str, owner, days_before, due_on, seen: str = ""):
    """Change what a step is, whose it is and when it is due: so many days before release, or a fixed day.

    `seen` is the version of the step that the person had before them.
    """
    case = locked(step.case)
    must_be_open(case)
    step = PlanStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    must_be_as_seen(step, STEP_FIELDS, seen)
    if (days_before is None) == (due_on is None):
        raise ActionRefused("Give either a day, or how many days before release.")
    if goal is not None and goal.case_id != case.pk:
        raise ActionRefused("The goal belongs to someone else's plan.")
    step.title, step.area, step.goal, step.done_by, step.owner = title, area, goal, done_by, owner
    step.days_before = days_before
    step.due_on = due_on if due_on else due_date(case, days_before, today=clock.today())
    step.save(update_fields=["title", "area", "goal", "done_by", "owner", "days_before", "due_on"])
    touch(case)
    record_event(
        case=case,
        kind=TimelineEvent.Kind.STEP,
        title=f"Step changed: {step.title}",
        confidentiality=step.area.confidentiality if step.area else Confidentiality.GENERAL,
        by=by,
    )
    return step


@transaction.atomic
def change_step(*, step: PlanStep, state: str, by, reason: str = "", evidence: str = "", seen: str = "") -> PlanStep:
    """Finish, start, block, skip or reopen a step. Blocking and skipping ask for a reason."""
    case = locked(step.case)
    must_be_open(case)
    step = PlanStep.objects.select_for_update(of=("self",)).select_related("area").get(pk=step.pk)
    must_be_as_seen(step, STEP_STANDING, seen)
    if (step.state, step.reason, step.evidence) == (state, reason, evidence or step.evidence):
        raise ActionRefused(f"This step is {step.get_state_display().lower()} already.")
    if state in (PlanStep.State.BLOCKED, PlanStep.State.NOT_NEEDED) and not reason.strip():
        raise ActionRefused("Say why the step is blocked or not needed.")
    step.state, step.reason = state, reason if state in (PlanStep.State.BLOCKED, PlanStep.State.NOT_NEEDED) else ""
    step.evidence = evidence if state == PlanStep.State.DONE else step.evidence
    if state != PlanStep.State.DONE:
        step.done_on = None
    elif step.done_on is None:
        step.done_on = clock.today()
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


@transaction.atomic
def undo_step(*, step: PlanStep, before: dict, by) -> PlanStep:
    """Take back a click of a moment ago: the step is again as it was `before` (values of STEP_STANDING).

    Raises ActionRefused when somebody changed it since.
    """
    case = locked(step.case)
    must_be_open(case)
    step = PlanStep.objects.select_for_update(of=("self",)).select_related("area").get(pk=step.pk)
    if step.state != PlanStep.State.DONE or step.done_on != clock.today():
        raise ActionRefused("The step was changed since; look again.")
    step.state, step.reason, step.evidence = before["state"], before["reason"], before["evidence"]
    step.done_on = None
    step.save(update_fields=["state", "reason", "evidence", "done_on"])
    touch(case)
    record_event(
        case=case,
        kind=TimelineEvent.Kind.STEP,
        title=f"Taken back: {step.title} is {step.get_state_display().lower()}",
        confidentiality=step.area.confidentiality if step.area else Confidentiality.GENERAL,
        by=by,
    )
    return step
