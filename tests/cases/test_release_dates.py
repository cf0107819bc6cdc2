"""Which date a case works with, and what moves with it."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import actions
from cases.models import Case, PlanStep, ReleaseDate
from cases.release_dates import confidence, working_date
from cases.tracks import due_date
from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory, PersonFactory, PlanStepFactory, ReleaseDateFactory
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db
Kind, Source, Track = ReleaseDate.Kind, ReleaseDate.Source, Case.Track
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
    case = Case(release_date=TODAY + timedelta(days=days_left))
    assert due_date(case, 270, today=TODAY) == TODAY + timedelta(days=catch_up)


def test_a_step_that_is_late_stays_late_when_the_date_moves():
    case = CaseFactory(days=40)
    ReleaseDateFactory(case=case)
    late = PlanStepFactory(case=case, days_before=60)
    receive(case, {Kind.CONDITIONAL: case.release_date + timedelta(days=5)})
    late.refresh_from_db()
    assert late.due_on == clock.today() - timedelta(days=20)


def test_a_step_that_a_date_brought_today_follows_the_next_date_of_the_day():
    """A date of today, taken back the same day, leaves no step of its track overdue tomorrow."""
    plans = []
    for days in ([40], [0, 40]):
        case = actions.open_case(person=PersonFactory(), facility=None, by=None)
        for left in days:
            receive(case, {Kind.MAXIMUM: clock.today() + timedelta(days=left)})
        plans.append(plan_now(case))
    assert plans[0] == plans[1]


def receive(case, dates, source=Source.EXTRACT):
    return actions.receive_release_dates(
        case=case, source=source, dates={kind: (day, "" if day else "none") for kind, day in dates.items()}
    )


def plan_now(case):
    """What is to be done by when, and what was done."""
    case.refresh_from_db()
    rows = case.steps.exclude(state=PlanStep.State.NOT_NEEDED).values_list("code", "state", "due_on", "done_on")
    return case.release_date, case.track, sorted(rows)


DAYS = st.one_of(st.none(), st.integers(-20, 400))
RECEIPTS = st.lists(
    st.tuples(st.sampled_from([kind for kind in Kind if kind != Kind.STAFF]), DAYS),
    min_size=1,
    max_size=5,
    unique_by=lambda receipt: receipt[0],
)


@settings(max_examples=40, deadline=None)
@given(receipts=RECEIPTS, detours=st.lists(st.integers(0, 400), max_size=3), order=st.randoms())
def test_any_order_of_the_same_dates_gives_the_same_plan(receipts, detours, order):
    """Dates that come in one by one in any order, with dates between that were taken back the same day."""
    today = clock.today()
    dates = [(kind, None if days is None else today + timedelta(days=days)) for kind, days in receipts]
    plans = []
    for way in (dates, order.sample(dates, len(dates))):
        with transaction.atomic():
            case = actions.open_case(person=PersonFactory(), facility=None, by=None)
            done = case.steps.get(code="ID-01")
            actions.change_step(step=done, state="done", by=None)
            if way is not dates:
                for days in detours:
                    receive(case, {way[0][0]: today + timedelta(days=days)})
            for kind, day in way:
                receive(case, {kind: day})
            plans.append(plan_now(case))
            transaction.set_rollback(True)
    assert plans[0] == plans[1]
    assert ("ID-01", "done") in {row[:2] for row in plans[0][2]}


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.tuples(st.sampled_from(list(Kind)), st.sampled_from(list(Source)), DAYS), max_size=8))
def test_the_rule_does_not_look_at_the_order(rows):
    made = [
        ReleaseDate(
            kind=kind,
            source=source,
            date=None if days is None else TODAY + timedelta(days=days),
            no_date_reason="life" if days is None else "",
        )
        for (kind, source), days in {(kind, source): days for kind, source, days in rows}.items()
    ]
    assert working_date(made, today=TODAY) == working_date(made[::-1], today=TODAY)


def test_life_outweighs_any_other_reason_for_no_date():
    rows = [received(Kind.CONDITIONAL, None, "none"), received(Kind.MAXIMUM, None, "life")]
    assert working_date(rows, today=TODAY).no_date_reason == "life"


def test_the_rule_says_why():
    rows = [received(Kind.MAXIMUM, LATER), received(Kind.CONDITIONAL, SOON), received(Kind.PRESUMPTIVE_PAROLE, PAST)]
    why = working_date(rows, today=TODAY).why
    assert "Conditional release is the earliest of 2" in why
    assert "Passed over, because the day is past: presumptive parole 01/01/2026" in why


@pytest.mark.parametrize(
    ("kind", "days", "since", "level"),
    [
        (Kind.STAFF, 300, 0, "firm"),
        (Kind.PRESUMPTIVE_PAROLE, 300, 0, "firm"),
        (Kind.CONDITIONAL, 20, 20, "firm"),
        (Kind.CONDITIONAL, 20, 3, "probable"),
        (Kind.CONDITIONAL, 200, 90, "probable"),
        (Kind.MAXIMUM, 200, 90, "soft"),
        (Kind.SENTENCE_MINIMUM, 200, 90, "soft"),
    ],
)
def test_how_sure_a_date_is(kind, days, since, level):
    case = Case(
        release_date=TODAY + timedelta(days=days),
        release_date_kind=kind,
        release_date_since=TODAY - timedelta(days=since),
    )
    assert confidence(case, today=TODAY).level == level


@pytest.mark.parametrize(
    ("kind", "days", "track"),
    [
        (Kind.CONDITIONAL, 180, Track.STANDARD),
        (Kind.CONDITIONAL, 179, Track.SHORT),
        (Kind.CONDITIONAL, 30, Track.SHORT),
        (Kind.PRESUMPTIVE_PAROLE, 29, Track.EXPRESS),
        (Kind.COURT, 100, Track.COURT),
        (Kind.MAXIMUM, 100, Track.MAX_OUT),
    ],
)
def test_the_track_follows_from_the_date_and_its_type(kind, days, track):
    case = actions.open_case(person=PersonFactory(), facility=None, by=None)
    receive(case, {kind: clock.today() + timedelta(days=days)})
    case.refresh_from_db()
    assert case.track == track


def test_short_notice_leaves_the_critical_steps_and_more_time_brings_the_others_back():
    case = actions.open_case(person=PersonFactory(), facility=None, by=None)
    everything = set(case.steps.filter(state="open").values_list("code", flat=True))
    receive(case, {Kind.CONDITIONAL: clock.today() + timedelta(days=12)})
    assert set(case.steps.filter(state="open").values_list("is_critical", flat=True)) == {True}
    receive(case, {Kind.CONDITIONAL: clock.today() + timedelta(days=300)})
    assert set(case.steps.filter(state="open").values_list("code", flat=True)) == everything


def test_a_court_program_asks_for_everything_up_to_90_days_within_a_week():
    case = actions.open_case(person=PersonFactory(), facility=None, by=None)
    receive(case, {Kind.COURT: clock.today() + timedelta(days=118)})
    early = case.steps.filter(state="open", days_before__gte=90)
    assert early.exists()
    assert all(step.due_on <= clock.today() + timedelta(days=7) for step in early)


def test_a_detainer_leaves_papers_health_and_benefits_and_its_end_brings_the_plan_back():
    by = UserFactory()
    case = actions.open_case(
        person=PersonFactory(), facility=None, by=by, release_date=clock.today() + timedelta(days=200)
    )
    before = plan_now(case)
    case = actions.record_detainer(case=case, detainer="Example County, warrant", by=by)
    assert set(case.steps.filter(state="open").values_list("code", flat=True)) == {"DT-01", "DT-02", "DT-03", "DT-04"}
    actions.record_detainer(case=case, detainer="", by=by)
    assert plan_now(case) == before


def test_leaving_without_supervision_asks_whether_follow_up_is_wanted():
    case = actions.open_case(person=PersonFactory(), facility=None, by=None)
    receive(case, {Kind.MAXIMUM: clock.today() + timedelta(days=200)})
    assert case.steps.filter(code__startswith="MO-", state="open").count() == 2


def test_a_move_tells_each_owner_once_what_moved_and_nobody_what_they_did_themselves():
    case = CaseFactory(days=200)
    ReleaseDateFactory(case=case)
    helper = UserFactory()
    mine = PlanStepFactory(case=case, days_before=60, owner=helper)
    receive(case, {Kind.CONDITIONAL: clock.today() + timedelta(days=230)})
    receive(case, {Kind.CONDITIONAL: clock.today() + timedelta(days=230)})
    move = case.date_moves.get()
    assert move.steps == [
        [mine.pk, mine.due_on.isoformat(), (clock.today() + timedelta(days=170)).isoformat()],
    ]
    told = {notice.owner: notice.steps for notice in move.notices.all()}
    assert told == {helper: 1, case.coordinator: 0}
    actions.confirm_release_date(case=case, date=clock.today() + timedelta(days=99), why="Letter", by=helper)
    assert not case.date_moves.first().notices.filter(owner=helper).exists()


@pytest.mark.parametrize(("before", "after", "short"), [(200, 20, True), (200, 30, False), (10, 20, False)])
def test_short_notice_is_a_date_that_came_within_30_days(before, after, short):
    case = CaseFactory(days=before)
    ReleaseDateFactory(case=case)
    receive(case, {Kind.CONDITIONAL: clock.today() + timedelta(days=after)})
    assert case.date_moves.get().short_notice is short
    assert ("Short notice" in case.events.first().text) is short


def test_the_digest_holds_what_is_unread_until_it_is_read(sign_in):
    case = CaseFactory(days=200, person__last_name="Ashworth")
    ReleaseDateFactory(case=case)
    receive(case, {Kind.CONDITIONAL: clock.today() + timedelta(days=20)})
    client = sign_in(case.coordinator)
    page = client.get(reverse("cases:moved-dates")).content.decode()
    assert "Ashworth" in page
    assert "Short notice" in page
    client.post(reverse("cases:moved-dates"))
    assert "Ashworth" not in client.get(reverse("cases:moved-dates")).content.decode()


def test_supervisors_see_short_notice_in_all_of_the_state(sign_in, staff):
    case = CaseFactory(days=200, person__last_name="Ashworth")
    ReleaseDateFactory(case=case)
    receive(case, {Kind.CONDITIONAL: clock.today() + timedelta(days=20)})
    assert "Ashworth" in sign_in(staff("supervisor")).get(reverse("cases:moved-dates")).content.decode()


def test_the_page_of_dates_says_why_how_sure_and_what_moved(sign_in):
    case = CaseFactory(days=200)
    ReleaseDateFactory(case=case)
    PlanStepFactory(case=case, title="Order the birth certificate")
    receive(case, {Kind.CONDITIONAL: clock.today() + timedelta(days=260)})
    page = sign_in(case.coordinator).get(reverse("cases:release-dates", args=[case.pk])).content.decode()
    for words in ("is the only date received that governs", "Probable", "Order the birth certificate", "expire"):
        assert words in page, words
