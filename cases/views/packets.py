"""The release packet: read, printed, downloaded; and many at once, made in the background."""

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from audit.models import Action
from cases import packet_runs
from cases.forms.packets import PacketRunForm
from cases.models import Case, PacketRun
from cases.packets import LANGUAGES, packet_of
from cases.tasks import make_packets
from cases.views.frame import case_context
from reentry_portal import clock, paper
from reentry_portal.errors import ActionRefused

RUNS_SHOWN = 20


@allow(STAFF)
@require_GET
def packet(request, case_id):
    context, made, large = _packet(request, case_id)
    context |= {"packet": made, "large": large, "languages": LANGUAGES, "pdf_here": paper.available()}
    return render(request, "cases/packet.html", context)


@allow(STAFF)
@require_GET
def packet_pdf(request, case_id):
    context, made, large = _packet(request, case_id)
    if not paper.available():
        raise Http404
    log.record(Action.EXPORTED, object_type="packet", object_id=case_id, people=[context["person"].pk])
    return paper.response(packet_runs.pdf_of(made, large_type=large), name=f"packet-{made.doc_number}")


def _packet(request, case_id):
    context = case_context(request, case_id, active="cases:plan")
    lang, large = request.GET.get("lang", ""), request.GET.get("large") == "1"
    made = packet_of(context["case"], reads=context["reads"], today=context["today"], lang=lang)
    return context, made, large


@allow(STAFF)
def packets(request):
    """Ask for the packets of everyone who leaves soon; earlier ones of one's own."""
    form = PacketRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        until = clock.today() + timedelta(days=data["days"])
        soon = Case.objects.visible_to(request.user).filter(state__in=Case.INSIDE, release_date__lte=until)
        if data["only_mine"]:
            soon = soon.filter(coordinator=request.user)
        people = list(
            soon.order_by("release_date", "pk").values_list("pk", "person_id")[: packet_runs.MOST_AT_ONCE + 1]
        )
        try:
            run = packet_runs.ask_for(
                cases=[pk for pk, _ in people], by=request.user, lang=data["lang"], large_type=data["large_type"]
            )
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            named = [person for _, person in people]
            log.record(Action.EXPORTED, object_type="packets", object_id=run.pk, people=named)
            transaction.on_commit(make_packets.delay)
            messages.success(request, f"{run.total} packets are being made.")
            return redirect("cases:packet-run", run.pk)
    runs = PacketRun.objects.filter(asked_by=request.user)[:RUNS_SHOWN]
    return render(request, "cases/packets.html", {"form": form, "runs": runs})


@allow(STAFF)
@require_GET
def packet_run(request, run_id):
    run = get_object_or_404(PacketRun, pk=run_id, asked_by=request.user)
    return render(request, "cases/packet_run.html", {"run": run})


@allow(STAFF)
@require_GET
def packet_zip(request, run_id):
    run = get_object_or_404(PacketRun, pk=run_id, asked_by=request.user, state=PacketRun.State.READY)
    if not run.file:
        raise Http404
    seen = Case.objects.filter(pk__in=run.cases).values_list("person_id", flat=True)
    log.record(Action.EXPORTED, object_type="packets", object_id=run.pk, people=seen)
    answer = FileResponse(run.file.open("rb"), as_attachment=True, filename=f"packets-{run.asked_at:%Y-%m-%d}.zip")
    answer["Cache-Control"] = "no-store"
    return answer
