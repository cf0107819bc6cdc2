"""Release packets for many people: asked for on a page, made by the worker, fetched as one zip, gone after a day.

PostgreSQL holds what is to be made; Celery only rings. A run that broke off is made anew once its lease has ended.
"""

import logging
import tempfile
import zipfile
from datetime import timedelta
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.db.models import Q

from accounts import scope
from cases.access import classes_read_by
from cases.models import Case, PacketRun
from cases.packets import packet_of
from reentry_portal import clock, paper
from reentry_portal.errors import ActionRefused

MOST_AT_ONCE = 200
LEASE = timedelta(minutes=5)
KEPT = timedelta(days=1)
State = PacketRun.State
log = logging.getLogger(__name__)


def ask_for(*, cases: list[int], by, lang: str = "", large_type: bool = False) -> PacketRun:
    """Put packets in line. Raises ActionRefused for none, for too many, or where PDFs cannot be made."""
    if not cases:
        raise ActionRefused("No one leaves in that time.")
    if len(cases) > MOST_AT_ONCE:
        raise ActionRefused(f"{len(cases)} people are too many at once; {MOST_AT_ONCE} is the most.")
    if not paper.available():
        raise ActionRefused("PDFs cannot be made here. Print the packets one by one.")
    return PacketRun.objects.create(asked_by=by, cases=cases, lang=lang, large_type=large_type)


def work_through() -> int:
    """Make what was asked for, and throw away what is old; returns how many runs were made."""
    made = 0
    while run := _claim():
        try:
            _make(run)
            made += 1
        except Exception as error:
            log.exception("Packets %s were not made", run.pk)
            with scope.acting_as(scope.worker):
                _finish(run, State.FAILED, error=f"Something went wrong ({type(error).__name__}). Ask for them again.")
    with scope.acting_as(scope.worker):
        _throw_away_old()
    return made


def _claim() -> PacketRun | None:
    with scope.acting_as(scope.worker):
        now = clock.now()
        free = Q(state=State.WAITING) | Q(state=State.MAKING, lease_until__lt=now)
        run = PacketRun.objects.select_for_update(skip_locked=True).filter(free).order_by("pk").first()
        if run is not None:
            run.state, run.lease_until, run.done = State.MAKING, now + LEASE, 0
            run.save(update_fields=["state", "lease_until", "done"])
        return run


def _make(run: PacketRun) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "packets.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parts:
            for number, case_id in enumerate(run.cases, start=1):
                with scope.acting_as(scope.worker):
                    _add(run, case_id, parts)
                    progress = {"done": number, "lease_until": clock.now() + LEASE}
                    PacketRun.objects.filter(pk=run.pk).update(**progress)
        with scope.acting_as(scope.worker), target.open("rb") as content:
            run.file.save("packets.zip", File(content), save=False)
            _finish(run, State.READY)


def _add(run: PacketRun, case_id: int, parts: zipfile.ZipFile) -> None:
    """One person's PDF; someone whom the asker no longer sees is left out."""
    visible = Case.objects.visible_to(run.asked_by).select_related("person", "coordinator")
    case = visible.filter(pk=case_id).first()
    if case is None:
        return
    packet = packet_of(case, reads=classes_read_by(run.asked_by), today=clock.today(), lang=run.lang)
    parts.writestr(f"{case.person.doc_number}.pdf", pdf_of(packet, large_type=run.large_type))


def pdf_of(packet, *, large_type: bool) -> bytes:
    context = {"packet": packet, "lang": packet.lang, "large_type": large_type, "printed_at": clock.now()}
    return paper.pdf("paper/packet.html", context)


def _finish(run: PacketRun, state: str, error: str = "") -> None:
    run.state, run.lease_until, run.error, run.finished_at = state, None, error, clock.now()
    run.save(update_fields=["state", "lease_until", "error", "finished_at", "file"])


def _throw_away_old() -> None:
    old = PacketRun.objects.filter(state=State.READY, finished_at__lt=clock.now() - KEPT).exclude(file="")
    for run in old:
        storage, name = run.file.storage, run.file.name
        PacketRun.objects.filter(pk=run.pk).update(file="")
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
