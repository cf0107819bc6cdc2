"""What each role sees of a person, and what stays on the trail."""

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from cases import actions
from cases.models import Need
from cases.seen import SomeoneElseFirst, version_of
from demo.factories.accounts import UserFactory
from demo.factories.cases import (
    CaseFactory,
    NeedAreaFactory,
    NeedFactory,
    NoteFactory,
    PostingFactory,
    WomansCaseFactory,
)
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db
PAGES = ["cases:case", "cases:plan", "cases:notes", "cases:release-dates", "cases:facts", "followups:case-follow-up"]


@pytest.fixture
def coordinator():
    return UserFactory()


@pytest.mark.parametrize("page", PAGES)
def test_a_coordinator_opens_own_people_and_no_one_elses(page, sign_in, coordinator):
    own, other = CaseFactory(coordinator=coordinator), CaseFactory(facility__code="TCC")
    client = sign_in(coordinator)
    assert client.get(reverse(page, args=[own.pk])).status_code == 200
    assert client.get(reverse(page, args=[other.pk])).status_code == 404


def test_a_posting_opens_the_people_of_that_facility(sign_in, coordinator):
    case = CaseFactory()
    PostingFactory(user=coordinator, facility=case.facility)
    assert sign_in(coordinator).get(reverse("cases:case", args=[case.pk])).status_code == 200


def test_the_womens_role_sees_women(sign_in, staff):
    client = sign_in(staff("womens"))
    assert client.get(reverse("cases:case", args=[WomansCaseFactory().pk])).status_code == 200
    assert client.get(reverse("cases:case", args=[CaseFactory().pk])).status_code == 404


def test_the_employment_role_never_reads_health_or_recovery(sign_in, staff):
    case = CaseFactory()
    health = NeedAreaFactory(code="health")
    NeedFactory(case=case, area=health, confidentiality="health", standing="markerhealth")
    NoteFactory(case=case, text="markernote", confidentiality="substance_use")
    actions.write_note(
        case=case,
        by=staff(),
        kind="call",
        happened_on=clock.today(),
        text="markertimeline",
        confidentiality="health",
    )
    client = sign_in(staff("employment"))
    for page in PAGES:
        content = client.get(reverse(page, args=[case.pk])).content.decode()
        assert "marker" not in content, page
    assert "Not shared with you" in client.get(reverse("cases:notes", args=[case.pk])).content.decode()


def test_each_look_and_each_search_is_on_the_trail(sign_in, coordinator):
    case = CaseFactory(coordinator=coordinator, person__last_name="Ashworth")
    client = sign_in(coordinator)
    client.get(reverse("cases:case", args=[case.pk]))
    client.get(reverse("reports:search"), {"q": "ashworth"})
    trail = AuditEvent.objects.filter(people__contains=[case.person_id], actor_id=coordinator.pk)
    assert {"viewed", "searched"} <= set(trail.values_list("action", flat=True))
    assert "ashworth" not in str(list(trail.filter(action="searched").values_list("detail", flat=True))).lower()


def test_a_refused_look_is_on_the_trail(sign_in, coordinator):
    sign_in(coordinator).get(reverse("cases:case", args=[CaseFactory(facility__code="TCC").pk]))
    assert AuditEvent.objects.filter(action="refused", actor_id=coordinator.pk).exists()


def test_a_form_with_a_mistake_comes_back_filled_in(sign_in, coordinator):
    case = CaseFactory(coordinator=coordinator)
    answer = sign_in(coordinator).post(
        reverse("cases:release-dates", args=[case.pk]), {"date": "32/13/2026", "why": "Board letter of today"}
    )
    content = answer.content.decode()
    assert "Enter the date as month, day, year" in content
    assert "Board letter of today" in content


def test_a_need_takes_only_the_steps_that_are_allowed(coordinator):
    need = NeedFactory(state=Need.State.MET)
    with pytest.raises(ActionRefused, match="cannot become"):
        actions.change_need(need=need, state=Need.State.DECLINED, reason="No", by=coordinator)


def test_two_people_on_one_need_the_second_is_told(coordinator):
    need = NeedFactory(state=Need.State.IDENTIFIED)
    seen = version_of(need, actions.NEED_STANDING)
    actions.change_need(need=need, state=Need.State.IN_PROGRESS, seen=seen, by=coordinator)
    with pytest.raises(SomeoneElseFirst, match="Someone else saved") as told:
        actions.change_need(need=need, state=Need.State.MET, seen=seen, by=coordinator)
    assert told.value.now["state"] == "in_progress"


def test_the_page_costs_the_same_with_many_events(sign_in, coordinator, django_assert_max_num_queries):
    case = CaseFactory(coordinator=coordinator)
    for number in range(60):
        actions.record_event(case=case, kind="case", title=f"Event {number}", by=coordinator)
    client = sign_in(coordinator)
    client.get(reverse("cases:case", args=[case.pk]))
    with django_assert_max_num_queries(15):
        answer = client.get(reverse("cases:case", args=[case.pk]))
    assert len(answer.content) < 50_000
