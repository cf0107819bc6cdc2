"""Checkpoints: tries, the rule for unable to reach, the questions that are counted, putting off, handing over."""

from datetime import date, time, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from cases.actions import assign
from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory, NeedFactory, PostingFactory
from followups import actions
from followups.models import Attempt, FollowUp, Measurement
from followups.schedule import at
from followups.tasks import look_after, sweep
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db


def tried(day, hour, way="phone", alternate=False):
    """A try on a day of November 2026, at an hour in Chicago."""
    return Attempt(at=at(date(2026, 11, day), time(hour)), way=way, result="no_answer", is_alternate=alternate)


ALTERNATE = (26, 10, "phone", True)


@pytest.mark.parametrize(
    ("tries", "missing"),
    [
        ([(23, 10), (24, 14), (25, 18), ALTERNATE], ""),
        ([(23, 10), (24, 10, "text"), (25, 10, "visit"), ALTERNATE], ""),
        ([(23, 10), (24, 14), (25, 18)], "someone the person named"),
        ([(23, 10), (24, 14), ALTERNATE], "three tries"),
        ([(23, 10), (23, 14), (24, 18), ALTERNATE], "three tries"),  # two days
        ([(10, 10), (16, 14), (17, 18), ALTERNATE], "three tries"),  # eight days
        ([(10, 10), (11, 14), (16, 18), ALTERNATE], ""),  # seven days
        ([(23, 10), (24, 10), (25, 10), ALTERNATE], "three tries"),  # always mornings, always by phone
        ([(1, 10), (23, 10), (24, 14), (25, 18), ALTERNATE], ""),
        ([], "three tries"),
    ],
)
def test_when_someone_counts_as_unable_to_reach(tries, missing):
    said = actions.why_not_unable([tried(*each) for each in tries])
    assert missing in said if missing else said == ""


def test_unable_to_reach_is_refused_until_enough_was_tried(released):
    row = released.follow_ups.first()
    with pytest.raises(ActionRefused, match="Not yet unable"):
        actions.record_outcome(follow_up=row, outcome="unable", note="", by=released.coordinator)
    for each in [(23, 10), (24, 14), (25, 18), ALTERNATE]:
        attempt = tried(*each)
        attempt.follow_up, attempt.by = row, released.coordinator
        attempt.save()
    assert actions.record_outcome(follow_up=row, outcome="unable", note="", by=released.coordinator).state == "done"


def test_a_wrong_number_flags_the_contact(released, agreed):
    contact = agreed(released)
    actions.record_attempt(
        follow_up=released.follow_ups.first(), way="phone", result="wrong", contact=contact, by=released.coordinator
    )
    contact.refresh_from_db()
    assert contact.end_reason == "Wrong number or address"
    assert contact.agreements.get().end_reason == "Wrong number or address"


@pytest.fixture
def measured():
    """The follow-up at 30 days of someone with one open need."""
    case = CaseFactory(days=0)
    NeedFactory(case=case)
    actions.record_release(case=case, on=clock.today(), release_type="parole", by=case.coordinator)
    return case.follow_ups.get(title="30 days")


GOOD = {
    "outcome": "reached",
    "note": "",
    "housing": "422",
    "housing_source": "person",
    "work": "working",
    "work_source": "employer",
    "hours": "32",
    "wage": "17.50",
    "identification": "unknown",
    "supervision": "good",
    "supervision_source": "officer",
    "well_being": "4",
    "well_being_source": "person",
}


def answer(sign_in, row, **changes):
    need = row.case.needs.get()
    data = {**GOOD, f"need_{need.pk}": "served", f"need_{need.pk}_source": "partner", **changes}
    return sign_in(row.owner).post(reverse("followups:outcome", args=[row.case_id, row.pk]), data)


def test_a_measurement_keeps_each_answer_with_its_source(sign_in, measured):
    assert answer(sign_in, measured).status_code == 302
    kept = Measurement.objects.get(follow_up=measured)
    assert (kept.housing, kept.housing_source, kept.work, kept.hours) == ("422", "person", "working", 32)
    assert (kept.identification, kept.identification_source) == ("unknown", "")
    assert list(kept.needs.values_list("standing", "source")) == [("served", "partner")]
    page = sign_in(measured.owner).get(reverse("followups:outcome", args=[measured.case_id, measured.pk]))
    assert "With family, to stay" in page.text and "Employer" in page.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"housing": ""}, "Choose an answer"),
        ({"housing_source": ""}, "Say who the answer comes from"),
        ({"work": "looking"}, "Hours and wage belong to someone who is working"),
    ],
)
def test_an_answer_that_is_missing_is_asked_for_and_nothing_is_lost(sign_in, measured, changes, said):
    page = answer(sign_in, measured, **changes)
    assert said in page.text
    assert 'value="17.50"' in page.text
    assert not Measurement.objects.exists()


