"""Two at once: one wins, the other is told."""

import threading

import pytest
from django.db import IntegrityError, connection

from accounts import scope
from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory
from demo.factories.employers import ApplicationFactory, OpeningFactory
from employers import actions
from employers.models import Application
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in threads of their own, each on its own connection and in its own scope, let go together."""
    gate, results = threading.Barrier(len(calls)), []

    def run(user, call):
        try:
            gate.wait(timeout=10)
            with scope.acting_as(scope.actor_for(user)):
                results.append(call())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[UserFactory(role="employment"), call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def test_two_at_once_for_the_last_place_one_accepts_and_the_other_is_told():
    opening, user = OpeningFactory(places=1), UserFactory()
    rows = [ApplicationFactory(opening=opening, offered=True) for _ in range(2)]
    results = at_once(*(lambda row=row: actions.accept_offer(application=row, by=user).state for row in rows))
    assert results.count("accepted") == 1
    refused = next(result for result in results if result != "accepted")
    assert isinstance(refused, ActionRefused)
    assert "All places are taken" in str(refused)
    opening.refresh_from_db()
    assert opening.state == "filled"


def test_two_at_once_around_the_verbs_the_database_refuses_one():
    opening = OpeningFactory(places=1)
    rows = [ApplicationFactory(opening=opening, offered=True) for _ in range(2)]
    results = at_once(*(lambda row=row: Application.objects.filter(pk=row.pk).update(state="accepted") for row in rows))
    assert results.count(1) == 1
    refused = next(result for result in results if result != 1)
    assert isinstance(refused, IntegrityError)
    assert "opening_never_over_its_places" in str(refused)


def test_one_person_put_forward_twice_at_once_is_put_forward_once():
    case, opening, user = CaseFactory(), OpeningFactory(), UserFactory()
    press = lambda: actions.put_forward(case=case, opening=opening, agreed=True, by=user).state  # noqa: E731
    results = at_once(press, press)
    assert results.count("applied") == 1
    assert any(isinstance(result, ActionRefused) for result in results)
