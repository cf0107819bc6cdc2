"""A plan as it was signed, and what changed between two signed plans."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from cases.models import Case, Goal, PlanStep, PlanVersion


def snapshot(case: Case) -> list[dict]:
    """Goals and steps of the plan as plain values; what is not needed is left out."""
    goals = case.goals.exclude(state=Goal.State.DROPPED).select_related("area")
    steps = case.steps.exclude(state=PlanStep.State.NOT_NEEDED).select_related("area", "goal")
    return [
        {
            "key": f"goal-{goal.pk}",
            "what": "goal",
            "title": goal.words,
            "area": goal.area.name,
            "state": goal.get_state_display(),
            "due": None,
            "who": "The person",
            "confidentiality": goal.confidentiality,
        }
        for goal in goals
    ] + [
        {
            "key": f"step-{step.pk}",
            "what": "step",
            "title": step.title,
            "area": step.area.name if step.area else "",
            "state": step.get_state_display(),
            "due": step.due_on and step.due_on.isoformat(),
            "who": step.get_done_by_display(),
            "confidentiality": step.area.confidentiality if step.area else "general",
        }
        for step in steps
    ]


def readable(version: PlanVersion, reads: Collection[str]) -> list[dict]:
    """The lines of a version that this reader may know, with days as days."""
    return _lines(version.steps, reads)


def readable_now(case: Case, reads: Collection[str]) -> list[dict]:
    """The plan as it is now, in the form of a version."""
    return _lines(snapshot(case), reads)


def _lines(steps: list[dict], reads: Collection[str]) -> list[dict]:
    return [
        {**line, "due": date.fromisoformat(line["due"]) if line["due"] else None}
        for line in steps
        if line["confidentiality"] in reads
    ]


@dataclass(frozen=True)
class Change:
    line: dict
    how: str  # new, gone, changed
    before: dict | None = None


def compare(old: list[dict], new: list[dict]) -> list[Change]:
    """What is new, gone or changed from one version to another; what stayed the same is left out."""
    before, after = ({line["key"]: line for line in lines} for lines in (old, new))
    changes = [Change(line, "new") for key, line in after.items() if key not in before]
    changes += [Change(line, "gone") for key, line in before.items() if key not in after]
    changes += [
        Change(line, "changed", before[key]) for key, line in after.items() if key in before and before[key] != line
    ]
    return changes
