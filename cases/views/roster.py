"""The roster's pages: bring a file, watch it being read, see what it would change, apply it."""

import csv

from django.contrib import messages
from django.db import transaction
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import allow
from audit import log
from audit.models import Action
from cases import forms
from cases.models import Case, Person, RosterBatch, RosterRow
from cases.roster import batches
from cases.tasks import work_through_rosters
from reentry_portal import clock
from reentry_portal.csv_rows import Echo, harmless
from reentry_portal.errors import ActionRefused
from reentry_portal.paging import page_of

BATCHES_SHOWN = 20
SET_ASIDE_SHOWN = 20
ROSTER_STAFF = frozenset({"supervisor", "administrator"})


@allow(ROSTER_STAFF)
def rosters(request):
    form = forms.RosterForm(request.POST or None, request.FILES or None, initial={"as_of": clock.today()})
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        batch = batches.receive(
            file_name=sent.name,
            stored_as=batches.store(sent.chunks()),
            format=form.cleaned_data["format"],
            as_of=form.cleaned_data["as_of"],
            within_days=form.cleaned_data["within_days"],
            by=request.user,
        )
        log.record(Action.CREATED, object_type="roster", object_id=batch.pk)
        transaction.on_commit(work_through_rosters.delay)
        return redirect("cases:roster", batch.pk)
    recent = RosterBatch.objects.select_related("received_by")[:BATCHES_SHOWN]
    return render(request, "cases/rosters.html", {"form": form, "recent": recent})


@allow(ROSTER_STAFF)
@require_GET
def roster(request, batch_id):
    batch = get_object_or_404(RosterBatch.objects.select_related("received_by"), pk=batch_id)
    changes = batch.rows.exclude(kinds=[])
    kind = request.GET.get("kind", "")
    chosen = changes.filter(kinds__contains=[kind]) if kind in RosterRow.Kind.values else changes
    page = page_of(chosen, by="pk", cursor=request.GET.get("at", ""))
    people = {
        person.doc_number: person
        for person in Person.objects.filter(doc_number__in=[row.doc_number for row in page.rows])
    }
    log.viewed(what="roster", object_id=batch.pk, people=[person.pk for person in people.values()])
    visible = Case.objects.visible_to(request.user).filter(person__in=people.values()).order_by("pk")
    cases = {case.person_id: case for case in visible}
    context = {
        "batch": batch,
        "page": page,
        "rows": [
            {"row": row, "case": cases.get(person.pk) if (person := people.get(row.doc_number)) else None}
            for row in page.rows
        ],
        "kinds": [
            {
                "label": label,
                "count": batch.counts.get(value, 0),
                "url": f"?kind={value}",
                "current": kind == value,
            }
            for value, label in RosterRow.Kind.choices
            if batch.counts.get(value)
        ],
        "kind": kind,
        "skipped": sorted(batch.skipped.items(), key=lambda entry: -entry[1]),
        "unmapped": sorted(batch.counts.get("unmapped", {}).items()),
        "set_aside": list(batch.rejects.all()[:SET_ASIDE_SHOWN]),
        "applying": {
            "done": batch.rows.filter(applied=True).count(),
            "total": changes.count(),
        }
        if batch.state == RosterBatch.State.APPLYING
        else None,
    }
    return render(request, "cases/roster.html", context)


@allow(ROSTER_STAFF)
@require_POST
def apply_roster(request, batch_id):
    reason = request.POST.get("reason", "")
    return _decide(request, batch_id, lambda batch: batches.approve(batch, by=request.user, reason=reason))


@allow(ROSTER_STAFF)
@require_POST
def discard_roster(request, batch_id):
    return _decide(request, batch_id, lambda batch: batches.discard(batch, by=request.user))


def _decide(request, batch_id, act):
    batch = get_object_or_404(RosterBatch, pk=batch_id)
    try:
        batch = act(batch)
    except ActionRefused as refused:
        messages.error(request, str(refused))
    else:
        log.record(Action.CHANGED, object_type="roster", object_id=batch.pk, detail={"state": batch.state})
        transaction.on_commit(work_through_rosters.delay)
    return redirect("cases:roster", batch_id)


@allow(ROSTER_STAFF)
@require_GET
def set_aside(request, batch_id):
    """The lines set aside, as CSV: number, reason, text."""
    batch = get_object_or_404(RosterBatch, pk=batch_id)
    log.record(Action.EXPORTED, object_type="roster", object_id=batch.pk)
    rejects = list(batch.rejects.values_list("line_number", "reason", "text"))
    writer = csv.writer(Echo())
    rows = [("line", "reason", "text"), *((number, harmless(why), harmless(text)) for number, why, text in rejects)]
    response = StreamingHttpResponse((writer.writerow(row) for row in rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="roster-{batch.pk}-set-aside.csv"'
    return response