def test_who_could_not_be_reached_may_be_measured_from_others_or_not_at_all(sign_in, measured):
    for each in [(23, 10), (24, 14), (25, 18), ALTERNATE]:
        attempt = tried(*each)
        attempt.follow_up, attempt.by = measured, measured.owner
        attempt.save()
    need = measured.case.needs.get()
    empty = dict.fromkeys(GOOD, "") | {f"need_{need.pk}": "", f"need_{need.pk}_source": ""}
    assert answer(sign_in, measured, **{**empty, "outcome": "unable"}).status_code == 302
    assert not Measurement.objects.exists()


def test_putting_off_for_more_than_a_week_asks_why(released):
    row, today = released.follow_ups.first(), clock.today()

    def put_off(days, reason=""):
        return actions.snooze(follow_up=row, until=today + timedelta(days=days), reason=reason, by=released.coordinator)

    for days, reason, said in [(0, "", "still to come"), (8, " ", "Say why"), (31, "So", "at most")]:
        with pytest.raises(ActionRefused, match=said):
            put_off(days, reason)
    first = row.due_on
    assert put_off(7).due_on == today + timedelta(days=7)
    assert (put_off(8, "In hospital").first_due_on, row.due_on) == (first, first)


def test_what_was_put_off_comes_back_and_reminds_again(released, move_clock):
    move_clock(days=1)
    look_after()
    row = released.follow_ups.get(state="due")
    actions.snooze(follow_up=row, until=clock.today() + timedelta(days=1), reason="", by=released.coordinator)
    look_after()
    assert released.follow_ups.filter(state="due").count() == 0
    move_clock(days=2)
    look_after()
    assert released.follow_ups.get(state="due") == row
    assert len(mail.outbox) == 2


def colleague_of(case):
    user = UserFactory()
    PostingFactory(user=user, facility=case.facility)
    return user


def test_handing_over_moves_what_is_open_its_mail_and_says_so(released, move_clock):
    move_clock(days=1)
    sweep()
    to = colleague_of(released)
    moved = actions.hand_over(follow_ups=FollowUp.objects.all(), to=to, by=released.coordinator)
    assert moved == 2
    look_after()
    assert {row.owner for row in released.follow_ups.all()} == {to}
    assert sorted(letter.to[0] + letter.subject for letter in mail.outbox) == sorted(
        [f"{to.email}A follow-up is due", f"{to.email}Follow-ups were handed over to you"]
    )


def test_nobody_gets_follow_ups_of_people_whom_they_do_not_see(released):
    with pytest.raises(ActionRefused, match="does not see 1 of these people"):
        actions.hand_over(follow_ups=FollowUp.objects.all(), to=UserFactory(), by=released.coordinator)


def test_follow_ups_go_with_the_case_and_never_stay_with_someone_who_left(released, move_clock):
    new, supervisor = UserFactory(), UserFactory(role="supervisor")
    assign(case=released, coordinator=new, by=supervisor)
    move_clock(days=1)
    look_after()
    assert released.follow_ups.get(state="due").owner == new
    new.is_active = False
    new.save()
    look_after()
    assert released.follow_ups.get(state="due").owner == supervisor


def test_while_someone_is_away_a_colleague_gets_the_mail_and_the_list(released, move_clock, sign_in):
    to = colleague_of(released)
    today = clock.today()
    actions.cover(user=released.coordinator, covered_by=to, first_day=today, last_day=today + timedelta(days=1), by=to)
    move_clock(days=1)
    look_after()
    assert [letter.to for letter in mail.outbox] == [[to.email]]
    assert released.person.list_name in sign_in(to).get(reverse("reports:my-day")).text
    move_clock(days=3)
    look_after()
    assert mail.outbox[-1].to == [released.coordinator.email]


@pytest.mark.parametrize(("first", "last"), [(2, 1), (-5, -1)])
def test_cover_is_for_days_to_come_and_by_someone_else(released, first, last):
    today = clock.today()
    with pytest.raises(ActionRefused):
        actions.cover(
            user=released.coordinator,
            covered_by=colleague_of(released),
            first_day=today + timedelta(days=first),
            last_day=today + timedelta(days=last),
            by=released.coordinator,
        )
    with pytest.raises(ActionRefused, match="another colleague"):
        actions.cover(
            user=released.coordinator,
            covered_by=released.coordinator,
            first_day=today,
            last_day=today,
            by=released.coordinator,
        )


def test_the_teams_list_costs_the_same_however_long_it_is(released, sign_in, django_assert_max_num_queries, move_clock):
    supervisor = UserFactory(role="supervisor")
    for _ in range(4):
        case = CaseFactory(days=0)
        actions.record_release(case=case, on=clock.today(), release_type="parole", by=case.coordinator)
    move_clock(days=1)
    look_after()
    client = sign_in(supervisor)
    with django_assert_max_num_queries(16):
        page = client.get(reverse("followups:team"))
    assert page.text.count("Tomorrow") == 0
    assert page.text.count("<tr") == 6
