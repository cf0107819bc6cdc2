"""Which date a case works with, and what moves with it."""

from datetime import date, timedelta

import pytest

from cases import actions
from cases.models import PlanStep, ReleaseDate
from cases.release_dates import working_date
from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory, PlanStepFactory, ReleaseDateFactory
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db
Kind, Source = ReleaseDate.Kind, ReleaseDate.Source
TODAY = date(2026, 11, 23)
SOON, LATER, PAST = date(2026, 12, 5), date(2027, 6, 1), date(2026, 1, 1)


def received(kind, day, reason=""):
    return ReleaseDate(kind=kind, source=Source.EXTRACT, date=day, no_date_reason=reason)


@pytest.mark.parametrize(
    ("rows", "day", "kind"),
    [
        ([received(Kind.MAXIMUM, LATER), received(Kind.CONDITIONAL, SOON)], SOON, Kind.CONDITIONAL),
        ([received(Kind.MAXIMUM, SOON), received(Kind.CONDITIONAL, SOON)], SOON, Kind.CONDITIONAL),
        ([received(Kind.PRESUMPTIVE_PAROLE, PAST), received(Kind.MAXIMUM, LATER)], LATER, Kind.MAXIMUM),
        ([received(Kind.SENTENCE_MINIMUM, SOON), received(Kind.MANDATORY, LATER)], LATER, Kind.MANDATORY),
        ([received(Kind.SENTENCE_MINIMUM, SOON), received(Kind.SENTENCE_MAXIMUM, LATER)], SOON, Kind.SENTENCE_MINIMUM),
        ([received(Kind.SENTENCE_MINIMUM, PAST), received(Kind.SENTENCE_MAXIMUM, LATER)], LATER, Kind.SENTENCE_MAXIMUM),
        ([received(Kind.STAFF, LATER), received(Kind.CONDITIONAL, SOON)], LATER, Kind.STAFF),
    ],
)
def test_one_date_governs(rows, day, kind):
    chosen = working_date(rows, today=TODAY)
    assert (chosen.date, chosen.kind) == (day, kind)


def test_a_sentinel_is_no_date_with_its_reason():
    chosen = working_date([received(Kind.MAXIMUM, None, "life")], today=TODAY)
    assert (chosen.date, chosen.no_date_reason) == (None, "life")


def test_open_steps_follow_the_date_and_finished_ones_stay():
    case = CaseFactory(days=200)
    ReleaseDateFactory(case=case)
    follows = PlanStepFactory(case=case, days_before=60)
    done = PlanStepFactory(case=case, days_before=60, state=PlanStep.State.DONE, done_on=clock.today())
    fixed = PlanStepFactory(case=case, days_before=None, due_on=clock.today() + timedelta(days=9))
    before = done.due_on
    new = case.release_date + timedelta(days=30)
    actions.confirm_release_date(case=case, date=new, why="Board letter", by=UserFactory())
    for step in (follows, done, fixed):
        step.refresh_from_db()
    assert follows.due_on == new - timedelta(days=60)
    assert done.due_on == before
    assert fixed.due_on == clock.today() + timedelta(days=9)
    assert "Release date moved" in case.events.first().title


def test_the_same_date_twice_changes_nothing():
    case = CaseFactory(days=100)
    ReleaseDateFactory(case=case)
    said = {Kind.CONDITIONAL: (case.release_date, "")}
    actions.receive_release_dates(case=case, source=Source.EXTRACT, dates=said)
    assert case.release_dates.count() == 1
    assert not case.events.exists()


def test_a_withdrawn_confirmation_goes_back_to_what_was_received():
    case = CaseFactory(days=100)
    ReleaseDateFactory(case=case)
    by, first = UserFactory(), case.release_date
    actions.confirm_release_date(case=case, date=first + timedelta(days=5), why="Call", by=by)
    case = actions.withdraw_confirmed_date(case=case, by=by)
    assert (case.release_date, case.release_date_kind) == (first, Kind.CONDITIONAL)


def test_a_day_that_is_past_is_refused():
    with pytest.raises(ActionRefused, match="past"):
        actions.confirm_release_date(
            case=CaseFactory(), date=clock.today() - timedelta(days=1), why="Letter", by=UserFactory()
        )


@pytest.mark.parametrize(("days_left", "catch_up"), [(100, 7), (20, 5), (2, 0), (0, 0)])
def test_someone_identified_late_catches_up(days_left, catch_up):
    due = actions.due_date(TODAY + timedelta(days=days_left), 270, drawn_on=TODAY)
    assert due == TODAY + timedelta(days=catch_up)
