"""What providers call to tell: texts that came in, messages that did not arrive. Known by their signatures alone.

A visitor's role may add such rows and read none; the worker makes of them what they mean.
"""

from django.conf import settings
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.http import Http404, HttpResponse, HttpResponseBadRequest
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
NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


@allow(PUBLIC)
@csrf_exempt
@require_POST
def text(request):
    """Keep what a text means."""
    if "text" not in settings.GATEWAYS:
        return HttpResponseBadRequest()
    try:
        received = gateways.gateway_for("text").received(request)
    except (gateways.BadSignature, KeyError):
        return HttpResponseBadRequest()
    _keep(
        "insert into followups_inboundtext (number, word, provider_ref, at) values (%s, %s, %s, %s)",
        [number_of(received.number), meaning_of(received.text), received.ref[:80], clock.now()],
    )
    return HttpResponse(NOTHING_TO_SAY, content_type="text/xml")


@allow(PUBLIC)
@csrf_exempt
@require_POST
def returned(request, channel):
    """Keep which messages did not arrive, and why."""
    if channel not in settings.GATEWAYS:
        raise Http404
    try:
        rows = gateways.gateway_for(channel).returned(request)
    except (gateways.BadSignature, KeyError, ValueError):
        return HttpResponseBadRequest()
    for row in rows:
        _keep(
            "insert into followups_returnedmessage (channel, provider_ref, why, reason, at)"
            " values (%s, %s, %s, %s, %s)",
            [channel, row.ref[:80], row.why, row.reason[:80], clock.now()],
        )
    return HttpResponse()


def meaning_of(text: str) -> str:
    word = text.strip().strip(".!\"'").lower()
    return Word.STOP if word in STOP else Word.HELP if word in HELP else Word.OTHER


def _keep(statement: str, values: list) -> None:
    """A provider calls again when it got no answer; the second call of the same changes nothing."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except IntegrityError:
        return
