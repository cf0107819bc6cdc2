"""A person with a housing need, a partner with a service for it, and the release that joins them."""

import pytest

from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory, NeedAreaFactory, NeedFactory
from demo.factories.partners import ServiceFactory, send, sign_for


@pytest.fixture
def partner(db):
    return UserFactory(role="partner")


@pytest.fixture
def service(partner):
    return ServiceFactory(organization=partner.organization, areas=[NeedAreaFactory()])


@pytest.fixture
def need(db):
    return NeedFactory(case=CaseFactory(person__first_name="Marcus", person__last_name="Thornmere"))


@pytest.fixture
def coordinator(need):
    return need.case.coordinator


@pytest.fixture
def signed(need, service, coordinator):
    return sign_for(need, [service.organization], coordinator)


@pytest.fixture
def referral(need, service, coordinator, signed):
    return send(need, [service], coordinator, reason="Needs a bed with a ramp")


@pytest.fixture
def for_area():
    """`for_area("recovery", organization)` makes a need in that area and a service of the organization for it."""

    def make(code, organization, **case):
        need = NeedFactory(case=CaseFactory(**case), area=NeedAreaFactory(code=code))
        return need, ServiceFactory(organization=organization, areas=[need.area])

    return make
