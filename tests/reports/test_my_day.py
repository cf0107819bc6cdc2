"""My day says what is still missing for release day, and never that something is there when nobody looked."""

import pytest

from cases.models import Case, NeedArea, PlanStep
from demo.factories.cases import CaseFactory, NeedFactory, PlanStepFactory
from reentry_portal import clock
from reports.my_day import leaving_soon

pytestmark = pytest.mark.django_db


def missing(case) -> set[str]:
    (shown,) = leaving_soon(Case.objects.filter(pk=case.pk), today=clock.today())
    return {mark["label"] for mark in shown.marks if mark["open"]}


def test_where_nothing_was_recorded_everything_is_missing():
    assert missing(CaseFactory(days=3)) == {"ID", "Home plan", "Ride", "Health", "Work"}


def test_an_unfinished_step_or_need_is_missing_and_a_finished_one_is_there():
    case = CaseFactory(days=3)
    areas = {area.code: area for area in NeedArea.objects.all()}
    done = {"state": PlanStep.State.DONE, "done_on": clock.today()}
    PlanStepFactory(case=case, area=areas["identification"], **done)
    PlanStepFactory(case=case, area=areas["transportation"], **done)
    PlanStepFactory(case=case, area=areas["transportation"])
    NeedFactory(case=case, area=areas["housing"], state="met")
    NeedFactory(case=case, area=areas["employment"])
    assert missing(case) == {"Ride", "Health", "Work"}
