from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from cases import search as people_search
from cases import worklist
from cases.access import classes_read_by
from cases.caseload_rows import rows_html
from cases.filters import CaseloadFilter, choices_for, narrow
from cases.models import Case, SavedView
from cases.roster import feed
from reentry_portal import clock
from reentry_portal.paging import SIZE, capped_count, capped_counts, page_of

SIZES = (25, 50, 100)
SIZE_COOKIE = "people_a_page"
A_YEAR = 365 * 24 * 3600


@allow(STAFF)
@require_GET
def caseload(request):
    """The people this user plans with, soonest release first, narrowed by filters that live in the address."""
    visible = Case.objects.visible_to(request.user, look_up=True)
    asked = CaseloadFilter(request.GET)
    listed = narrow(visible, user=request.user, **asked.asked)
    sort = request.GET.get("sort", "release")
    size = _size(request)
    page = page_of(
        worklist.with_columns(listed, reads=classes_read_by(request.user)),
        by=worklist.SORTS.get(sort, "sort_date"),
        cursor=request.GET.get("at", ""),
        size=size,
    )
    shown = [case.person_id for case in page.rows]
    if typed := request.GET.get("q", "").strip():
        log.searched(what="caseload", shape=people_search.shape_of(typed), found=shown)
    else:
        log.viewed(what="caseload", people=shown)
    kept, today = urlencode(_pairs(request.GET)), clock.today()
    context = {
        "page": page,
        "rows": rows_html(page.rows, reader=request.user, today=today, within=kept, back=request.get_full_path()),
        "kept": kept,
        "sort": sort if sort in worklist.SORTS else "release",
        "sizes": SIZES,
        "size": size,
        "filter": asked,
    }
    if request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request:
        context |= {
            "total": capped_count(listed),
            "choices": choices_for(request.user) if asked.must_name else {},
        }
        response = render(request, "cases/caseload.html#results", context)
    else:
        views, total = views_with_counts(request, visible, listed)
        context |= {
            "total": total,
            "views": views,
            "own_view": next((view["view"] for view in views if view["current"] and view["view"]), None),
            "choices": choices_for(request.user),
            "feed": feed.standing(today=today),
        }
        response = render(request, "cases/caseload.html", context)
    response.headers["Vary"] = "HX-Request"
    if request.GET.get("size") == str(size):
        response.set_cookie(
            SIZE_COOKIE, size, max_age=A_YEAR, httponly=True, secure=request.is_secure(), samesite="Lax"
        )
    return response


def _size(request) -> int:
    """How many people a page: as asked for now, else as asked for last in this browser."""
    for asked in (request.GET.get("size"), request.COOKIES.get(SIZE_COOKIE)):
        if asked in map(str, SIZES):
            return int(asked)
    return SIZE


SAVED_VIEWS_SHOWN = 20
BUILT_IN_VIEWS = (
    ("All people", {}),
    ("My people", {"mine": "true"}),
    ("Out in 30 days", {"window": "30"}),
    ("No home plan", {"need": "housing"}),
    ("No ID yet", {"need": "identification"}),
    ("Overdue steps", {"steps": "overdue"}),
    ("Unassigned", {"unassigned": "true"}),
)


def views_with_counts(request, visible, listed) -> tuple[list[dict], str]:
    """Each view as a chip, the portal's own first, counting the list it leads to; and the count of the list shown."""
    saved = SavedView.objects.visible_to(request.user).select_related("owner")[:SAVED_VIEWS_SHOWN]
    views = [(label, urlencode(query), None) for label, query in BUILT_IN_VIEWS]
    views += [(_named(view, request.user), view.query, view) for view in saved]
    lists = {
        place: narrow(visible, user=request.user, **CaseloadFilter(QueryDict(query)).asked)
        for place, (_, query, _) in enumerate(views)
    }
    counted = capped_counts({**lists, "listed": listed})
    asked = _pairs(request.GET)
    chips = [
        {
            "label": label,
            "count": counted[place],
            "url": f"?{query}" if query else reverse("cases:caseload"),
            "current": asked == _pairs(QueryDict(query)),
            "view": view,
        }
        for place, (label, query, view) in enumerate(views)
    ]
    return chips, counted["listed"]


def _named(view: SavedView, user) -> str:
    return view.name if view.owner_id == user.pk else f"{view.name} ({view.owner.get_short_name()})"


def _pairs(query: QueryDict) -> list[tuple[str, str]]:
    return sorted(
        (name, value) for name, values in query.lists() for value in values if value and name not in ("at", "size")
    )
