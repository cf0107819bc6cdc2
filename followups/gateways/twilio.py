"""Twilio's text messages, through its own client library (`pip install reentry-portal[twilio]`)."""

from datetime import timedelta

import requests
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from followups.gateways import (
    BadSignature,
    Letter,
    NotNow,
    Received,
    Refused,
    Returned,
    Unanswered,
    Unreachable,
    Why,
)

SECONDS = 10
TOO_MANY, OUR_KEY = 429, (401, 403)
# Of Twilio's error codes those that speak of the number: not valid, not mobile, unknown, a landline; and a STOP.
WHY = {
    **dict.fromkeys((21211, 21217, 21614, 30005, 30006), Why.NO_SUCH_ADDRESS),
    21610: Why.OPTED_OUT,
}
NOT_DELIVERED = ("undelivered", "failed")


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
            taken = self.client.messages.create(
                to=f"+1{letter.to}",
                from_=settings.TWILIO_FROM,
                body=letter.text,
                status_callback=settings.PORTAL_URL + reverse("followups:returned", args=["text"]),
            )
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

    def received(self, request: HttpRequest) -> Received:
        fields = self._signed(request)
        return Received(fields["From"], fields.get("Body", ""), fields["MessageSid"])

    def returned(self, request: HttpRequest) -> list[Returned]:
        fields = self._signed(request)
        if fields["MessageStatus"] not in NOT_DELIVERED:
            return []
        code = fields.get("ErrorCode", "")
        return [Returned(fields["MessageSid"], f"Not delivered: {code}", _why(code))]

    @staticmethod
    def _signed(request: HttpRequest) -> dict[str, str]:
        fields, url = request.POST.dict(), settings.PORTAL_URL + request.get_full_path()
        signature = request.headers.get("X-Twilio-Signature", "")
        if not RequestValidator(settings.TWILIO_AUTH_TOKEN).validate(url, fields, signature):
            raise BadSignature
        return fields


def _why(code: int | str) -> Why:
    return WHY.get(int(code or 0), Why.OTHER)


def _said_no(error: TwilioRestException) -> Exception:
    said = f"{error.status} {error.code}"
    if error.status == TOO_MANY:
        return NotNow(said, after=timedelta(minutes=1))
    if error.status in OUR_KEY:
        return Unreachable(f"Twilio does not take our key: {said}")
    return Unanswered(said) if error.status >= 500 else Refused(said, why=_why(error.code))
