import smtplib
from contextlib import suppress

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.http import HttpRequest

from followups.gateways import BadSignature, Letter, NotNow, Refused, Returned, Unanswered, Unreachable, Why

NO_SUCH_MAILBOX = (550, 551, 553)


class MailGateway:
    """Django's mail backend: SMTP, or a folder in the demo.

    SMTP knows no keys. A letter whose server did not answer goes again under the same Message-ID, by which mail
    programs tell a copy.
    """

    may_repeat = True

    def __init__(self):
        self.connection = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._hang_up()

    def send(self, letter: Letter) -> str:
        self._connect()
        try:
            self.connection.send_messages([self._message(letter)])
        except smtplib.SMTPSenderRefused as error:
            raise Unreachable(f"The mail server takes nothing from us: {_words(error.smtp_error)}") from error
        except smtplib.SMTPRecipientsRefused as error:
            raise _said_no(*next(iter(error.recipients.values())), to_recipient=True) from error
        except smtplib.SMTPResponseException as error:
            raise _said_no(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise Unanswered(f"The mail server did not answer: {error}") from error
        return ""

    def look_up(self, letter: Letter) -> None:
        return None

    def returned(self, request: HttpRequest) -> list[Returned]:
        """A relay makes no calls; what it cannot deliver comes back to the sender's mailbox."""
        raise BadSignature

    def _connect(self) -> None:
        if self.connection is not None:
            return
        connection = mailers.default
        try:
            connection.open()
        except (smtplib.SMTPException, OSError) as error:
            raise Unreachable(f"The mail server cannot be reached: {error}") from error
        self.connection = connection

    def _hang_up(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            with suppress(smtplib.SMTPException, OSError):  # it may be broken, which is why we hang up
                connection.close()

    @staticmethod
    def _message(letter: Letter) -> EmailMessage:
        host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
        headers = {"Message-ID": f"<{letter.key}@{host}>", "Auto-Submitted": "auto-generated"}
        message = EmailMessage(letter.subject, letter.text, to=[letter.to], headers=headers)
        if letter.calendar is not None:
            kind = f"text/calendar; method={letter.calendar_method}"
            message.attach("appointment.ics", letter.calendar, kind)
        return message


def _said_no(code: int, words: bytes | str, *, to_recipient: bool = False) -> Refused | NotNow:
    """A code from 500 on is for good (RFC 5321 4.2.1); an enhanced code 5.7 speaks of policy, not of the address."""
    said = f"{code} {_words(words)}"
    if code < 500:
        return NotNow(said)
    unknown = to_recipient and code in NO_SUCH_MAILBOX and not _words(words).startswith("5.7")
    return Refused(said, why=Why.NO_SUCH_ADDRESS if unknown else Why.OTHER)


def _words(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else str(words)
