"""Who looked at a person: for supervisors, narrowed and paged, and in plain words for the person."""

from datetime import timedelta

import pytest
from django.test import Client

from audit.querysets import trail_of
from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory, EmergencyAccessFactory, NoteFactory
from reentry_portal import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return CaseFactory()


@pytest.fixture
def look():
    """`look(user, path)` opens a page as that user, in a browser of their own."""

    def as_user(user, path):
        browser = Client(REMOTE_ADDR="10.7.0.9")
        browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return browser.get(path)

    return as_user


@pytest.fixture
def history(sign_in, staff, case):
    """`history(kind="looked")` is the page as a supervisor sees it."""
    client = sign_in(staff("supervisor"))
    return lambda **asked: client.get(f"/cases/{case.pk}/history/", asked)


def test_it_says_who_from_where_what_and_why(look, history, case):
    colleague = UserFactory(first_name="Riley", last_name="Hartmere", role="employment")
    EmergencyAccessFactory(case=case, user=colleague, reason="The clinic called")
    look(colleague, f"/cases/{case.pk}/notes/")
    line = next(line for line in history().context["lines"] if line.event.object_type == "cases:notes")
    assert (line.who, line.what) == ("Riley Hartmere, Employment specialist", "Looked at: Notes")
    assert (line.why, line.event.ip) == ("Emergency: The clinic called", "10.7.0.9")


def test_it_is_narrowed_by_kind_and_by_day(look, history, case, move_clock):
    NoteFactory(case=case)
    look(case.coordinator, f"/cases/{case.pk}/")
    assert {line.event.action for line in history(kind="looked").context["lines"]} == {"viewed"}
    assert {line.event.action for line in history(kind="changed").context["lines"]} == {"created"}
    assert history(kind="shared").context["lines"] == []
    assert history(kind="emergency").context["lines"] == []
    today = clock.today()
    yesterday = today - timedelta(days=1)
    assert history(until=f"{yesterday:%m/%d/%Y}").context["lines"] == []
    assert history(since=f"{today:%m/%d/%Y}", until=f"{today:%m/%d/%Y}").context["lines"]
    assert history(since=f"{today + timedelta(days=1):%m/%d/%Y}").context["lines"] == []
    mistaken = history(since="the other day")
    assert "Enter the date" in mistaken.content.decode()


def test_both_days_of_a_period_count_whole_in_our_time_zone(case, noon):
    day = clock.today()
    assert trail_of(case.person_id, since=day, until=day).query.where.children
    bounds = [child.rhs for child in trail_of(case.person_id, since=day, until=day).query.where.children[1:]]
    assert [noon(day) - bounds[0], bounds[1] - noon(day)] == [timedelta(hours=12)] * 2


def test_it_costs_the_same_however_many_looked(history, look, case, django_assert_max_num_queries):
    for _ in range(60):
        NoteFactory(case=case)
    history()
    with django_assert_max_num_queries(12):  # one for records merged into this one
        page = history()
    assert (len(page.context["lines"]), bool(page.context["page"].next)) == (50, True)
    whole = history(whole=1)
    assert len(whole.context["lines"]) > 60
    assert not whole.context["page"].next


def test_the_persons_own_copy_is_in_plain_words(client, sign_in, staff, look, case):
    colleague = UserFactory(first_name="Riley", last_name="Hartmere", role="employment")
    look(colleague, f"/cases/{case.pk}/plan/")
    look(colleague, f"/cases/{case.pk}/plan/")
    look(colleague, "/caseload/")
    look(colleague, f"/search/?q={case.person.last_name}")
    sign_in(staff("supervisor"))
    answer = client.get(f"/cases/{case.pk}/history/for-the-person/")
    day = next(day for day in answer.context["days"] if day.who == "R. Hartmere, Employment specialist")
    assert sorted(day.did) == [
        "found you in a search",
        "looked at your record: reentry plan",
        "saw your name in a list",
    ]
    page = answer.content.decode()
    assert "10.7.0.9" not in page
    assert "Riley" not in page


def test_the_persons_own_copy_says_when_it_was_an_emergency(client, sign_in, staff, look, case):
    access = EmergencyAccessFactory(case=case, reason="A reason for supervisors")
    look(access.user, f"/cases/{case.pk}/notes/")
    sign_in(staff("supervisor"))
    answer = client.get(f"/cases/{case.pk}/history/for-the-person/")
    assert "looked at your record in an emergency: notes" in str(answer.context["days"])
    assert "A reason for supervisors" not in answer.content.decode()
