from datetime import time, timedelta

import factory

from accounts.models import User
from cases.models import Appointment, Case, Category
from demo.factories.cases import AppointmentFactory, ContactPointFactory
from followups import actions, schedule
from followups.models import (
    Agreement,
    Attempt,
    Cadence,
    FollowUp,
    MailChoice,
    MeasuredNeed,
    Measurement,
    Oversight,
)
from followups.oversight import Overseers
from reentry_portal import clock


class CadenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cadence

    name = factory.Sequence(lambda n: f"Example cadence {n}")


def populate(rng, cases, staff) -> None:
    """Follow-ups of everyone who was released: most of what is past is done, some waits, some went up."""
    supervisor = User.objects.get(email="supervisor@demo.test")
    Oversight.objects.create(user=supervisor)
    MailChoice.objects.create(user=supervisor, way=MailChoice.Way.DAILY, hour=7)
    released = [case for case in cases if case.released_on is not None]
    overseers = Overseers()
    for case in released:
        actions.lay_out(case, risk=rng.choice(["low", "moderate", "moderate", "high"]), overseers=overseers)
    _age(rng, released, overseers)
    _reach(rng, [case for case in released if case.state == Case.State.RELEASED])
    actions.cancel_for_ended_cases()


def _age(rng, cases, overseers) -> None:
    today, done = clock.today(), []
    rows = FollowUp.objects.filter(case__in=cases, due_on__lt=today).select_related("case", "owner", "point__cadence")
    for row in rows:
        row.state, row.stage, row.look_on = FollowUp.State.DUE, 1, row.due_on + timedelta(days=1)
        open_still = 0.3 if today - row.due_on <= timedelta(days=14) else 0.01
        if row.case.state != Case.State.RELEASED or rng.random() >= open_still:
            row.state, row.look_on = FollowUp.State.DONE, None
            row.outcome = rng.choice(["reached", "reached", "reached", "needs_help"])
            done_on = min(row.due_on + timedelta(days=rng.choice([0, 0, 0, 1, 2, 4])), today)
            row.done_at, row.done_by = min(schedule.at(done_on, time(9)), clock.now()), row.owner
            done.append(row)
        elif (late := (today - row.due_on).days) >= row.point.cadence.supervisor_after:
            row.state, row.escalated_to = FollowUp.State.ESCALATED, overseers.of(row.case)
            row.stage = 3 + (late >= row.point.cadence.head_after)
            row.look_on = None if row.stage > 3 else row.due_on + timedelta(days=row.point.cadence.head_after)
    fields = ["state", "stage", "look_on", "outcome", "done_at", "done_by", "escalated_to"]
    FollowUp.objects.bulk_update(rows, fields, batch_size=500)
    _measure(rng, [row for row in done if row.point.form == "measurement"])
    Attempt.objects.bulk_create(
        Attempt(
            follow_up=row,
            at=clock.now() - timedelta(days=1),
            way=rng.choice(["phone", "text"]),
            result=rng.choice(["no_answer", "left_word"]),
            by=row.owner,
        )
        for row in rows
        if row.is_waiting and rng.random() < 0.5
    )


def _measure(rng, rows) -> None:
    measured = []
    for row in rows:
        works = rng.random() < 0.6
        measured.append(
            Measurement(
                follow_up=row,
                housing=rng.choice(["422", "422", "410", "329", "312", "P2", "101"]),
                housing_source="person",
                work="working" if works else "looking",
                work_source="employer" if works else "person",
                hours=rng.choice([24, 32, 40]) if works else None,
                wage=rng.choice([15, 16.5, 18, 21]) if works else None,
                identification=rng.choice(["yes", "yes", "no"]),
                identification_source="person",
                supervision=rng.choice(["good", "good", "trouble"]),
                supervision_source="officer",
                well_being=rng.choice(["5", "4", "4", "3", "2"]),
                well_being_source="person",
            )
        )
    Measurement.objects.bulk_create(measured)
    MeasuredNeed.objects.bulk_create(
        MeasuredNeed(measurement=row, need=need, standing=rng.choice(["served", "served", "waiting"]), source="partner")
        for row in measured
        for need in row.follow_up.case.needs.exclude(state="met")[:2]
    )


def _reach(rng, cases) -> None:
    """Numbers, agreements, and appointments that reminders go out for."""
    agreements = []
    for number, case in enumerate(cases):
        contact = ContactPointFactory(person=case.person, value=f"573-555-{number:04d}")
        if rng.random() < 0.7:
            language = "es" if case.person.language == "Spanish" else "en"
            agreements.append(
                Agreement(
                    person_id=case.person_id,
                    contact=contact,
                    how="in_person",
                    language=language,
                    recorded_by=case.coordinator,
                )
            )
        if rng.random() < 0.4:
            AppointmentFactory(
                case=case,
                what=rng.choice(["Intake", "Meeting with the caseworker", "First visit"]),
                category=rng.choice([Category.HOUSING, Category.EMPLOYMENT, Category.BENEFITS]),
                way=Appointment.Way.OFFICE,
                starts_at=schedule.at(clock.today() + timedelta(days=rng.randint(1, 12)), time(rng.randint(9, 15))),
                made_at=clock.now() - timedelta(days=21),
            )
    Agreement.objects.bulk_create(agreements)
