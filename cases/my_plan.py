"""A plan in plain words, as the person reads it: what they want, what they do, what others do, what comes next."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from cases.models import Appointment, Case, Goal, PlanStep, TemplateStep
from cases.reference.packet_words import STEPS_ES


@dataclass
class MyPlan:
    goals: list[Goal] = field(default_factory=list)
    you_do: list[PlanStep] = field(default_factory=list)
    others_do: list[PlanStep] = field(default_factory=list)
    done: list[PlanStep] = field(default_factory=list)
    spanish: dict[int, str] = field(default_factory=dict)
    appointments: list[Appointment] = field(default_factory=list)


def my_plan_of(case: Case, *, reads: Collection[str], today: date, lang: str = "en") -> MyPlan:
    """What is still to do, soonest first, and what is done already; four statements, in Spanish one more."""
    steps = case.steps.readable_by(reads).exclude(state=PlanStep.State.NOT_NEEDED).order_by("due_on", "id")
    plan = MyPlan(goals=list(case.goals.filter(state=Goal.State.ACTIVE, confidentiality__in=reads)))
    plan.spanish = _in_spanish(steps) if lang == "es" else {}
    for step in steps:
        if step.state == PlanStep.State.DONE:
            plan.done.append(step)
        else:
            (plan.you_do if step.done_by == PlanStep.Owner.PERSON else plan.others_do).append(step)
    coming = case.appointments.filter(state=Appointment.State.PLANNED, starts_at__date__gte=today)
    plan.appointments = [a for a in coming.select_related("facility") if a.confidentiality in reads]
    return plan


def _in_spanish(steps: Iterable[PlanStep]) -> dict[int, str]:
    """The Spanish titles of steps as a template has them; what staff wrote, or wrote anew, stays as they wrote it."""
    known = set(TemplateStep.objects.filter(code__in={step.code for step in steps}).values_list("code", "title"))
    return {
        step.pk: STEPS_ES[step.code] for step in steps if step.code in STEPS_ES and (step.code, step.title) in known
    }
