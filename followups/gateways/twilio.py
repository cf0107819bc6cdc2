"""Twilio's text messages, through its own client library (`pip install reentry-portal[twilio]`)."""

from collections.abc import Mapping
from datetime import timedelta

import requests
from django.conf import settings
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from followups.gateways import BadSignature, Letter, NotNow, Received, Refused, Unanswered, Unreachable

SECONDS = 10
TOO_MANY = 429


class TwilioGateway:
    """Twilio takes no key, but tells what it took: after a crash it is asked for the same words to the same number."""

    may_repeat = False

    def __init__(self, client: Client | None = None):
        self.client = client or Client(
            settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, http_client=TwilioHttpClient(timeout=SECONDS)
        )

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def send(self, letter: Letter) -> str:
        try:
            taken = self.client.messages.create(to=f"+1{letter.to}", from_=settings.TWILIO_FROM, body=letter.text)
        except TwilioRestException as error:
            raise _said_no(error) from error
        except requests.ConnectTimeout as error:
            raise Unreachable("Twilio cannot be reached.") from error
        except (requests.RequestException, TwilioException, OSError) as error:
            raise Unanswered(f"Twilio did not answer: {type(error).__name__}") from error
        return taken.sid

    def look_up(self, letter: Letter) -> str | None:
        since = letter.begun_at - timedelta(minutes=1)
        try:
            taken = self.client.messages.list(to=f"+1{letter.to}", date_sent_after=since, limit=20)
        except (requests.RequestException, TwilioException, OSError):
            return None
        return next((text.sid for text in taken if text.body == letter.text), "")

    def received(self, *, url: str, fields: Mapping[str, str], signature: str) -> Received:
        if not RequestValidator(settings.TWILIO_AUTH_TOKEN).validate(url, dict(fields), signature):
            raise BadSignature
        return Received(fields["From"], fields.get("Body", ""), fields["MessageSid"])


def _said_no(error: TwilioRestException) -> Exception:
    said = f"{error.status} {error.code}"
    if error.status == TOO_MANY:
        return NotNow(said, after=timedelta(minutes=1))
    return Unanswered(said) if error.status >= 500 else Refused(said)
