"""What the intake and the newest assessments suggest for a plan. Suggested, never decided: each waits for a click."""

from collections.abc import Collection
from dataclasses import dataclass

from cases.models import AssessmentDomain, Case, IntakeAnswer, NeedArea, PlanTemplate
from cases.reference.intake import QUESTIONS


@dataclass(frozen=True)
class Suggestion:
    """A need in an area, or a list of steps, and why. `key` names it in a form."""

    key: str
    label: str
    why: str
    area: NeedArea | None = None
    template: PlanTemplate | None = None


def suggestions_for(case: Case, *, reads: Collection[str]) -> list[Suggestion]:
    """What is not in the plan yet, from what this reader may know; needs first."""
    has_areas = set(case.needs.values_list("area_id", flat=True))
    has_lists = set(case.steps.filter(template__isnull=False).values_list("template__name", flat=True))
    answers = case.intake.filter(confidentiality__in=reads).select_related("area")
    needs, lists = {}, {}
    for answer in answers:
        question = QUESTIONS.get(answer.question)
        if question is None or not answer.answer:
            continue
        why = f"{question.text} {answer.get_answer_display()}."
        if answer.area and answer.answer in (question.need, IntakeAnswer.Answer.UNSURE) and question.need:
            needs.setdefault(answer.area, why)
        if question.steps and answer.answer != IntakeAnswer.Answer.NO:
            lists.setdefault(question.steps, why)
    for domain in _newest_domains(case, reads):
        if domain.area:
            needs.setdefault(domain.area, f"{domain.assessment.get_tool_display()}: {domain}.")
    found = [
        Suggestion(f"need-{area.code}", area.name, why, area=area)
        for area, why in needs.items()
        if area.pk not in has_areas and area.confidentiality in reads and area.is_active
    ]
    templates = PlanTemplate.objects.filter(is_active=True, name__in=set(lists) - has_lists)
    found += [Suggestion(f"steps-{row.pk}", row.name, lists[row.name], template=row) for row in templates]
    return found


def _newest_domains(case: Case, reads: Collection[str]):
    """Domains of moderate or high need, of the newest assessment of each tool."""
    newest = case.assessments.order_by("tool", "-done_on", "-id").distinct("tool").values("pk")
    return (
        AssessmentDomain.objects.filter(assessment__in=newest, is_strength=False, confidentiality__in=reads)
        .exclude(level=AssessmentDomain.Level.LOW)
        .select_related("area", "assessment")
    )
