"""A plan in plain words, as the person reads it: what they want, what they do, what others do, what comes next."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from cases.models import Appointment, Case, Goal, PlanStep


@dataclass
class MyPlan:
    goals: list[Goal] = field(default_factory=list)
    you_do: list[PlanStep] = field(default_factory=list)
    others_do: list[PlanStep] = field(default_factory=list)
    done: list[PlanStep] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)


def my_plan_of(case: Case, *, reads: Collection[str], today: date) -> MyPlan:
    """What is still to do, soonest first, and what is done already; four statements."""
    steps = (
        case.steps.exclude(state=PlanStep.State.NOT_NEEDED)
        .filter(Q(area=None) | Q(area__confidentiality__in=reads))
        .order_by("due_on", "id")
    )
    plan = MyPlan(goals=list(case.goals.filter(state=Goal.State.ACTIVE, confidentiality__in=reads)))
    for step in steps:
        if step.state == PlanStep.State.DONE:
            plan.done.append(step)
        else:
            (plan.you_do if step.done_by == PlanStep.Owner.PERSON else plan.others_do).append(step)
    coming = case.appointments.filter(state=Appointment.State.PLANNED, starts_at__date__gte=today)
    plan.appointments = [a for a in coming.select_related("facility") if a.confidentiality in reads]
    return plan
