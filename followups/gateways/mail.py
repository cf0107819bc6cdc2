import smtplib
from contextlib import suppress

from django.conf import settings
from django.core.mail import EmailMessage, mailers

from followups.gateways import Letter, NotNow, Refused, Unanswered, Unreachable


class MailGateway:
    """Django's mail backend: SMTP, a folder in the demo, or a hosted service through anymail.

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
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as error:
            raise _said_no(error) from error
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise Unanswered(f"The mail server did not answer: {error}") from error
        return ""

    def look_up(self, letter: Letter) -> None:
        return None

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


def _said_no(error: smtplib.SMTPException) -> Exception:
    """A code from 500 on is for good (RFC 5321 4.2.1)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    else:
        code, words = error.smtp_code, error.smtp_error
    said = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return (Refused if code >= 500 else NotNow)(f"{code} {said}")
