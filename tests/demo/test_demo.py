"""The demo loads into an empty database, with its fixed sign-ins."""

import pytest
from django.core.management import call_command

from accounts.models import User
from cases.models import Case, Person
from demo.sign_ins import SIGN_INS
from employers.models import Employer
from partners.models import Referral


@pytest.mark.django_db
def test_the_demo_has_people_in_every_state_and_loads_once():
    call_command("load_demo")
    assert {sign_in.email for sign_in in SIGN_INS} <= set(User.objects.values_list("email", flat=True))
    assert Person.objects.count() > 400
    assert set(Case.objects.values_list("state", flat=True)) == set(Case.State.values)
    assert Employer.objects.count() >= 300
    assert len(set(Referral.objects.values_list("state", flat=True))) >= 7
    people = Person.objects.count()
    call_command("load_demo")
    assert Person.objects.count() == people
