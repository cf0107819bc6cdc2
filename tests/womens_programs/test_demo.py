import random

import pytest

from cases.models import Facility
from demo.factories.cases import WomansCaseFactory
from demo.factories.womens_programs import populate
from womens_programs.models import Area, Cohort, Enrollment


@pytest.mark.django_db
def test_the_demo_shows_every_area_place_and_state(staff):
    places = {code: Facility.objects.get(code=code) for code in ("CCC", "WERDCC")}
    cases = [WomansCaseFactory(facility=facility, days=40 + 20 * n) for facility in places.values() for n in range(15)]
    cases += [WomansCaseFactory(released=True) for _ in range(8)]
    populate(random.Random(7), cases, [staff("coordinator"), staff("womens")])
    assert set(Enrollment.objects.values_list("state", flat=True)) == set(Enrollment.State.values)
    covered = set(Cohort.objects.values_list("program__area", "facility__code"))
    assert covered == {(area, code) for area in Area.values for code in ("CCC", "WERDCC", "D26CSC")}
    full = Cohort.objects.with_places_taken().filter(free=0).values_list("program", "facility")
    lines = set(Enrollment.objects.waitlisted().values_list("program", "facility"))
    assert lines & set(full)
