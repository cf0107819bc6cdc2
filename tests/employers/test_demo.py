import random

import pytest

from cases.models import County
from demo.factories.cases import CaseFactory
from demo.factories.employers import populate
from employers.models import Application, Employer, HiringEvent, Interview, Opening, Placement, RetentionCheck


@pytest.mark.django_db
def test_the_demo_shows_every_state(staff):
    counties = list(County.objects.filter(code__in=["BOON", "JACK", "GREE", "STLC"]))
    cases = [CaseFactory(county=counties[n % 4], days=20 + n) for n in range(90)]
    cases += [CaseFactory(county=counties[n % 4], released=True, days=-200 + 5 * n) for n in range(40)]
    populate(random.Random(7), cases, [staff("coordinator"), staff("employment"), staff("supervisor")])
    assert Employer.objects.count() >= 300
    assert Employer.objects.values("industry").distinct().count() >= 18
    assert Employer.objects.values("county").distinct().count() >= 35
    assert set(Employer.objects.values_list("status", flat=True)) == set(Employer.Status.values)
    assert set(Opening.objects.values_list("state", flat=True)) >= {"open", "closed"}
    assert set(Application.objects.values_list("state", flat=True)) == set(Application.State.values)
    assert set(Placement.objects.values_list("state", flat=True)) == set(Placement.State.values)
    assert set(HiringEvent.objects.values_list("state", flat=True)) >= {"planned", "held"}
    assert set(Interview.objects.values_list("kind", flat=True)) == set(Interview.Kind.values)
    assert Application.objects.in_date_review().exists()
    assert RetentionCheck.objects.filter(still_working=True).exists()
