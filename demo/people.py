"""About 400 invented people over the real facilities and counties, in every state a case can be in."""

from datetime import date, timedelta

from django.utils import timezone

from cases import actions
from cases.models import (
    Case,
    County,
    District,
    Facility,
    Need,
    NeedArea,
    Note,
    PlanStep,
    PlanTemplate,
    ReleaseDate,
    TimelineEvent,
)
from cases.tracks import track_of
from demo import names
from demo.factories.cases import CaseFactory, NeedFactory, NoteFactory, PersonFactory, ReleaseDateFactory
from reentry_portal import clock

# How many cases of each kind, about 400 in all.
PLAN = [("inside", 300), ("no_date", 12), ("released", 70), ("ended", 30)]
NOTES = (
    "Met in person. Wants work in welding and asked about evening classes.",
    "Talked about where to live. An aunt can store belongings until there is a lease.",
    "Went through the birth certificate order. Paid, expected in three weeks.",
    "Call with the family. A ride on the day of release is likely.",
    "Practiced interview questions. Good eye contact, wants another try next week.",
)
HEALTH_NOTE = "Asked for a follow-up appointment before release. The nurse has the details."
RECOVERY_NOTE = "Finished the treatment phase and asked for an outpatient place near home."
STANDING = {
    "housing": ("Transitional bed asked for", "Interview with the house"),
    "identification": ("Birth certificate ordered", "Pick up Social Security card"),
    "employment": ("Two job leads", "Hiring event"),
    "transportation": ("Family may drive", "Confirm the ride"),
    "health": ("Appointment asked for", "Date from the clinic"),
    "recovery": ("Outpatient intake needed", "Intake call"),
    "family": ("Visits every month", "Parenting plan"),
    "education": ("Two tests left for the HiSET", "Next test date"),
}


def populate(rng, *, coordinators, womens_staff) -> list[Case]:
    """Make people and their cases; `coordinators` maps a facility code to the users who work there."""
    prisons = {facility.code: facility for facility in Facility.objects.filter(is_active=True, kind="prison")}
    men = [facility for facility in prisons.values() if facility.sex != "F"]
    women = [facility for facility in prisons.values() if facility.sex == "F"]
    counties = list(County.objects.exclude(code="OTST"))
    busy = [county for county in counties if county.code in ("JACK", "STLC", "GREE", "STLO", "BOON", "BUCH", "JASP")]
    districts = list(District.objects.filter(is_active=True))
    areas = list(NeedArea.objects.filter(is_active=True))
    templates = list(PlanTemplate.objects.filter(is_active=True).prefetch_related("steps__area"))
    today = clock.today()
    cases, steps, events = [], [], []
    number = 0
    for kind, count in PLAN:
        for _ in range(count):
            number += 1
            sex = "F" if rng.random() < 0.22 else "M"
            facility = rng.choice(women if sex == "F" else men)
            # Every third person is at the demo coordinator's prison, so that there is work on My day.
            if sex == "M" and rng.random() < 0.3:
                facility = prisons["MCC"]
            case = make_case(
                rng,
                kind=kind,
                number=number,
                sex=sex,
                today=today,
                facility=facility,
                county=rng.choice(busy if rng.random() < 0.6 else counties),
                district=rng.choice(districts),
                coordinator=rng.choice(coordinators.get(facility.code) or womens_staff),
            )
            if kind != "no_date":
                drawn = actions.plan_of(case, templates)
                age_steps(rng, drawn, today)
                steps += drawn
                title = f"{len(drawn)} plan steps drawn"
                events.append(
                    TimelineEvent(case=case, kind=TimelineEvent.Kind.STEP, title=title, actor_label="Reentry Portal")
                )
            make_needs(rng, case, areas)
            make_notes(rng, case)
            cases.append(case)
    PlanStep.objects.bulk_create(steps, batch_size=5000)
    TimelineEvent.objects.bulk_create(events)
    return cases


