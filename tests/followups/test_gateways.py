"""The gateways themselves: SMTP's answers, Twilio's client, signatures."""

import smtplib
from base64 import b64encode
from dataclasses import replace
from types import SimpleNamespace

import pytest
import requests
from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused
from django.core.mail.backends.locmem import EmailBackend
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator

from followups.gateways import BadSignature, Letter, NotNow, Refused, Returned, Unanswered, Unreachable, Why
from followups.gateways.hosted import HostedMailGateway
from followups.gateways.mail import MailGateway
from followups.gateways.twilio import TwilioGateway
from reentry_portal import clock

LETTER = Letter("key-1", "5735550142", "Subject", "Words", begun_at=clock.now())


def refused(code, words=b"No"):
    return smtplib.SMTPRecipientsRefused({"a@demo.test": (code, words)})


@pytest.mark.parametrize(
    ("raised", "error"),
    [
        (refused(550), Refused),
        (refused(450), NotNow),
        (smtplib.SMTPDataError(554, b"No"), Refused),
        (smtplib.SMTPDataError(451, b"Later"), NotNow),
        (smtplib.SMTPSenderRefused(550, b"Not you", "portal@demo.test"), Unreachable),
        (smtplib.SMTPServerDisconnected("gone"), Unanswered),
        (TimeoutError("timed out"), Unanswered),
    ],
)
def test_what_a_mail_server_says(monkeypatch, raised, error):
    def send(self, messages):
        raise raised

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    with MailGateway() as gateway, pytest.raises(error):
        gateway.send(LETTER)


@pytest.mark.parametrize(
    ("raised", "why"),
    [
        (refused(550, b"5.1.1 No such user"), Why.NO_SUCH_ADDRESS),
        (refused(550, b"5.7.1 Relaying denied"), Why.OTHER),
        (refused(552, b"5.2.2 Mailbox full"), Why.OTHER),
        (smtplib.SMTPDataError(554, b"Looks like spam"), Why.OTHER),
    ],
)
def test_only_what_the_server_says_of_the_address_counts_against_it(monkeypatch, raised, why):
    def send(self, messages):
        raise raised

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    with MailGateway() as gateway, pytest.raises(Refused) as said:
        gateway.send(LETTER)
    assert said.value.why == why


def test_a_mail_server_that_cannot_be_reached_got_nothing(monkeypatch):
    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "open", refuse)
    with MailGateway() as gateway, pytest.raises(Unreachable):
        gateway.send(LETTER)


class Twilio:
    """Stands in for twilio.rest.Client: keeps what it took."""

    def __init__(self, error=None, *, takes=True):
        self.error, self.takes, self.kept = error, takes, []
        self.messages = self

    def create(self, *, to, from_, body, status_callback):
        assert status_callback.endswith("/messages/returned/text/")
        if self.takes:
            self.kept.append(SimpleNamespace(sid=f"SM{len(self.kept)}", to=to, body=body))
        if self.error:
            raise self.error
        return self.kept[-1]

    def list(self, *, to, date_sent_after, limit):
        assert date_sent_after < LETTER.begun_at
        return [text for text in self.kept if text.to == to]


@pytest.mark.parametrize(
    ("raised", "error"),
    [
        (TwilioRestException(400, "/", code=21211), Refused),
        (TwilioRestException(401, "/", code=20003), Unreachable),  # our key is wrong, not their number
        (TwilioRestException(429, "/", code=20429), NotNow),
        (TwilioRestException(503, "/"), Unanswered),
        (requests.ReadTimeout(), Unanswered),
        (requests.ConnectTimeout(), Unreachable),
    ],
)
def test_what_twilio_says(settings, raised, error):
    settings.TWILIO_FROM = "+15735550100"
    with TwilioGateway(Twilio(raised)) as gateway, pytest.raises(error):
        gateway.send(LETTER)


@pytest.mark.parametrize(("takes", "knows"), [(True, "SM0"), (False, "")])
def test_after_no_answer_twilio_is_asked_what_it_took(settings, takes, knows):
    settings.TWILIO_FROM = "+15735550100"
    gateway = TwilioGateway(Twilio(requests.ReadTimeout(), takes=takes))
    with pytest.raises(Unanswered):
        gateway.send(LETTER)
    assert gateway.look_up(LETTER) == knows


@pytest.mark.parametrize(
    ("code", "why"), [(21614, Why.NO_SUCH_ADDRESS), (21610, Why.OPTED_OUT), (21606, Why.OTHER), (None, Why.OTHER)]
)
def test_which_of_twilios_refusals_speak_of_the_number(code, why):
    with pytest.raises(Refused) as said:
        TwilioGateway(Twilio(TwilioRestException(400, "/", code=code))).send(LETTER)
    assert said.value.why == why


