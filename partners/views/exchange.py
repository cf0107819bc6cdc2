"""Data packages of other directories in, and ours out (HSDS 3)."""

import csv
import tempfile
import zipfile
from pathlib import Path

from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.access import allow
from audit import log
from audit.models import Action
from partners.forms.directory import PackageForm
from partners.hsds import runs
from partners.hsds.exporting import write_package
from partners.models import DirectoryImport
from partners.tasks import read_directory_packages
from partners.views.directory import KEEPERS, chips

RECENT = 20
SHOWN = 20
TABLES = (
    ("organization", "Organizations"),
    ("location", "Locations"),
    ("service", "Services"),
    ("service_at_location", "Services at locations"),
    ("phone", "Phones"),
    ("schedule", "Hours"),
)


@allow(KEEPERS)
def exchange(request):
    form = PackageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        batch = runs.receive(
            file_name=sent.name,
            stored_as=runs.store(sent.chunks()),
            source=form.cleaned_data["source"],
            dry_run=form.cleaned_data["dry_run"],
            by=request.user,
        )
        log.record(Action.CREATED, object_type="directory_import", object_id=batch.pk)
        transaction.on_commit(read_directory_packages.delay)
        return redirect("partners:import", batch.pk)
    recent = DirectoryImport.objects.select_related("received_by")[:RECENT]
    context = {"form": form, "recent": recent, "chips": chips(request, "partners:exchange")}
    return render(request, "partners/exchange.html", context)


@allow(KEEPERS)
@require_GET
def import_run(request, import_id):
    batch = get_object_or_404(DirectoryImport.objects.select_related("received_by"), pk=import_id)
    counts = batch.counts
    rows = [
        (label, counts.get(f"{table} new", 0), counts.get(f"{table} changed", 0), counts.get(f"{table} same", 0))
        for table, label in TABLES
    ]
    context = {
        "batch": batch,
        "rows": rows if counts else [],
        "not_kept": sorted(batch.not_kept.items()),
        "set_aside": list(batch.rejects.all()[:SHOWN]),
    }
    return render(request, "partners/import.html", context)


@allow(KEEPERS)
@require_GET
def import_rejects(request, import_id):
    """The rows set aside, as CSV: file, line, reason, text."""
    batch = get_object_or_404(DirectoryImport, pk=import_id)
    log.record(Action.EXPORTED, object_type="directory_import", object_id=batch.pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="directory-{batch.pk}-set-aside.csv"'
    writer = csv.writer(response)
    writer.writerow(["file", "line", "reason", "text"])
    for one in batch.rejects.all():
        writer.writerow([_harmless(one.file), one.line_number, _harmless(one.reason), _harmless(one.text)])
    return response


def _harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@allow(KEEPERS)
@require_GET
def export(request):
    """The whole directory as one zip file, made on disk before anything is sent."""
    log.record(Action.EXPORTED, object_type="directory")
    archive = tempfile.TemporaryFile()  # noqa: SIM115 (closed, and by that removed, with the response)
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        write_package(Path(folder))
        for file in sorted(Path(folder).iterdir()):
            packed.write(file, file.name)
    archive.seek(0)
    return FileResponse(archive, as_attachment=True, filename="directory-hsds.zip")