def make_case(rng, *, kind, number, sex, today, facility, county, district, coordinator) -> Case:
    person = PersonFactory(
        doc_number=f"{9_100_000 + number * 37:08d}",
        last_name=names.surname(rng),
        first_name=rng.choice(names.WOMEN if sex == "F" else names.MEN),
        birth_date=date(rng.randint(1958, 2004), rng.randint(1, 12), rng.randint(1, 28)),
        sex=sex,
        race=rng.choice("BWWWAIU"),
        ethnicity=rng.choice("NNNNH"),
        language="Spanish" if rng.random() < 0.05 else "English",
    )
    common = {
        "person": person,
        "facility": facility,
        "county": county,
        "district": district,
        "coordinator": coordinator,
        "housing_unit": f"HU-{rng.randint(1, 9)}",
        "opened_at": clock.now() - timedelta(days=rng.randint(20, 200)),
    }
    if kind == "inside":
        days = rng.choice([rng.randint(0, 14), rng.randint(3, 60), rng.randint(20, 180), rng.randint(60, 365)])
        release = today + timedelta(days=days)
        state = "ready" if days < 20 and rng.random() < 0.6 else "intake" if rng.random() < 0.15 else "planning"
        case = CaseFactory(**common, state=state, release_date=release)
        case.track = track_of(case)
        case.release_date_why = "Conditional release is the earliest of 2 dates received."
        case.release_date_since = timezone.localdate(case.opened_at)
        case.save(update_fields=["track", "release_date_why", "release_date_since"])
        ReleaseDateFactory(case=case, date=release)
        ReleaseDateFactory(
            case=case, kind=ReleaseDate.Kind.MAXIMUM, date=release + timedelta(days=rng.randint(200, 900))
        )
    elif kind == "no_date":
        reason = rng.choice([Case.NoDate.LIFE, Case.NoDate.INDETERMINATE, Case.NoDate.NONE])
        case = CaseFactory(
            **common,
            state="intake",
            release_date=None,
            release_date_kind="",
            release_date_source="",
            no_date_reason=reason,
        )
    else:
        ago = rng.randint(0, 20) if rng.random() < 0.4 else rng.randint(3, 200)
        left = today - timedelta(days=ago)
        ending = rng.choice(["closed", "closed", "returned", "transferred", "deceased"])
        case = CaseFactory(
            **common,
            state="released" if kind == "released" else ending,
            release_date=left,
            released_on=left,
            release_type=rng.choice(["parole", "parole", "conditional", "discharge", "probation"]),
            ended_on=None if kind == "released" else today - timedelta(days=rng.randint(0, ago)),
            end_reason="" if kind == "released" else "Goals met" if ending == "closed" else "From the nightly extract",
        )
        ReleaseDateFactory(case=case, date=left)
    return case


def age_steps(rng, steps, today) -> None:
    """Finish most of what was due by now, as months of work would have; some of the rest is overdue."""
    for step in steps:
        if step.state != PlanStep.State.OPEN:
            continue
        if step.due_on is not None and step.due_on <= today + timedelta(days=10) and rng.random() < 0.88:
            step.state = PlanStep.State.DONE
            step.done_on = min(step.due_on, today)
            step.evidence = rng.choice(["", "On file", "Seen the paper"])
        elif step.due_on == today and rng.random() < 0.4:
            step.due_on -= timedelta(days=rng.randint(1, 12))
        elif rng.random() < 0.03:
            step.state, step.reason = PlanStep.State.BLOCKED, "Waiting for the office to answer"
        elif rng.random() < 0.02:
            step.state, step.reason = PlanStep.State.NOT_NEEDED, "Has it already"


def make_needs(rng, case, areas) -> None:
    for area in rng.sample(areas, rng.randint(2, min(6, len(areas)))):
        state = rng.choice(["identified", "identified", "in_progress", "in_progress", "met", "declined", "deferred"])
        standing, following = STANDING.get(area.code, ("Talked about it", "Look for a service"))
        blocked = state == "in_progress" and rng.random() < 0.1
        reason = {"declined": "Does not want help with this", "deferred": "After the first month home"}.get(state, "")
        NeedFactory(
            case=case,
            area=area,
            state=state,
            standing=standing if state != "identified" else "",
            next_action=following if state in Need.OPEN else "",
            is_blocked=blocked,
            reason="No answer from the office" if blocked else reason,
            owner=case.coordinator,
        )


def make_notes(rng, case) -> None:
    texts = [(text, "general") for text in rng.sample(NOTES, rng.randint(0, 2))]
    if rng.random() < 0.15:
        texts.append((HEALTH_NOTE, "health"))
    if rng.random() < 0.15:
        texts.append((RECOVERY_NOTE, "substance_use"))
    for text, confidentiality in texts:
        NoteFactory(
            case=case,
            text=text,
            confidentiality=confidentiality,
            author=case.coordinator,
            kind=rng.choice(Note.Kind.values),
            happened_on=clock.today() - timedelta(days=rng.randint(1, 60)),
        )
