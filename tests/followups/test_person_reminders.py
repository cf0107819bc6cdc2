"""Reminders to the person: only as agreed, in their language, in waking hours, and none after a STOP."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse

from accounts import scope
from cases.actions import cancel_appointment, close_case, move_appointment
from demo.factories.cases import CaseFactory, ContactPointFactory
from followups import actions, outbox, schedule
from followups.gateways import Refused, Why
from followups.gateways.console import ConsoleGateway
from followups.models import Agreement, InboundText, Message, ReturnedMessage
from followups.tasks import look_after
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 1)


@pytest.fixture
def at_hour(move_clock):
    """`at_hour(TUESDAY, 16)` moves the portal's clock to just after that hour in Chicago."""

    def move(day, hour, minute=1):
        moment = schedule.at(day, time(hour, minute))
        move_clock(seconds=(moment - datetime.now(ZoneInfo("UTC"))).total_seconds())

    return move


def plan_for(agreed, at_hour, appointment_at, *, weeks_ago=3, **contact):
    """Someone who agreed, on the Wednesday before, with an appointment on Tuesday at ten."""
    at_hour(TUESDAY - timedelta(days=6), 9)
    point = agreed(**contact)
    return point, appointment_at(point.case, schedule.at(TUESDAY, time(10)), weeks_ago=weeks_ago)


def test_four_days_and_one_day_before_what_was_made_weeks_before(agreed, at_hour, appointment_at, texts):
    point, _ = plan_for(agreed, at_hour, appointment_at, value="(573) 555-0171")
    went = []
    for day in range(6, -1, -1):
        for hour in (7, 15, 16, 19, 21):
            at_hour(TUESDAY - timedelta(days=day), hour)
            before = len(texts())
            look_after()
            went += [(day, hour)] * (len(texts()) - before)
    assert went == [(4, 16), (1, 16)]
    assert {number for number, _ in texts()} == {"5735550171"}
    words = texts()[0][1]
    assert "Tuesday, December 1 at 10:00 a.m." in words
    assert "573-555-0142" in words and "STOP" in words
    assert point.person.first_name not in words


def test_one_day_before_what_was_made_lately(agreed, at_hour, appointment_at, texts):
    plan_for(agreed, at_hour, appointment_at, weeks_ago=0)
    for day in range(6, -1, -1):
        at_hour(TUESDAY - timedelta(days=day), 17)
        look_after()
    assert len(texts()) == 1


def test_in_spanish_and_by_mail(agreed, at_hour, appointment_at):
    plan_for(agreed, at_hour, appointment_at, language="es", kind="mail", value="persona@demo.test")
    at_hour(TUESDAY - timedelta(days=1), 16)
    look_after()
    letter = next(letter for letter in mail.outbox if letter.to == ["persona@demo.test"])
    assert letter.subject == "Recordatorio de su cita"
    assert "martes 1 de diciembre" in letter.body
    assert "STOP" not in letter.body


@pytest.mark.parametrize("hour", [20, 23, 0, 7])
def test_nothing_goes_out_in_quiet_hours_and_it_goes_after_them(agreed, at_hour, appointment_at, texts, hour):
    point, appointment = plan_for(agreed, at_hour, appointment_at)
    outbox.tell(once="late", template="person_appointment", to=point, about=appointment)
    day = TUESDAY - timedelta(days=3)
    at_hour(day, hour)
    look_after()
    assert texts() == [] or Message.objects.get(once="late").state == "queued"
    at_hour(day + timedelta(days=hour >= 20), 8)
    look_after()
    assert Message.objects.get(once="late").state == "sent"


def told(at_hour, texts):
    at_hour(TUESDAY - timedelta(days=1), 16)
    look_after()
    return len(texts())


def test_without_agreement_nothing_goes(at_hour, appointment_at, texts):
    at_hour(TUESDAY - timedelta(days=6), 9)
    case = CaseFactory(released=True)
    ContactPointFactory(person=case.person)
    appointment_at(case, schedule.at(TUESDAY, time(10)))
    assert told(at_hour, texts) == 0


def test_what_is_taken_back_between_plan_and_send_does_not_go(agreed, at_hour, appointment_at, texts):
    point, _ = plan_for(agreed, at_hour, appointment_at, weeks_ago=0)
    at_hour(TUESDAY - timedelta(days=2), 9)
    look_after()
    assert Message.objects.get(contact=point).state == "queued"
    actions.take_agreement_back(
        agreement=Agreement.objects.get(), case=point.case, reason="Asked so", by=point.case.coordinator
    )
    assert told(at_hour, texts) == 0
    assert Message.objects.get(contact=point).state == "cancelled"


