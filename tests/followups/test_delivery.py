"""Delivery against a gateway that answers as each test wants: retries, doubt, leases, pauses."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone

from demo.factories.accounts import UserFactory
from followups import actions, delivery, gateways, outbox
from followups.gateways import NotNow, Refused, Unanswered, Unreachable
from followups.models import Message
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db


@dataclass
class Provider:
    """What it was asked, and what it answers: an error to raise, or nothing."""

    answers: list = field(default_factory=list)
    may_repeat: bool = True
    knows: str | None = None  # look_up's answer
    taken: list = field(default_factory=list)
    during: object = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def send(self, letter):
        if self.during:
            self.during(letter)
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        self.taken.append(letter.key)
        return "ref"

    def look_up(self, letter):
        return self.knows


@pytest.fixture
def provider(monkeypatch, settings):
    settings.GATEWAYS = {"mail": "not asked"}
    provider = Provider()
    monkeypatch.setattr(gateways, "gateway_for", lambda channel: provider)
    return provider


@pytest.fixture
def message():
    return outbox.tell(once="test-1-a", template="follow_up_due", to=UserFactory(), path="/")


def state(message):
    message.refresh_from_db()
    return message.state, message.attempts


def test_a_try_that_fails_comes_again_later_and_later_and_then_is_someones_task(provider, message, move_clock):
    provider.answers = [NotNow("421 Busy")] * delivery.TRIES
    pauses = []
    for _ in range(delivery.TRIES - 1):
        delivery.drain()
        message.refresh_from_db()
        pauses.append(message.due_at - clock.now())
        assert message.state == "queued"
        move_clock(seconds=(message.due_at - timezone.now()).total_seconds() + 60)
    assert all(later > sooner for sooner, later in pairwise(pauses))
    move_clock(days=30)
    delivery.drain()
    assert state(message) == ("failed", delivery.TRIES)
    assert message.error == "421 Busy"


def test_two_that_failed_together_do_not_come_back_together(provider):
    for n in range(6):
        outbox.tell(once=f"test-{n}-a", template="follow_up_due", to=UserFactory(), path="/")
    provider.answers = [NotNow("421 Busy")] * 6
    delivery.drain()
    assert len(set(Message.objects.values_list("due_at", flat=True))) == 6


def test_a_provider_that_says_when_is_heard(provider, message):
    provider.answers = [NotNow("429", after=timedelta(hours=2))]
    delivery.drain()
    message.refresh_from_db()
    assert message.due_at >= clock.now() + timedelta(hours=1, minutes=59)


def test_what_is_refused_for_good_fails_at_once(provider, message):
    provider.answers = [Refused("550 No such mailbox")]
    delivery.drain()
    assert state(message) == ("failed", 1)


def test_while_nobody_answers_no_message_loses_a_try_or_its_place(provider, message):
    other = outbox.tell(once="test-2-a", template="follow_up_due", to=UserFactory(), path="/")
    due = message.due_at
    provider.answers = [Unreachable("no route")] * 3
    for _ in range(3):
        delivery.drain()
    assert state(message) == state(other) == ("queued", 0)
    assert abs(message.due_at - due) < timedelta(seconds=5)
    assert delivery.drain()["sent"] == 2


@pytest.mark.parametrize(
    ("knows", "may_repeat", "then", "doubt"),
    [
        ("SM1", False, "sent", False),  # the provider has it
        ("", False, "queued", False),  # it has not
        (None, True, "queued", True),  # it cannot tell; a copy can be told by its key
        (None, False, "unsure", True),  # nobody can tell
    ],
)
def test_when_no_answer_came_the_provider_is_asked(provider, message, knows, may_repeat, then, doubt):
    provider.answers, provider.knows, provider.may_repeat = [Unanswered("timed out")], knows, may_repeat
    delivery.drain()
    assert state(message) == (then, 1)
    assert message.in_doubt is doubt


def crash(message, *, begun):
    Message.objects.filter(pk=message.pk).update(
        state="claimed",
        claims=1,
        attempts=int(begun),
        lease_until=clock.now() + delivery.LEASE,
        begun_at=clock.now() if begun else None,
    )


def test_after_a_crash_what_had_not_begun_waits_again(provider, message, move_clock):
    crash(message, begun=False)
    assert delivery.drain() == {}
    move_clock(minutes=3)
    assert delivery.drain()["sent"] == 1
    assert state(message) == ("sent", 1)
    assert message.in_doubt is False


@pytest.mark.parametrize(
    ("knows", "may_repeat", "then"), [("SM1", False, "sent"), ("", False, "sent"), (None, False, "unsure")]
)
def test_after_a_crash_the_one_that_had_begun_is_asked_for(provider, message, move_clock, knows, may_repeat, then):
    provider.knows, provider.may_repeat = knows, may_repeat
    crash(message, begun=True)
    move_clock(minutes=3)
    delivery.drain()
    assert state(message)[0] == then
    assert len(provider.taken) == (knows == "")  # the provider has none: it goes at once


def test_what_was_begun_long_ago_is_left_to_a_person(provider, message, move_clock):
    crash(message, begun=True)
    move_clock(days=2)
    delivery.drain()
    assert state(message)[0] == "unsure"


def test_whoever_sleeps_through_the_lease_writes_nothing_and_is_listed(provider, message, move_clock):
    """The first sends, sleeps, and another takes the letter up meanwhile."""

    def sleep(letter):
        provider.during = None
        move_clock(minutes=5)
        delivery.drain()

    provider.during = sleep
    delivery.drain()
    message.refresh_from_db()
    assert message.in_doubt is True
    assert set(provider.taken) == {str(message.key)}  # one key: a provider that takes keys has one message


def test_a_slow_provider_keeps_nobody_waiting(provider, move_clock):
    """A batch that takes longer than its lease: each letter begun has a lease of its own, the rest are taken up."""
    letters = [outbox.tell(once=f"test-{n}-a", template="follow_up_due", to=UserFactory(), path="/") for n in range(5)]
    provider.during = lambda letter: move_clock(seconds=70 * (len(provider.taken) + 1))
    delivery.drain()
    assert [state(letter) for letter in letters] == [("sent", 1)] * 5
    assert len(provider.taken) == 5


def test_a_paused_channel_keeps_what_is_due(provider, message, sign_in, staff):
    admin = sign_in(staff("administrator"))
    admin.post(reverse("followups:channel", args=["mail"]), {"pause": ""})
    assert delivery.drain() == {}
    assert "Paused" in admin.get(reverse("followups:outbox")).text
    admin.post(reverse("followups:channel", args=["mail"]), {"resume": ""})
    assert delivery.drain()["sent"] == 1


def test_what_failed_stands_on_a_page_until_someone_deals_with_it(provider, message, sign_in, staff):
    provider.answers = [Refused("550 No such mailbox")]
    delivery.drain()
    admin = sign_in(staff("administrator"))
    assert "550 No such mailbox" in admin.get(reverse("followups:outbox")).text
    admin.post(reverse("followups:settle", args=[message.pk]), {"again": ""})
    assert delivery.drain()["sent"] == 1
    Message.objects.filter(pk=message.pk).update(state="failed", sent_at=None)
    admin.post(reverse("followups:settle", args=[message.pk]), {"done": ""})
    message.refresh_from_db()
    assert message.settled_by is not None
    assert "550 No such mailbox" not in admin.get(reverse("followups:outbox")).text
    with pytest.raises(ActionRefused, match="dealt with"):
        actions.settle(message=message, again=True, by=message.settled_by)


def test_what_went_out_is_not_sent_again(provider, message):
    delivery.drain()
    with pytest.raises(ActionRefused, match="went out"):
        actions.settle(message=message, again=True, by=UserFactory())


def test_an_administrator_reads_and_tries_every_template(provider, sign_in, staff, settings):
    from followups import words

    user = staff("administrator")
    admin = sign_in(user)
    for template in words.templates():
        assert admin.get(reverse("followups:preview", args=[template])).status_code == 200
        admin.post(reverse("followups:send-test"), {"template": template})
    assert delivery.drain()["sent"] == len(words.templates())
    assert set(Message.objects.values_list("user", flat=True)) == {user.pk}


def test_one_mail_a_day_at_ones_own_hour_instead_of_one_each(released, sign_in, move_clock):
    from datetime import datetime, time
    from zoneinfo import ZoneInfo

    from django.core import mail

    from followups import schedule
    from followups.tasks import look_after

    client = sign_in(released.coordinator)
    client.post(reverse("followups:reminders"), {"way": "daily", "hour": "9"})
    tomorrow = clock.today() + timedelta(days=1)
    for hour in (8, 9, 10):
        moment = schedule.at(tomorrow, time(hour, 1))
        move_clock(seconds=(moment - datetime.now(ZoneInfo("UTC"))).total_seconds())
        look_after()
        assert len(mail.outbox) == (hour >= 9)
    assert mail.outbox[0].subject == "Your follow-ups today: 1"
