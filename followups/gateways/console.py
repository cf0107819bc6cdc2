import hashlib
import hmac
import logging
from collections.abc import Mapping

from django.conf import settings

from followups.gateways import BadSignature, Letter, Received

log = logging.getLogger(__name__)


class ConsoleGateway:
    """Texts on the console, and one a line in var/texts.log; in the demo they can be read beside the mail."""

    may_repeat = False

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def send(self, letter: Letter) -> str:
        line = f"{letter.key}\t{letter.to}\t{' '.join(letter.text.split())}"
        with settings.TEXTS_FILE.open("a") as file:
            file.write(f"{line}\n")
        log.info("A text to a number ending in %s", letter.to[-4:])
        return letter.key

    def look_up(self, letter: Letter) -> str:
        known = settings.TEXTS_FILE.exists() and letter.key in settings.TEXTS_FILE.read_text()
        return letter.key if known else ""

    def received(self, *, url: str, fields: Mapping[str, str], signature: str) -> Received:
        if not hmac.compare_digest(signature, self.sign(url, fields)):
            raise BadSignature
        return Received(fields["From"], fields.get("Body", ""), fields["MessageSid"])

    @staticmethod
    def sign(url: str, fields: Mapping[str, str]) -> str:
        told = url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
        return hmac.new(settings.TEXT_WEBHOOK_SECRET.encode(), told.encode(), hashlib.sha256).hexdigest()
