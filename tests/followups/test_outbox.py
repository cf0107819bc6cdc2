"""The outbox: put once, in the caller's transaction, by whoever acts, with words that tell nothing."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DataError, ProgrammingError, connection, transaction

from demo.factories.accounts import UserFactory
from demo.factories.cases import ContactPointFactory
from followups import delivery, outbox
from followups.models import Message
from reentry_portal import clock

pytestmark = pytest.mark.django_db


def tell(user, once="referral-41-sent", **more):
    return outbox.tell(once=once, template="follow_up_due", to=user, path="/partner/referrals/41/", **more)


def test_the_same_occasion_is_put_once():
    user = UserFactory()
    assert tell(user).pk == tell(user).pk
    assert delivery.drain()["sent"] == 1
    (letter,) = mail.outbox
    assert letter.to == [user.email]
    assert "/partner/referrals/41/" in letter.body


def test_it_waits_for_its_time(move_clock):
    tell(UserFactory(), due_at=clock.now() + timedelta(days=2))
    assert delivery.drain()["sent"] == 0
    move_clock(days=2, minutes=1)
    assert delivery.drain()["sent"] == 1


def test_a_change_that_is_rolled_back_tells_nobody():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(UserFactory())
        1 / 0  # noqa: B018
    assert not Message.objects.exists()


def test_what_has_not_gone_is_taken_back():
    user = UserFactory()
    tell(user, "referral-4-sent")
    delivery.drain()
    tell(user, "referral-4-no-answer")
    tell(user, "referral-41-no-answer")
    assert outbox.take_back(once_prefix="referral-4-") == 1
    assert dict(Message.objects.values_list("once", "state")) == {
        "referral-4-sent": "sent",
        "referral-4-no-answer": "cancelled",
        "referral-41-no-answer": "queued",
    }


@pytest.mark.parametrize("prefix", ["", "referral-", "%-4-", "referral-4"])
def test_only_one_things_messages_are_taken_back_at_once(prefix):
    with pytest.raises(DataError, match="name one thing"), transaction.atomic():
        outbox.take_back(once_prefix=prefix)


@pytest.mark.parametrize(
    ("template", "facts"), [("no_such_words", {}), ("../secret", {}), ("follow_up_due", {"name": "Darnell"})]
)
def test_there_are_no_other_words_and_no_other_facts(template, facts):
    with pytest.raises(ValueError, match="words"):
        outbox.tell(once="x-1-y", template=template, to=UserFactory(), facts=facts)


def test_a_partner_tells_staff_and_colleagues_and_reads_nothing(acting):
    partner, coordinator = UserFactory(role="partner"), UserFactory()
    colleague = UserFactory(role="partner", organization=partner.organization)
    with acting(partner):
        tell(coordinator.pk, "referral-41-accepted")
        tell(colleague, "referral-41-colleague")
        assert outbox.take_back(once_prefix="referral-41-coll") == 1
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Message.objects.count()
    assert dict(Message.objects.values_list("once", "put_by")) == {
        "referral-41-accepted": partner.pk,
        "referral-41-colleague": partner.pk,
    }


def test_a_partner_tells_nobody_else(acting):
    partner, other, contact = UserFactory(role="partner"), UserFactory(role="partner"), ContactPointFactory()
    with acting(partner):
        for stranger in (other, contact):
            with pytest.raises(ProgrammingError, match="only staff and colleagues"), transaction.atomic():
                tell(stranger)


def test_a_visitor_cannot_use_the_outbox():
    from accounts import scope

    with (
        scope.acting_as(scope.visitor),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select public.outbox_take_back('referral-41-')")
