"""A hosted mail service in place of a relay, through django-anymail (`pip install reentry-portal[anymail]`)."""

from anymail.exceptions import (
    AnymailError,
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
    AnymailWebhookValidationFailure,
)
from anymail.signals import EventType, RejectReason
from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from followups.gateways import BadSignature, Letter, NotNow, Refused, Returned, Unanswered, Unreachable, Why
from followups.gateways.mail import MailGateway

TOO_MANY, OUR_KEY = 429, (401, 402, 403)
DID_NOT_ARRIVE = (EventType.BOUNCED, EventType.REJECTED, EventType.FAILED)
OPTED_OUT = (EventType.COMPLAINED, EventType.UNSUBSCRIBED)
NO_SUCH_ADDRESS = (RejectReason.INVALID, RejectReason.BOUNCED)


class HostedMailGateway(MailGateway):
    """Tells the service's name of each letter, and hears from it what came back.

    The class that reads the service's calls is named in settings.MAIL_WEBHOOK; they come to /messages/returned/mail/.
    """

    def send(self, letter: Letter) -> str:
        self._connect()
        message = self._message(letter)
        try:
            self.connection.send_messages([message])
        except (AnymailRecipientsRefused, AnymailInvalidAddress) as error:
            raise Refused("The service does not take the address.", why=Why.NO_SUCH_ADDRESS) from error
        except AnymailError as error:
            raise _said_no(error) from error
        ref = message.anymail_status.message_id
        return "" if ref is None else str(ref)

    def returned(self, request: HttpRequest) -> list[Returned]:
        if not settings.MAIL_WEBHOOK:
            raise BadSignature
        calls = import_string(settings.MAIL_WEBHOOK)()
        try:
            calls.run_validators(request)
        except AnymailWebhookValidationFailure as error:
            raise BadSignature from error
        return [
            Returned(event.message_id, f"{event.event_type}: {event.reject_reason or 'no reason'}", _why(event))
            for event in calls.parse_events(request)
            if event.message_id and event.event_type in (*DID_NOT_ARRIVE, *OPTED_OUT)
        ]


def _why(event) -> Why:
    if event.event_type in OPTED_OUT or event.reject_reason == RejectReason.UNSUBSCRIBED:
        return Why.OPTED_OUT
    # A full mailbox is a bounce to anymail too; only the service's own words tell. In doubt the address stays.
    if "soft" in str(event.esp_event).lower():
        return Why.OTHER
    return Why.NO_SUCH_ADDRESS if event.reject_reason in NO_SUCH_ADDRESS else Why.OTHER


def _said_no(error: AnymailError) -> Exception:
    """Of the service's answer only its code is kept: the rest may repeat the letter."""
    said = f"The service said {error.status_code or 'nothing'}"
    if error.status_code in OUR_KEY:
        return Unreachable(said)
    if error.status_code == TOO_MANY:
        return NotNow(said)
    return Refused(said) if error.status_code and error.status_code < 500 else Unanswered(said)
