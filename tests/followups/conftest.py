from datetime import timedelta

import pytest

from cases.models import Case
from demo.factories.cases import AppointmentFactory, CaseFactory, ContactPointFactory
from followups import actions
from followups.models import Cadence, CadencePoint
from reentry_portal import clock


@pytest.fixture
def released(db):
    """Someone who left today, with a cadence of one and three days."""
    Cadence.objects.update(is_active=False)
    cadence = Cadence.objects.create(name="In this test")
    for days in (1, 3):
        CadencePoint.objects.create(cadence=cadence, days_after=days, title=f"{days} days")
    case = CaseFactory(days=0)
    return actions.record_release(case=case, on=clock.today(), release_type="parole", by=case.coordinator)


@pytest.fixture
def agreed(db):
    """`agreed(kind="phone", language="es")` makes a contact whose person, out since yesterday, agreed to reminders."""

    def make(case: Case | None = None, *, language="en", **fields):
        case = case or CaseFactory(released=True)
        contact = ContactPointFactory(person=case.person, **fields)
        actions.agree(case=case, contact=contact, how="in_person", language=language, by=case.coordinator)
        contact.case = case
        return contact

    return make


@pytest.fixture
def texts(settings, tmp_path):
    """The texts that went out: (number, words)."""
    settings.TEXTS_FILE = tmp_path / "texts.log"

    def read():
        lines = settings.TEXTS_FILE.read_text().splitlines() if settings.TEXTS_FILE.exists() else []
        return [tuple(line.split("\t")[1:]) for line in lines]

    return read


@pytest.fixture
def appointment_at():
    """`appointment_at(case, moment, weeks_ago=3)` books one."""

    def make(case, moment, *, weeks_ago=0):
        return AppointmentFactory(case=case, starts_at=moment, made_at=clock.now() - timedelta(weeks=weeks_ago))

    return make