@pytest.mark.parametrize("ending", ["cancelled", "returned"])
def test_no_reminder_of_what_is_off(agreed, at_hour, appointment_at, texts, ending):
    point, appointment = plan_for(agreed, at_hour, appointment_at, weeks_ago=0)
    at_hour(TUESDAY - timedelta(days=2), 9)
    look_after()
    by = point.case.coordinator
    if ending == "cancelled":
        cancel_appointment(appointment=appointment, reason="Ill", by=by)
    else:
        close_case(case=point.case, ending="returned", reason="Returned", by=by)
    assert told(at_hour, texts) == 0


def test_a_moved_appointment_is_told_of_at_its_new_time(agreed, at_hour, appointment_at, texts):
    point, appointment = plan_for(agreed, at_hour, appointment_at, weeks_ago=0)
    at_hour(TUESDAY - timedelta(days=2), 9)
    look_after()
    move_appointment(
        appointment=appointment, starts_at=schedule.at(TUESDAY + timedelta(days=2), time(14)), by=point.case.coordinator
    )
    told(at_hour, texts)
    at_hour(TUESDAY + timedelta(days=1), 16)
    look_after()
    assert [("Thursday, December 3 at 2:00 p.m." in words) for _, words in texts()] == [True] * len(texts())
    assert texts()


def receive(client, settings, number, text, ref="SM1", signature=None):
    fields = {"From": f"+1{number}", "Body": text, "MessageSid": ref}
    url = settings.PORTAL_URL + reverse("followups:text-received")
    signature = ConsoleGateway.sign(url, fields) if signature is None else signature
    return client.post(reverse("followups:text-received"), fields, headers={"X-Portal-Signature": signature})


def test_a_stop_counts_at_once_and_ends_the_agreement(agreed, at_hour, appointment_at, texts, client, settings):
    point, appointment = plan_for(agreed, at_hour, appointment_at, value="573-555-0188")
    at_hour(TUESDAY - timedelta(days=1), 16)
    actions.remind_of_appointments()
    assert receive(client, settings, "5735550188", " Stop. ").status_code == 200
    from followups import delivery

    delivery.drain()  # before anyone has handled the text
    assert texts() == []
    look_after()
    assert Agreement.objects.get().end_reason == "Replied STOP"
    assert point.case.events.filter(title="No more reminders by phone").exists()
    actions.agree(case=point.case, contact=point, how="phone", language="en", by=point.case.coordinator)
    outbox.tell(once="again", template="person_appointment", to=point, about=appointment)
    look_after()
    assert len(texts()) >= 1


def test_help_is_answered(agreed, at_hour, texts, client, settings):
    at_hour(TUESDAY, 11)
    agreed(value="573-555-0188")
    at_hour(TUESDAY, 12)
    receive(client, settings, "5735550188", "HELP")
    look_after()
    ((number, words),) = texts()
    assert (number, "573-555-0142" in words) == ("5735550188", True)


def test_one_text_called_in_twice_is_kept_once_and_its_words_are_not(client, settings):
    for _ in range(2):
        assert receive(client, settings, "5735550188", "I am at the clinic").status_code == 200
    assert list(InboundText.objects.values_list("word", "number")) == [("other", "5735550188")]


@pytest.mark.parametrize("signature", ["", "made-up"])
def test_a_call_without_the_providers_signature_is_refused(client, settings, signature):
    assert receive(client, settings, "5735550188", "STOP", signature=signature).status_code == 400
    assert not InboundText.objects.exists()


# What a provider says -> how the contact ends, and how the agreement.
OF_THE_NUMBER = [
    (Why.NO_SUCH_ADDRESS, "A reminder came back", "A reminder came back"),
    (Why.OPTED_OUT, "", "Ended by whoever has the number or address"),
    (Why.OTHER, "", ""),
]


def ends(point):
    point.refresh_from_db()
    return point.end_reason, Agreement.objects.get().end_reason


