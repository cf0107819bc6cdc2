"""After release: every checkpoint is laid out, opens on its day, and reminds its owner once."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from cases.actions import close_case
from cases.models import Case
from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory
from followups import actions, delivery, outbox
from followups.models import Cadence, CadencePoint, FollowUp, Message, Oversight
from followups.tasks import look_after
from reentry_portal import clock
from reentry_portal.errors import ActionRefused


def states(case):
    return list(case.follow_ups.order_by("due_on").values_list("state", flat=True))


@pytest.mark.django_db
def test_checkpoints_count_from_the_day_the_person_left(released):
    days = [row.due_on - released.released_on for row in released.follow_ups.order_by("due_on")]
    assert days == [timedelta(days=1), timedelta(days=3)]
    assert {row.owner for row in released.follow_ups.all()} == {released.coordinator}


@pytest.mark.django_db
def test_a_release_is_recorded_once_and_not_ahead(released):
    with pytest.raises(ActionRefused):
        actions.record_release(case=released, on=clock.today(), release_type="parole", by=released.coordinator)
    with pytest.raises(ActionRefused, match="future"):
        actions.record_release(
            case=CaseFactory(), on=clock.today() + timedelta(days=1), release_type="parole", by=UserFactory()
        )


@pytest.mark.django_db
def test_each_opens_on_its_day_and_reminds_once(released, move_clock):
    assert look_after()["sent"] == 0
    move_clock(days=1)
    assert look_after()["sent"] == 1
    assert look_after()["sent"] == 0
    assert states(released) == ["due", "scheduled"]
    (letter,) = mail.outbox
    assert letter.to == [released.coordinator.email]
    assert str(Message.objects.get().key) in letter.extra_headers["Message-ID"]


@pytest.mark.django_db
def test_the_mail_names_no_one(released, move_clock):
    move_clock(days=1)
    look_after()
    text = (mail.outbox[0].subject + mail.outbox[0].body).lower()
    person = released.person
    for word in (person.last_name, person.first_name, person.short_doc_number, "prison", "parole", "released"):
        assert word.lower() not in text


@pytest.mark.django_db
def test_a_case_that_a_roster_released_gets_its_checkpoints():
    case = CaseFactory(released=True)
    look_after()
    assert case.follow_ups.count() == 10


@pytest.mark.django_db
def test_when_the_case_ends_nothing_more_goes_out(released, move_clock):
    close_case(case=released, ending=Case.State.RETURNED, reason="Returned", by=released.coordinator)
    move_clock(days=4)
    assert look_after()["sent"] == 0
    assert set(states(released)) == {"cancelled"}


@pytest.mark.django_db
def test_what_is_left_undone_goes_up_on_the_cadences_clocks(released, move_clock):
    supervisor, head = UserFactory(role="supervisor"), UserFactory(role="supervisor")
    Oversight.objects.create(user=supervisor, facility=released.facility)
    Oversight.objects.create(user=head, level="head")
    row = released.follow_ups.get(title="1 days")
    told = []
    for day in (1, 2, 4, 8):
        move_clock(days=day)
        look_after()
        row.refresh_from_db()
        told.append((row.state, row.escalated_to, row.messages.order_by("pk").last().template))
        assert row.owner == released.coordinator
    assert told == [
        ("due", None, "follow_up_due"),
        ("due", None, "follow_up_overdue"),
        ("escalated", supervisor, "follow_up_escalated"),
        ("escalated", head, "follow_up_escalated"),
    ]
    assert {letter.to[0] for letter in mail.outbox if "needs you" in letter.subject} == {supervisor.email, head.email}


@pytest.mark.django_db
def test_an_outcome_closes_the_checkpoint_and_stands_on_the_timeline(released):
    row = released.follow_ups.first()
    actions.record_outcome(follow_up=row, outcome="reached", note="At his aunt's", by=released.coordinator)
    assert released.events.first().title.endswith("Reached, doing well")
    with pytest.raises(ActionRefused, match="already"):
        actions.record_outcome(follow_up=row, outcome="reached", note="", by=released.coordinator)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_reminder_once():
    cadence = Cadence.objects.create(name="In this test")
    point = CadencePoint.objects.create(cadence=cadence, days_after=1, title="24 hours")
    for _ in range(6):
        case = CaseFactory(released=True)
        row = FollowUp.objects.create(
            case=case, point=point, title="24 hours", due_on=clock.today(), owner=case.coordinator, state="due", stage=1
        )
        outbox.tell(once=f"test-{row.pk}-due", template="follow_up_due", to=row.owner, about=row)
    together, sent = threading.Barrier(2), []

    def worker():
        together.wait()
        sent.append(delivery.drain()["sent"])
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 6
    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}
