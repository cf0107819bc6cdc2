from datetime import timedelta

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from cases import search as people_search
from cases import worklist
from cases.filters import CaseloadFilter
from cases.models import Case
from reentry_portal import clock
from reentry_portal.paging import capped_count, page_of

SHOWN_BY_SEARCH = 25


@allow(STAFF)
@require_GET
def caseload(request):
    """The people this user plans with, soonest release first, narrowed by filters that live in the address."""
    visible = Case.objects.visible_to(request.user)
    narrowed = CaseloadFilter(request.GET, queryset=visible, request=request)
    sort = request.GET.get("sort", "release")
    page = page_of(
        worklist.with_columns(narrowed.qs),
        by=worklist.SORTS.get(sort, "sort_date"),
        cursor=request.GET.get("at", ""),
    )
    today = clock.today()
    log.viewed(what="caseload", people=[case.person_id for case in page.rows])
    context = {
        "filter": narrowed,
        "page": page,
        "rows": worklist.rows_for(page.rows, user=request.user),
        "total": capped_count(narrowed.qs),
        "views": saved_views(request, visible, today),
        "sort": sort if sort in worklist.SORTS else "release",
        "today": today,
    }
    part = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    response = render(request, "cases/caseload.html#results" if part else "cases/caseload.html", context)
    response.headers["Vary"] = "HX-Request"
    return response


def saved_views(request, visible, today):
    soon = today + timedelta(days=30)
    counted = worklist.counts(visible, user=request.user, today=today, soon=soon)
    views = [
        ("All people", {}, "all"),
        ("My people", {"mine": "true"}, "mine"),
        ("Out in 30 days", {"window": "30"}, "soon"),
        ("No home plan", {"need": "housing"}, "housing"),
        ("No ID yet", {"need": "identification"}, "identification"),
        ("Overdue steps", {"steps": "overdue"}, "overdue"),
    ]
    asked = {name: value for name, value in request.GET.items() if value and name not in ("sort", "at")}
    return [
        {
            "label": label,
            "count": counted[key],
            "url": f"?{urlencode(query)}" if query else reverse("cases:caseload"),
            "current": asked == query,
        }
        for label, query, key in views
    ]


@allow(STAFF)
@require_GET
def search(request):
    """People by name in any order, or DOC number; the only match opens at once."""
    typed = request.GET.get("q", "").strip()
    cases, similar = [], False
    if typed:
        visible = Case.objects.visible_to(request.user).select_related("person", "facility")
        found = people_search.matching_people(typed)
        cases = list(
            visible.filter(person__in=found).order_by("person__last_name", "person__first_name", "-id")[
                :SHOWN_BY_SEARCH
            ]
        )
        if len(cases) < people_search.FEW and people_search.shape_of(typed) == "name":
            alike = list(people_search.similar_people(typed).values_list("pk", flat=True)[:SHOWN_BY_SEARCH])
            known = {case.pk for case in cases}
            more = [case for case in visible.filter(person__in=alike) if case.pk not in known]
            similar = bool(more) and not cases
            cases += sorted(more, key=lambda case: alike.index(case.person_id))
        log.searched(what="people", shape=people_search.shape_of(typed), found=[case.person_id for case in cases])
        if len(cases) == 1 and not similar and not request.htmx:
            return redirect("cases:case", cases[0].pk)
    return render(
        request,
        "cases/search.html",
        {"typed": typed, "cases": cases, "similar": similar, "today": clock.today()},
    )