@pytest.mark.parametrize(("why", "of_contact", "of_agreement"), OF_THE_NUMBER)
def test_a_number_that_the_provider_refuses_is_flagged_if_it_is_the_number(
    agreed, at_hour, appointment_at, monkeypatch, texts, why, of_contact, of_agreement
):
    def refuse(self, letter):
        raise Refused("No", why=why)

    monkeypatch.setattr(ConsoleGateway, "send", refuse)
    point, _ = plan_for(agreed, at_hour, appointment_at)
    told(at_hour, texts)
    assert ends(point) == (of_contact, of_agreement)


def give_back(client, settings, ref, why, signature=None):
    fields = {"MessageSid": ref, "Reason": "Not delivered", "Why": why}
    path = reverse("followups:returned", args=["text"])
    signature = ConsoleGateway.sign(settings.PORTAL_URL + path, fields) if signature is None else signature
    return client.post(path, fields, headers={"X-Portal-Signature": signature})


@pytest.mark.parametrize(("why", "of_contact", "of_agreement"), OF_THE_NUMBER)
def test_a_text_that_came_back_later_is_someones_task(
    agreed, at_hour, appointment_at, texts, client, settings, why, of_contact, of_agreement
):
    point, _ = plan_for(agreed, at_hour, appointment_at)
    told(at_hour, texts)
    message = Message.objects.filter(contact=point, state="sent").first()
    for _ in range(2):
        assert give_back(client, settings, message.provider_ref, why).status_code == 200
    look_after()
    message.refresh_from_db()
    assert message.state == ("sent" if why == Why.OPTED_OUT else "failed")
    assert ends(point) == (of_contact, of_agreement)
    assert ReturnedMessage.objects.get().handled_at is not None


def test_a_call_that_comes_before_we_wrote_that_it_was_taken_waits_for_it(client, settings, agreed, at_hour):
    at_hour(TUESDAY, 11)
    point = agreed()
    give_back(client, settings, "T-1", Why.NO_SUCH_ADDRESS)
    assert actions.handle_returns() == 0
    message = outbox.tell(once="test-1-a", template="person_help", to=point, facts={"phone": "1"})
    Message.objects.filter(pk=message.pk).update(state="sent", sent_at=clock.now(), provider_ref="T-1")
    assert actions.handle_returns() == 1
    message.refresh_from_db()
    assert (message.state, message.error) == ("failed", "Not delivered")


def test_a_return_of_a_message_that_is_not_ours_is_laid_aside(client, settings, at_hour):
    at_hour(TUESDAY, 9)
    give_back(client, settings, "T-1", Why.OTHER)
    at_hour(TUESDAY, 11)
    assert (actions.handle_returns(), actions.handle_returns()) == (1, 0)


def test_a_made_up_return_is_refused(client, settings):
    assert give_back(client, settings, "T-1", Why.OTHER, signature="made-up").status_code == 400
    assert client.post(reverse("followups:returned", args=["mail"]), {}).status_code == 400
    assert client.post(reverse("followups:returned", args=["pigeon"]), {}).status_code == 404
    assert not ReturnedMessage.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "address"}, "of the person's own"),
        ({"whose": "Aunt"}, "of the person's own"),
        ({"safe_for_messages": False}, "not safe"),
        ({"value": "555-0142"}, "ten digits"),
    ],
)
def test_what_cannot_be_agreed_to(agreed, fields, said):
    with pytest.raises(ActionRefused, match=said):
        agreed(**fields)


def test_where_texts_are_not_set_up_nobody_agrees_to_them(agreed, settings):
    settings.GATEWAYS = {"mail": settings.GATEWAYS["mail"]}
    with pytest.raises(ActionRefused, match="not set up"):
        agreed()


def test_the_worker_may_do_all_of_it_in_its_own_role(agreed, at_hour, client, settings):
    at_hour(TUESDAY, 11)
    agreed(value="573-555-0188")
    at_hour(TUESDAY, 12)
    receive(client, settings, "5735550188", "STOP")
    give_back(client, settings, "T-1", Why.NO_SUCH_ADDRESS)
    message = outbox.tell(
        once="test-1-a", template="person_help", to=Agreement.objects.get().contact, facts={"phone": "1"}
    )
    Message.objects.filter(pk=message.pk).update(state="sent", sent_at=clock.now(), provider_ref="T-1")
    with scope.acting_as(scope.worker):
        assert actions.handle_texts() == 1
        assert actions.handle_returns() == 1
    assert Agreement.objects.get().ended_at is not None
