"""What staff wrote down about the invented people: papers, benefits, homes, goals, assessments, people around."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from cases import actions
from cases.models import (
    Assessment,
    AssessmentDomain,
    Benefit,
    Case,
    Category,
    Condition,
    Goal,
    HomePlan,
    IntakeAnswer,
    NeedArea,
    Paper,
    PersonAround,
    ReleaseDate,
    Supervision,
)
from cases.reference.assessments import LEVELS, domains_of, family_of
from cases.reference.intake import QUESTIONS
from demo import names
from reentry_portal import clock

PAPERS = ("birth_certificate", "social_security", "state_id")
WORDS = {
    "employment": ("A job where I work with my hands.", "Weld again, and keep the job this time."),
    "family": ("See my children every week.", "Sit at my mother's table on Sundays."),
    "housing": ("A room with a door that locks.", "My own place before winter."),
    "education": ("Finish my HiSET.", "Take the electrician course."),
    "money": ("A bank account and no new debts.",),
}
STREETS = ("Example Street", "Sample Avenue", "Invented Lane", "Model Drive")
SCAN = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


def populate(rng, cases, *, shown_to) -> None:
    """Write records on every case that is open; `shown_to` is the coordinator whose people show the rarer things."""
    areas = {area.code: area for area in NeedArea.objects.all()}
    inside = [case for case in cases if case.is_inside]
    Paper.objects.bulk_create(paper for case in cases if case.is_open for paper in papers_of(rng, case))
    Benefit.objects.bulk_create(benefit for case in cases if case.is_open for benefit in benefits_of(rng, case))
    HomePlan.objects.bulk_create(home for case in inside for home in homes_of(rng, case))
    Goal.objects.bulk_create(goal for case in inside for goal in goals_of(rng, case, areas))
    PersonAround.objects.bulk_create(row for case in inside for row in people_around(rng, case))
    Supervision.objects.bulk_create(supervision_of(rng, case) for case in inside if rng.random() < 0.5)
    Condition.objects.bulk_create(
        Condition(case=case, code="curfew", words="At home from 9 p.m. to 6 a.m.", source="Parole board")
        for case in inside
        if rng.random() < 0.2
    )
    assess(rng, inside, areas)
    ask(rng, inside, areas)
    own = [case for case in inside if case.coordinator_id == shown_to.pk and case.release_date]
    move_some_dates(rng, own)
    for case in own[:4]:
        upload = SimpleUploadedFile("birth-certificate.pdf", SCAN + str(case.pk).encode() + b"\n%%EOF")
        actions.add_document(case=case, upload=upload, title="Birth certificate", category="basics", by=shown_to)
        actions.sign_plan(case=case, signed_by_person=True, by=shown_to)
        actions.add_step(case=case, title="Bus pass for the first month", due_on=clock.today(), by=shown_to)


def papers_of(rng, case) -> list[Paper]:
    """The sooner someone leaves, the more is in hand."""
    days = (case.release_date - clock.today()).days if case.is_inside and case.release_date else 0
    states = ["needed", "requested", "requested", "held"] if days > 60 else ["requested", "held", "verified"]
    rows = []
    for kind in PAPERS:
        state = "handed_over" if not case.is_inside and rng.random() < 0.8 else rng.choice(states)
        since = min(case.released_on or clock.today(), clock.today() - timedelta(days=rng.randint(0, 60)))
        rows.append(
            Paper(
                case=case,
                kind=kind,
                state=state,
                since=since,
                requested_on=since if state == "requested" else None,
                tracking=f"MO-{rng.randint(1000, 9999)}" if state == "requested" else "",
                handed_over_on=since if state == "handed_over" else None,
                category=Category.BASICS,
                confidentiality="general",
            )
        )
    return rows


def benefits_of(rng, case) -> list[Benefit]:
    rows = []
    for kind in ("healthnet", "snap"):
        state = rng.choice(["to_apply", "applied", "suspended"] if case.is_inside else ["active", "applied"])
        since = clock.today() - timedelta(days=rng.randint(0, 40))
        rows.append(
            Benefit(case=case, kind=kind, state=state, since=since, active_on=since if state == "active" else None)
        )
    return rows


def homes_of(rng, case) -> list[HomePlan]:
    rows = []
    for rank in ("first", "backup")[: rng.randint(0, 2)]:
        state = rng.choice(["draft", "submitted", "investigation", "approved"])
        rows.append(
            HomePlan(
                case=case,
                rank=rank,
                kind=rng.choice(["family", "family", "transitional", "recovery", "shelter"]),
                address=f"{rng.randint(10, 2400)} {rng.choice(STREETS)}",
                county=case.county,
                host=f"{rng.choice(names.WOMEN)} {names.surname(rng)}",
                host_phone=f"573555{rng.randint(100, 199):04d}",
                state=state,
                conflict_checked_on=clock.today() if state != "draft" else None,
            )
        )
    return rows


def goals_of(rng, case, areas) -> list[Goal]:
    codes = rng.sample(sorted(WORDS), rng.randint(0, 2))
    return [Goal(case=case, area=areas[code], words=rng.choice(WORDS[code])) for code in codes]


def people_around(rng, case) -> list[PersonAround]:
    rows = []
    for relation in rng.sample(["mother", "sister", "brother", "aunt", "sponsor"], rng.randint(0, 2)):
        rows.append(
            PersonAround(
                case=case,
                kind="support" if relation == "sponsor" else "family",
                name=f"{rng.choice(names.WOMEN)} {names.surname(rng)}",
                relation=relation,
                phone=f"573555{rng.randint(100, 199):04d}",
                may_be_told=rng.random() < 0.6,
                added_by=case.coordinator,
            )
        )
    return rows


def supervision_of(rng, case) -> Supervision:
    return Supervision(
        case=case,
        officer=f"{rng.choice(names.WOMEN + names.MEN)} {names.surname(rng)}",
        phone=f"573555{rng.randint(100, 199):04d}",
        report_place=f"{rng.randint(10, 2400)} {rng.choice(STREETS)}",
        directions="Bus 4 to the courthouse, then two blocks north.",
    )


def assess(rng, cases, areas) -> None:
    """About six in ten have a result on file, as in the department's own records."""
    made = []
    for case in cases:
        if rng.random() < 0.6:
            tool = "wrna_release" if case.person.sex == "F" and rng.random() < 0.5 else "oras_srt"
            made.append(
                Assessment(
                    case=case,
                    tool=tool,
                    done_on=clock.today() - timedelta(days=rng.randint(5, 300)),
                    level=rng.choice(LEVELS[family_of(tool)]),
                    recorded_by=case.coordinator,
                )
            )
    Assessment.objects.bulk_create(made)
    AssessmentDomain.objects.bulk_create(
        AssessmentDomain(
            assessment=row,
            code=code,
            name=name,
            level=rng.choice(AssessmentDomain.Level.values),
            is_strength=is_strength,
            area=areas.get(area),
            confidentiality=confidentiality,
        )
        for row in made
        for code, name, area, confidentiality, is_strength in domains_of(row.tool)[:10]
    )


def ask(rng, cases, areas) -> None:
    rows = []
    for case in cases:
        for code in rng.sample(sorted(QUESTIONS), rng.choice([0, 0, 6])):
            question, area = QUESTIONS[code], areas[QUESTIONS[code].area]
            rows.append(
                IntakeAnswer(
                    case=case,
                    question=code,
                    answer="" if question.asks == "words" else rng.choice(IntakeAnswer.Answer.values),
                    words="My sister, and keeping busy." if question.asks == "words" else "",
                    area=area,
                    confidentiality=area.confidentiality,
                    category=area.category,
                    asked_by=case.coordinator,
                )
            )
    IntakeAnswer.objects.bulk_create(rows)


def move_some_dates(rng, cases: list[Case]) -> None:
    """Last night's extract moved some dates: the digest has something to tell, short notice included."""
    for case in cases[-6:]:
        days = rng.choice([12, 20, 120])
        actions.receive_release_dates(
            case=case,
            source=ReleaseDate.Source.EXTRACT,
            dates={ReleaseDate.Kind.CONDITIONAL: (clock.today() + timedelta(days=days), "")},
        )
