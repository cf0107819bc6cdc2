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
from reentry_portal.paging import capped_count, capped_counts, page_of

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
    part = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    shown = [case.person_id for case in page.rows]
    if typed := request.GET.get("q", "").strip():
        log.searched(what="caseload", shape=people_search.shape_of(typed), found=shown)
    else:
        log.viewed(what="caseload", people=shown)
    context = {
        "filter": narrowed,
        "page": page,
        "rows": worklist.rows_for(page.rows, user=request.user),
        "total": capped_count(narrowed.qs),
        "views": [] if part else views_with_counts(request, visible),
        "sort": sort if sort in worklist.SORTS else "release",
        "today": clock.today(),
    }
    response = render(request, "cases/caseload.html#results" if part else "cases/caseload.html", context)
    response.headers["Vary"] = "HX-Request"
    return response


BUILT_IN_VIEWS = (
    ("All people", {}),
    ("My people", {"mine": "true"}),
    ("Out in 30 days", {"window": "30"}),
    ("No home plan", {"need": "housing"}),
    ("No ID yet", {"need": "identification"}),
    ("Overdue steps", {"steps": "overdue"}),
)


def views_with_counts(request, visible) -> list[dict]:
    """Each view as a chip; its count is that of the list it leads to."""
    lists = {label: CaseloadFilter(query, queryset=visible, request=request).qs for label, query in BUILT_IN_VIEWS}
    counted = capped_counts(lists)
    asked = {name: value for name, value in request.GET.items() if value and name not in ("sort", "at")}
    return [
        {
            "label": label,
            "count": counted[label],
            "url": f"?{urlencode(query)}" if query else reverse("cases:caseload"),
            "current": asked == query,
        }
        for label, query in BUILT_IN_VIEWS
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
