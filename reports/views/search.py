"""The search box: people and places by name on one page, notes by their words on another, because they are private."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from cases import search as people
from cases.models import Case
from cases.note_search import notes_saying, parts_of
from reentry_portal import clock
from reentry_portal.paging import page_of
from reports.places import places_named

SHOWN = 25
WAYS = (("People and places", "reports:search"), ("In notes", "reports:search-notes"))


@allow(STAFF)
@require_GET
def search(request):
    """People by name in any order, other name, nickname or DOC number, and places; the only match opens at once."""
    typed = request.GET.get("q", "").strip()
    cases, similar, places = [], [], []
    if typed:
        visible = Case.objects.visible_to(request.user).select_related("person", "facility")
        cases = list(people.matching_cases(visible, typed)[:SHOWN])
        places = places_named(typed, user=request.user)
        shape = people.shape_of(typed)
        if len(cases) == 1 and not places and not request.htmx:
            log.searched(what="people", shape=shape, found=[cases[0].person_id])
            return redirect("cases:case", cases[0].pk)
        if len(cases) < people.FEW and shape == "name":
            known = {case.person_id for case in cases}
            alike = people.similar_cases(visible, typed, most=SHOWN)
            similar = [case for case in alike if case.person_id not in known]
        for case in (*cases, *similar):
            case.how_found = people.how_found(case, typed)
        log.searched(what="people", shape=shape, found=[case.person_id for case in (*cases, *similar)])
    context = {"typed": typed, "cases": cases, "similar": similar, "places": places, "today": clock.today()}
    return render(request, "reports/search.html", context | {"chips": _ways("reports:search", typed)})


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
