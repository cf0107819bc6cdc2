import hashlib
import hmac
import logging
from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest

from followups.gateways import BadSignature, Letter, Received, Returned, Why

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

    def received(self, request: HttpRequest) -> Received:
        fields = self._signed(request)
        return Received(fields["From"], fields.get("Body", ""), fields["MessageSid"])

    def returned(self, request: HttpRequest) -> list[Returned]:
        fields = self._signed(request)
        return [Returned(fields["MessageSid"], fields["Reason"], Why(fields["Why"]))]

    def _signed(self, request: HttpRequest) -> dict[str, str]:
        fields = request.POST.dict()
        signed = self.sign(settings.PORTAL_URL + request.get_full_path(), fields)
        if not hmac.compare_digest(request.headers.get("X-Portal-Signature", ""), signed):
            raise BadSignature
        return fields

    @staticmethod
    def sign(url: str, fields: Mapping[str, str]) -> str:
        told = url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
        return hmac.new(settings.TEXT_WEBHOOK_SECRET.encode(), told.encode(), hashlib.sha256).hexdigest()
