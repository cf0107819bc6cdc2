"""A place to live and what was found out about it; supervision; the people around, of whom as little as can be."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases import actions
from cases.models import HomePlan, PersonAround
from demo.factories.cases import CaseFactory, ContactPointFactory
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db
State = HomePlan.State


@pytest.fixture
def case():
    return CaseFactory()


def propose(case, rank="first", **fields):
    fields = {"kind": "family", "address": "1400 Example St, Columbia", **fields}
    return actions.propose_home(case=case, rank=rank, by=case.coordinator, **fields)


def move(home, state, **fields):
    return actions.move_home(home=home, state=state, by=home.case.coordinator, **fields)


def check(home, has_conflict=False):
    return actions.record_conflict_check(home=home, has_conflict=has_conflict, by=home.case.coordinator)


def test_a_plan_goes_through_the_parole_office_to_approval_and_is_confirmed_by_phone(case):
    home = check(propose(case))
    for state in (State.SUBMITTED, State.INVESTIGATION, State.APPROVED):
        home = move(home, state)
    assert actions.confirm_home(home=home, by=case.coordinator).confirmed_on == clock.today()
    assert case.events.filter(kind="home").count() == 6


def test_a_conflict_is_asked_about_before_the_plan_is_sent(case):
    with pytest.raises(ActionRefused, match="conflict"):
        move(propose(case), State.SUBMITTED)


def test_a_plan_with_a_conflict_is_not_approved_by_anyone(case):
    home = move(check(propose(case), has_conflict=True), State.SUBMITTED)
    with pytest.raises(ActionRefused, match="conflict"):
        move(home, State.APPROVED)
    with pytest.raises(IntegrityError), transaction.atomic():
        HomePlan.objects.filter(pk=home.pk).update(state=State.APPROVED)


def test_a_conflict_found_later_takes_the_approval_back(case):
    home = check(move(check(propose(case)), State.APPROVED), has_conflict=True)
    assert (home.state, home.rejection) == (State.REJECTED, "conflict")


def test_a_rejection_has_a_reason_and_makes_room_for_another_plan(case):
    home = move(check(propose(case)), State.SUBMITTED)
    with pytest.raises(ActionRefused, match="why it was rejected"):
        move(home, State.REJECTED)
    with pytest.raises(ActionRefused, match="first plan already"):
        propose(case)
    propose(case, rank="backup")
    move(home, State.REJECTED, rejection="host")
    propose(case)
    with pytest.raises(ActionRefused, match="rejected"):
        move(home, State.APPROVED)


def test_what_the_parole_office_has_before_it_is_not_changed(case):
    home = move(check(propose(case)), State.SUBMITTED)
    with pytest.raises(ActionRefused, match="Withdraw it"):
        actions.edit_home(home=home, address="Elsewhere", by=case.coordinator)


def test_a_conflict_is_a_word_on_the_page_and_no_more(case, sign_in, staff):
    check(propose(case), has_conflict=True)
    actions.add_person_around(
        case=case, kind="no_contact", name="Markername", note="markernote", phone="573-555-0199", by=staff("supervisor")
    )
    path = reverse("cases:homes", args=[case.pk])
    page = sign_in(case.coordinator).get(path).content.decode()
    assert "Conflict: ask the parole office" in page
    assert "arker" not in page
    assert "not shared with you" in page
    assert "Markername" in sign_in(staff("supervisor")).get(path).content.decode()
    assert not case.events.filter(confidentiality="general", title__icontains="no contact").exists()


def test_no_contact_is_victim_information_whoever_writes_it_down(case):
    row = actions.add_person_around(case=case, kind="no_contact", name="X", may_be_told=True, by=case.coordinator)
    assert (row.confidentiality, row.may_be_told) == ("victim", False)
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonAround.objects.filter(pk=row.pk).update(confidentiality="general")


def test_of_a_child_only_first_name_and_year_are_kept(case):
    with pytest.raises(ActionRefused, match="first name"):
        actions.add_person_around(case=case, kind="child", name="Ann Example", by=case.coordinator)
    assert actions.add_person_around(case=case, kind="child", name="Ann", birth_year=2019, by=case.coordinator)
    grown = actions.add_person_around(
        case=case, kind="family", name="Ann Example", birth_year=1990, by=case.coordinator
    )
    assert grown.birth_year is None


def test_a_condition_about_testing_is_substance_use_information(case, sign_in, staff):
    actions.add_condition(case=case, code="testing", words="markertest", by=case.coordinator)
    actions.add_condition(case=case, code="curfew", words="Home by 9 p.m.", by=case.coordinator)
    page = sign_in(staff("employment")).get(reverse("cases:homes", args=[case.pk])).content.decode()
    assert "Home by 9 p.m." in page
    assert "marker" not in page


def test_the_first_report_is_written_down_with_day_and_time(case, sign_in):
    client = sign_in(case.coordinator)
    path = reverse("cases:supervision", args=[case.pk])
    day = clock.today() + timedelta(days=91)
    typed = {"officer": "R. Daniels", "report_day": f"{day:%m/%d/%Y}", "directions": "Bus 4 to the courthouse."}
    assert "A report has a day and a time." in client.post(path, typed).content.decode()
    assert client.post(path, {**typed, "report_time": "10:00"}).status_code == 302
    page = client.get(reverse("cases:homes", args=[case.pk])).content.decode()
    assert f"{day:%m/%d/%Y}, 10:00 a.m." in page
    assert "Bus 4" in page


def test_ways_to_reach_say_whether_words_may_be_left(case, sign_in):
    ContactPointFactory(person=case.person)
    ContactPointFactory(person=case.person, safe_for_messages=False)
    page = sign_in(case.coordinator).get(reverse("cases:homes", args=[case.pk])).content.decode()
    assert page.count("Safe for messages") == page.count("Leave no message") == 1


def test_nobody_changes_a_home_through_someone_elses_case(case, sign_in):
    home = propose(CaseFactory())
    client = sign_in(case.coordinator)
    for name in ("home", "edit-home", "conflict"):
        assert client.get(reverse(f"cases:{name}", args=[case.pk, home.pk])).status_code == 404
