from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction

from cases.actions.cases import locked, must_be_open, record_event, touch
from cases.actions.needs import add_need
from cases.actions.plans import draw_plan
from cases.models import Assessment, AssessmentDomain, Case, IntakeAnswer, NeedArea, TimelineEvent
from cases.reference.assessments import domains_of
from cases.reference.intake import QUESTIONS
from cases.suggestions import Suggestion
from reentry_portal import clock
from reentry_portal.errors import ActionRefused


@transaction.atomic
def answer_intake(*, case: Case, answers: Mapping[str, tuple[str, str]], by) -> int:
    """Keep what the person answered: question → (answer, words). Returns how many answers are new or changed.

    A question that is not named keeps its answer; each answer has the class and category of its area.
    """
    case = locked(case)
    must_be_open(case)
    areas = {area.code: area for area in NeedArea.objects.all()}
    kept = {answer.question: answer for answer in case.intake.all()}
    changed = 0
    for code, (said, words) in answers.items():
        row, area = kept.get(code), areas.get(QUESTIONS[code].area)
        if (said, words) == ((row.answer, row.words) if row else ("", "")):
            continue
        if not said and not words:
            raise ActionRefused(f"An answer cannot be taken back; change it instead: {QUESTIONS[code].text}")
        changed += 1
        IntakeAnswer.objects.update_or_create(
            case=case,
            question=code,
            defaults={
                "answer": said,
                "words": words,
                "area": area,
                "confidentiality": area.confidentiality,
                "category": area.category,
                "asked_by": by,
                "asked_at": clock.now(),
            },
        )
    if changed:
        touch(case)
        title = f"Intake: {changed} answer{'s' if changed > 1 else ''}"
        record_event(case=case, kind=TimelineEvent.Kind.NEED, title=title, by=by)
    return changed


@transaction.atomic
def record_assessment(
    *,
    case: Case,
    tool: str,
    done_on: date,
    level: str,
    by,
    score: int | None = None,
    assessor: str = "",
    domains: Mapping[str, str] | None = None,
) -> Assessment:
    """Keep the result of an assessment as received; `domains` maps a domain's code to its level."""
    case = locked(case)
    must_be_open(case)
    if done_on > clock.today():
        raise ActionRefused("That day is still to come.")
    if tool.startswith("wrna") and case.person.sex == "M":
        raise ActionRefused("The WRNA is an assessment for women.")
    try:
        with transaction.atomic():
            row = Assessment.objects.create(
                case=case, tool=tool, done_on=done_on, level=level, score=score, assessor=assessor, recorded_by=by
            )
    except IntegrityError as error:
        raise ActionRefused("The result of that tool and day is on file already.") from error
    areas = {area.code: area for area in NeedArea.objects.all()}
    AssessmentDomain.objects.bulk_create(
        AssessmentDomain(
            assessment=row,
            code=code,
            name=name,
            level=domains[code],
            area=areas.get(area),
            confidentiality=confidentiality,
            is_strength=is_strength,
        )
        for code, name, area, confidentiality, is_strength in domains_of(tool)
        if (domains or {}).get(code)
    )
    touch(case)
    title = f"Assessment: {row.get_tool_display()}, {level}"
    record_event(case=case, kind=TimelineEvent.Kind.NEED, title=title, by=by)
    return row


@transaction.atomic
def take_suggestions(*, case: Case, suggestions: list[Suggestion], by) -> int:
    """Put what staff chose of the suggestions into the plan; returns how many."""
    for suggestion in suggestions:
        if suggestion.area is not None:
            add_need(case=case, area=suggestion.area, by=by, owner=by, standing=suggestion.why[:200])
        else:
            draw_plan(case=case, template=suggestion.template, by=by)
    return len(suggestions)