def signed_by_twilio(rf, settings, path, fields, *, signed=None):
    settings.TWILIO_AUTH_TOKEN, settings.PORTAL_URL = "only-in-this-test", "https://portal.example"
    signature = RequestValidator(settings.TWILIO_AUTH_TOKEN).compute_signature(settings.PORTAL_URL + path, fields)
    return rf.post(path, signed or fields, headers={"X-Twilio-Signature": signature})


def test_only_twilios_own_signature_counts(rf, settings):
    fields = {"From": "+15735550142", "Body": "STOP", "MessageSid": "SM1"}
    gateway = TwilioGateway(Twilio())
    good = signed_by_twilio(rf, settings, "/texts/received/", fields)
    assert gateway.received(good).text == "STOP"
    changed = signed_by_twilio(rf, settings, "/texts/received/", fields, signed={**fields, "Body": "HELP"})
    with pytest.raises(BadSignature):
        gateway.received(changed)


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        ("delivered", "", []),
        ("undelivered", "30005", [Returned("SM1", "Not delivered: 30005", Why.NO_SUCH_ADDRESS)]),
        ("undelivered", "30003", [Returned("SM1", "Not delivered: 30003", Why.OTHER)]),  # the phone is off
        ("failed", "", [Returned("SM1", "Not delivered: ", Why.OTHER)]),
    ],
)
def test_what_twilio_calls_to_tell(rf, settings, status, code, told):
    fields = {"MessageSid": "SM1", "MessageStatus": status, "ErrorCode": code}
    call = signed_by_twilio(rf, settings, "/messages/returned/text/", fields)
    assert TwilioGateway(Twilio()).returned(call) == told


@pytest.fixture
def hosted(settings):
    """A hosted service, as anymail's own test backend plays it; `hosted.answer` is what it raises."""
    settings.MAILERS = {"default": {"BACKEND": "anymail.backends.test.EmailBackend"}}
    with HostedMailGateway() as gateway:
        yield gateway


BY_MAIL = replace(LETTER, to="a@demo.test")


def test_a_hosted_service_names_each_letter(hosted, mailoutbox):
    assert hosted.send(BY_MAIL) == "0"


def test_what_is_no_address_is_refused_before_it_leaves(hosted):
    with pytest.raises(Refused) as said:
        hosted.send(LETTER)
    assert said.value.why == Why.NO_SUCH_ADDRESS


def answered(code):
    return AnymailAPIError("No", status_code=code, response=SimpleNamespace(reason="No", text="", json=dict))


@pytest.mark.parametrize(
    ("raised", "error", "why"),
    [
        (AnymailRecipientsRefused(), Refused, Why.NO_SUCH_ADDRESS),
        (answered(422), Refused, Why.OTHER),
        (answered(401), Unreachable, None),
        (answered(429), NotNow, None),
        (answered(503), Unanswered, None),
        (AnymailAPIError("timed out"), Unanswered, None),
    ],
)
def test_what_a_hosted_service_says(hosted, monkeypatch, raised, error, why):
    def post(self, payload, message):
        raise raised

    monkeypatch.setattr("anymail.backends.test.EmailBackend.post_to_esp", post)
    with pytest.raises(error) as said:
        hosted.send(BY_MAIL)
    assert getattr(said.value, "why", None) == why


@pytest.mark.parametrize(("kind", "why"), [("HardBounce", Why.NO_SUCH_ADDRESS), ("SoftBounce", Why.OTHER)])
def test_what_a_hosted_service_calls_to_tell(hosted, rf, settings, kind, why):
    settings.MAIL_WEBHOOK = "anymail.webhooks.postmark.PostmarkTrackingWebhookView"
    settings.ANYMAIL = {"WEBHOOK_SECRET": "portal:only-in-this-test"}
    told = {"RecordType": "Bounce", "ID": 1, "Type": kind, "TypeCode": 1, "MessageID": "m-1"}
    told |= {"Email": "a@demo.test", "BouncedAt": "2026-11-25T08:00:00Z", "Description": "Unknown user"}

    def call(secret):
        signature = b64encode(f"portal:{secret}".encode()).decode()
        headers = {"Authorization": f"Basic {signature}"}
        return rf.post("/messages/returned/mail/", told, content_type="application/json", headers=headers)

    assert hosted.returned(call("only-in-this-test")) == [Returned("m-1", "bounced: bounced", why)]
    with pytest.raises(BadSignature):
        hosted.returned(call("guessed"))
