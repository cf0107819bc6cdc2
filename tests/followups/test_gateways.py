"""The gateways themselves: SMTP's answers, Twilio's client, signatures."""

import smtplib
from types import SimpleNamespace

import pytest
import requests
from django.core.mail.backends.locmem import EmailBackend
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator

from followups.gateways import BadSignature, Letter, NotNow, Refused, Unanswered, Unreachable
from followups.gateways.mail import MailGateway
from followups.gateways.twilio import TwilioGateway
from reentry_portal import clock

LETTER = Letter("key-1", "5735550142", "Subject", "Words", begun_at=clock.now())


def refused(code):
    return smtplib.SMTPRecipientsRefused({"a@demo.test": (code, b"No")})


@pytest.mark.parametrize(
    ("raised", "error"),
    [
        (refused(550), Refused),
        (refused(450), NotNow),
        (smtplib.SMTPDataError(554, b"No"), Refused),
        (smtplib.SMTPDataError(451, b"Later"), NotNow),
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

    def create(self, *, to, from_, body):
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


def test_only_twilios_own_signature_counts(settings):
    settings.TWILIO_AUTH_TOKEN = "only-in-this-test"
    url, fields = (
        "https://portal.example/texts/received/",
        {"From": "+15735550142", "Body": "STOP", "MessageSid": "SM1"},
    )
    gateway = TwilioGateway(Twilio())
    good = RequestValidator(settings.TWILIO_AUTH_TOKEN).compute_signature(url, fields)
    assert gateway.received(url=url, fields=fields, signature=good).text == "STOP"
    with pytest.raises(BadSignature):
        gateway.received(url=url, fields={**fields, "Body": "HELP"}, signature=good)
