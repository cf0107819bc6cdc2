"""Who looked at a person and what changed: for supervisors, and on paper for the person."""

from datetime import timedelta

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import allow
from audit.querysets import days_of, trail_of
from cases.forms import HistoryForm, PeriodForm
from cases.trail import EMERGENCY, KINDS, days_in_words, lines_of
from cases.views.frame import case_context
from reentry_portal.paging import Page, page_of

SIZE = 50
PRINTED = 1000
PERSONS_DAYS = 90


@allow("supervisor")
@require_GET
def history(request, case_id):
    """The trail of one person, narrowed by day and kind; `?whole=1` is the whole period on one page, for printing."""
    context = case_context(request, case_id, active="cases:history")
    form = HistoryForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    kind = asked.get("kind") or ""
    events = trail_of(
        *context["person"].record_ids(),
        since=asked.get("since"),
        until=asked.get("until"),
        actions=KINDS[kind][1] if kind else (),
        basis=EMERGENCY if kind == "emergency" else "",
    )
    whole = bool(request.GET.get("whole"))
    page = (
        Page(list(events[:PRINTED]), "", "")
        if whole
        else page_of(events, by="-pk", cursor=request.GET.get("at", ""), size=SIZE)
    )
    context |= {
        "form": form,
        "page": page,
        "lines": lines_of(page.rows),
        "whole": whole,
        "cut": whole and len(page.rows) == PRINTED,
        "narrowed": {"since": asked.get("since"), "until": asked.get("until"), "kind": KINDS[kind][0] if kind else ""},
    }
    return render(request, "cases/history.html", context)


@allow("supervisor")
@require_GET
def own_trail(request, case_id):
    """The same in plain words, to hand to the person: who looked at my record, and when."""
    context = case_context(request, case_id, active="cases:history")
    today = context["today"]
    form = PeriodForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    since = asked.get("since") or today - timedelta(days=PERSONS_DAYS)
    until = asked.get("until") or today
    rows = days_of(trail_of(*context["person"].record_ids(), since=since, until=until), most=PRINTED)
    context |= {
        "form": form,
        "since": since,
        "until": until,
        "days": days_in_words(rows),
        "cut": len(rows) == PRINTED,
    }
    return render(request, "cases/own_trail.html", context)
