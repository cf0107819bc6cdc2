"""The search box: people, referrals, places and pages on one page; notes, which are private, on another."""

import re

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from cases import search as people
from cases.access import classes_read_by
from cases.models import Case
from cases.note_search import notes_saying, parts_of
from partners.models import Referral
from reentry_portal import clock
from reentry_portal.paging import page_of
from reports.my_day import recent_people
from reports.pages import deed_asked, deeds_for, pages_named
from reports.places import places_named

SHOWN = 25
REFERRAL = re.compile(r"^r-?(\d{1,18})$", re.IGNORECASE)
WAYS = (("People and places", "reports:search"), ("In notes", "reports:search-notes"))


@allow(STAFF)
@require_GET
def search(request):
    """People by name in any order, other name, nickname or DOC number; referrals by number; places and pages.

    The only person or referral opens at once; "note" before a name opens a new note for the only one. While someone
    types (htmx) it answers with the part that the box on every page shows; empty, with whom they opened last.
    """
    typed = request.GET.get("q", "").strip()
    if number := REFERRAL.match(typed):
        found = _referral(int(number[1]), user=request.user)
        if found and not request.htmx:
            return redirect(found)
        context = {"referral": found}
    elif typed:
        context = _found(typed, user=request.user)
        if (only := _only(context)) and not request.htmx:
            return redirect(only)
    else:
        context = {"recent": recent_people(request)}
        log.viewed(what="people", people=[case.person_id for case in context["recent"]])
    context |= {"typed": typed, "today": clock.today()}
    if request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request:
        return render(request, "reports/search.html#found", context)
    return render(request, "reports/search.html", context | {"chips": _ways("reports:search", typed)})


def _referral(number: int, *, user) -> str | None:
    """The page of the referral with this number, when the user may open it; the search is put on the trail."""
    seen = Referral.objects.visible_to(user).filter(need__confidentiality__in=classes_read_by(user))
    whose = list(seen.filter(pk=number).values_list("case__person", flat=True))
    log.searched(what="referrals", shape="number", found=whose)
    return reverse("partners:referral", args=[number]) if whose else None


def _found(typed: str, *, user) -> dict:
    """Everyone and everything that the words name, with what may be done; the search is put on the trail."""
    visible = Case.objects.visible_to(user).select_related("person", "facility")
    cases = list(people.matching_cases(visible, typed)[:SHOWN])
    deed, name = (None, typed) if cases else deed_asked(typed)
    if deed:
        cases = list(people.matching_cases(visible, name)[:SHOWN])
    similar, shape = [], people.shape_of(name)
    if len(cases) < people.FEW and shape == "name":
        known = {case.person_id for case in cases}
        alike = people.similar_cases(visible, name, most=SHOWN)
        similar = [case for case in alike if case.person_id not in known]
    for case in (*cases, *similar):
        case.how_found = people.how_found(case, name)
    log.searched(what="people", shape=shape, found=[case.person_id for case in (*cases, *similar)])
    deeds = deeds_for(cases[: people.FEW], deed)
    return {
        "cases": cases,
        "similar": similar,
        "places": places_named(typed, user=user),
        "pages": pages_named(typed, user=user),
        "deeds": deeds,
        "deed_first": bool(deed and deeds),
    }


def _only(found: dict) -> str | None:
    """Where a search leads that found one person and nothing else."""
    if len(found["cases"]) != 1 or found["places"] or found["pages"]:
        return None
    return found["deeds"][0].url if found["deed_first"] else reverse("cases:case", args=[found["cases"][0].pk])


@allow(STAFF)
@require_GET
def search_notes(request):
    """Notes that say all of the words, newest first. Whose notes are shown is on the trail of each of these people."""
    typed = request.GET.get("q", "").strip()
    page = None
    if typed:
        page = page_of(notes_saying(typed, user=request.user), by="-pk", cursor=request.GET.get("at", ""))
        for note in page.rows:
            note.parts = parts_of(note.excerpt)
        log.searched(what="notes", shape="words", found=[note.case.person_id for note in page.rows])
    context = {"typed": typed, "page": page, "chips": _ways("reports:search-notes", typed)}
    return render(request, "reports/search_notes.html", context)


def _ways(current: str, typed: str) -> list[dict]:
    kept = f"?{urlencode({'q': typed})}" if typed else ""
    return [{"label": label, "url": f"{reverse(name)}{kept}", "current": name == current} for label, name in WAYS]
