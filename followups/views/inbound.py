"""Texts that come in, from the provider's signed call."""

from django.conf import settings
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.http import HttpResponse, HttpResponseBadRequest
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.access import PUBLIC, allow
from followups import gateways
from followups.letters import number_of
from followups.models import InboundText
from reentry_portal import clock

Word = InboundText.Word
# What carriers take as these words (CTIA), in both languages that we write.
STOP = {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "alto", "parar", "cancelar"}
HELP = {"help", "info", "ayuda"}
SIGNATURES = ("X-Twilio-Signature", "X-Portal-Signature")
NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


@allow(PUBLIC)
@csrf_exempt
@require_POST
def text(request):
    """Keep what a text means. A visitor's role may add such a row and read none."""
    if "text" not in settings.GATEWAYS:
        return HttpResponseBadRequest()
    signature = next((request.headers[name] for name in SIGNATURES if name in request.headers), "")
    url = settings.PORTAL_URL + request.get_full_path()
    try:
        received = gateways.gateway_for("text").received(url=url, fields=request.POST.dict(), signature=signature)
    except (gateways.BadSignature, KeyError):
        return HttpResponseBadRequest()
    _keep(number_of(received.number), meaning_of(received.text), received.ref[:80])
    return HttpResponse(NOTHING_TO_SAY, content_type="text/xml")


def meaning_of(text: str) -> str:
    word = text.strip().strip(".!\"'").lower()
    return Word.STOP if word in STOP else Word.HELP if word in HELP else Word.OTHER


def _keep(number: str, word: str, ref: str) -> None:
    """A provider calls again when it got no answer; the second call of one text changes nothing."""
    statement = "insert into followups_inboundtext (number, word, provider_ref, at) values (%s, %s, %s, %s)"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [number, word, ref, clock.now()])
    except IntegrityError:
        return
