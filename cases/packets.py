"""The release packet of one person, as plain values in their language: what the page, the paper and the PDF show."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.dateformat import format as format_date

from cases.models import Appointment, Benefit, Case, HomePlan, Paper, PersonAround, PlanStep, Supervision
from cases.my_plan import MyPlan, my_plan_of
from cases.reference import packet_words as reference
from reentry_portal.templatetags.portal import phone

LANGUAGES = {"en": "English", "es": "Español"}
WITHOUT_WORD = (Benefit.State.NOT_SCREENED, Benefit.State.NOT_ELIGIBLE, Benefit.State.DECLINED)


@dataclass
class Packet:
    """What stands in it. `words` are its headings; days and hours are written out already."""

    lang: str
    words: dict[str, str]
    name: str
    doc_number: str
    day: str = ""
    home: str = ""
    report: list[str] = field(default_factory=list)
    directions: str = ""
    conditions: list[str] = field(default_factory=list)
    appointments: list[str] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    i_do: list[str] = field(default_factory=list)
    others_do: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    papers: list[tuple[str, bool]] = field(default_factory=list)
    benefits: list[tuple[str, str]] = field(default_factory=list)
    contacts: list[tuple[str, str]] = field(default_factory=list)
    help: list[tuple[str, str]] = field(default_factory=list)
    carry: list[str] = field(default_factory=list)


def language_of(case: Case) -> str:
    """The packet's language when nobody chose one."""
    return "es" if case.person.language.lower() in ("spanish", "español") else "en"


def packet_of(case: Case, *, reads: Collection[str], today: date, lang: str = "") -> Packet:
    """Gather a case's packet. What whoever prints it may not read is not in it; no-contact orders never are."""
    lang = lang if lang in LANGUAGES else language_of(case)
    words = reference.WORDS[lang]
    plan = my_plan_of(case, reads=reads, today=today, lang=lang)
    supervision = Supervision.objects.filter(case=case).first()
    home = case.home_plans.filter(state=HomePlan.State.APPROVED).first()
    around = case.people_around.filter(
        ended_on=None, kind__in=(PersonAround.Kind.FAMILY, PersonAround.Kind.SUPPORT, PersonAround.Kind.EMERGENCY)
    ).exclude(phone="")
    return Packet(
        lang=lang,
        words=words,
        name=case.person.full_name,
        doc_number=case.person.short_doc_number,
        day=day_in_words(case.released_on or case.release_date, lang),
        home=home.address if home else "",
        report=_report(supervision, lang, words),
        directions=supervision.directions if supervision else "",
        conditions=_conditions(case, reads, today),
        appointments=[_appointment(row, lang, words) for row in plan.appointments],
        goals=[goal.words for goal in plan.goals],
        i_do=[_step(step, plan, lang, words) for step in plan.you_do],
        others_do=[_step(step, plan, lang, words, who=True) for step in plan.others_do],
        done=[plan.spanish.get(step.pk, step.title) for step in plan.done],
        papers=_papers(case, reads, lang),
        benefits=_benefits(case, lang),
        contacts=[
            *_manager(case, words),
            *((f"{row.name}{f', {row.relation}' if row.relation else ''}", phone(row.phone)) for row in around),
        ],
        help=reference.HELP[lang],
        carry=reference.CARRY[lang],
    )


def day_in_words(day: date | None, lang: str) -> str:
    """Saturday, December 5, 2026; sábado, 5 de diciembre de 2026."""
    if day is None:
        return ""
    if lang == "es":
        weekday, month = reference.DAYS_ES[day.weekday()], reference.MONTHS_ES[day.month - 1]
        return f"{weekday}, {day.day} de {month} de {day.year}"
    return format_date(day, "l, F j, Y")


def moment_in_words(moment: datetime, lang: str) -> str:
    local = timezone.localtime(moment)
    return f"{day_in_words(local.date(), lang)}, {format_date(local, 'g:i a')}"


def _report(row: Supervision | None, lang: str, words: dict) -> list[str]:
    if row is None:
        return []
    lines = [moment_in_words(row.report_at, lang)] if row.report_at else []
    lines += [row.report_place] if row.report_place else []
    return lines + ([f"{words['officer']}: {row.officer} {phone(row.phone)}".strip()] if row.officer else [])


def _conditions(case: Case, reads: Collection[str], today: date) -> list[str]:
    rows = case.conditions.filter(confidentiality__in=reads).filter(Q(ends_on=None) | Q(ends_on__gte=today))
    return [row.words for row in rows]


def _appointment(row: Appointment, lang: str, words: dict) -> str:
    parts = [moment_in_words(row.starts_at, lang), row.what, row.place]
    parts += [f"{words['with']} {row.with_whom}"] if row.with_whom else []
    return ". ".join(filter(None, parts))


def _step(step: PlanStep, plan: MyPlan, lang: str, words: dict, who: bool = False) -> str:
    text = plan.spanish.get(step.pk, step.title)
    if who:
        text += f" ({reference.WHO_ES[step.done_by] if lang == 'es' else step.get_done_by_display()})"
    return f"{text}, {words['by']} {step.due_on:%m/%d/%Y}" if step.due_on else text


def _papers(case: Case, reads: Collection[str], lang: str) -> list[tuple[str, bool]]:
    rows = case.papers.filter(confidentiality__in=reads).exclude(state=Paper.State.NOT_NEEDED)
    order = Paper.Kind.values
    return [
        (reference.PAPERS_ES[row.kind] if lang == "es" else row.get_kind_display(), row.in_hand)
        for row in sorted(rows, key=lambda row: order.index(row.kind))
    ]


def _benefits(case: Case, lang: str) -> list[tuple[str, str]]:
    rows = case.benefits.exclude(state__in=WITHOUT_WORD)
    return [
        (row.get_kind_display(), reference.BENEFIT_STATES_ES[row.state] if lang == "es" else row.get_state_display())
        for row in rows
    ]


def _manager(case: Case, words: dict) -> list[tuple[str, str]]:
    if case.coordinator is None:
        return []
    return [(f"{words['manager']}: {case.coordinator.get_full_name()}", "")]
