"""Whoever owns steps of people whose date moved hears of it once, in the morning."""

from datetime import timedelta

import pytest

from accounts import scope
from cases import actions as cases
from cases.models import DateMoveNotice, ReleaseDate
from demo.factories.cases import CaseFactory, ReleaseDateFactory
from followups.actions import tell_of_moved_dates
from followups.models import Message
from reentry_portal import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved():
    """Two people of one coordinator whose dates moved in the night."""
    first = CaseFactory(days=200)
    both = [first, CaseFactory(days=100, coordinator=first.coordinator)]
    for case in both:
        ReleaseDateFactory(case=case)
        later = case.release_date + timedelta(days=30)
        cases.receive_release_dates(
            case=case, source=ReleaseDate.Source.EXTRACT, dates={ReleaseDate.Kind.CONDITIONAL: (later, "")}
        )
    return first.coordinator


def test_one_mail_for_all_that_moved_and_none_the_second_time(moved):
    assert tell_of_moved_dates() == 1
    assert tell_of_moved_dates() == 0
    message = Message.objects.get()
    assert (message.user, message.template, message.path) == (moved, "dates_moved", "/dates-that-moved/")
    assert clock.now() < message.due_at <= clock.now() + timedelta(days=1)


def test_what_was_read_before_the_morning_sends_no_mail(moved):
    tell_of_moved_dates()
    DateMoveNotice.objects.update(seen_at=clock.now())
    tell_of_moved_dates()
    assert Message.objects.get().state == Message.State.CANCELLED


def test_the_worker_may_do_it(moved):
    with scope.acting_as(scope.worker):
        assert tell_of_moved_dates() == 1
