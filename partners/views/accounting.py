"""What was shown of a person outside the department: the accounting of disclosures (42 CFR 2.25; domain.md P2-12)."""

import csv
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from audit.models import Action
from cases.forms import PeriodForm
from cases.views.frame import case_context
from partners.accounting import COLUMNS, disclosures_of
from partners.views.staff import TAB

YEARS = 3


@allow(STAFF)
@require_GET
def accounting(request, case_id):
    """Every disclosure of a period, three years unless told: on the page, on paper, or as a file."""
    context = case_context(request, case_id, active=TAB)
    first = context["today"] - timedelta(days=365 * YEARS)
    form = PeriodForm(request.GET or None, initial={"since": first, "until": context["today"]})
    period = form.cleaned_data if form.is_bound and form.is_valid() else {}
    since, until = period.get("since") or first, period.get("until") or context["today"]
    rows = disclosures_of(context["person"].record_ids(), since=since, until=until, reads=context["reads"])
    if "csv" in request.GET:
        return _as_file(context["person"], rows)
    context |= {"rows": rows, "form": form, "since": since, "until": until}
    return render(request, "partners/accounting.html", context)


def _as_file(person, rows) -> HttpResponse:
    log.record(Action.EXPORTED, object_type="disclosures", people=[person.pk], detail={"rows": len(rows)})
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="disclosures-{person.short_doc_number}.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    writer.writerows(row.cells() for row in rows)
    return response
