from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode

from audit import log
from cases.access import classes_read_on
from cases.filters import CaseloadFilter, narrow
from cases.models import Case, EmergencyAccess
from cases.tabs import tabs_for
from cases.worklist import neighbors
from reentry_portal import clock


def case_context(request, case_id: int, *, active: str) -> dict:
    """What the frame of a person's page needs, for the tab `active` (a url name of cases/tabs.py).

    Answers 404 for a case that the user does not see, and puts the look on the trail.
    """
    visible = (
        Case.objects.visible_to(request.user)
        .with_emergency(request.user)
        .select_related("person", "facility", "county", "district", "coordinator")
    )
    case = get_object_or_404(visible, pk=case_id)
    log.viewed(what=active, object_id=case.pk, people=[case.person_id])
    within = request.GET.get("in") if request.method == "GET" else None
    return {
        "beside": _beside(request, case, within, active) if within is not None else None,
        "case": case,
        "person": case.person,
        "tabs": [
            {"label": tab.label, "url": _kept(url, within), "current": tab.url_name == active}
            for tab, url in _links(request, case)
        ],
        "tab_url": reverse(active, args=[case.pk]),
        "today": clock.today(),
        "reads": classes_read_on(case, request.user),
        "emergency": EmergencyAccess.objects.get(pk=case.emergency_id) if case.emergency_id else None,
    }


def _links(request, case):
    for tab in tabs_for(request.user, case):
        yield tab, reverse(tab.url_name, args=[case.pk])


def _kept(url: str, within: str | None) -> str:
    return url if within is None else f"{url}?{urlencode({'in': within})}"


def _beside(request, case, within: str, active: str) -> dict:
    """Previous and next in the list that the person was opened from; `within` is that list's own address."""
    query = QueryDict(within)
    visible = Case.objects.visible_to(request.user)
    listed = narrow(visible, user=request.user, **CaseloadFilter(query).asked)
    before, after = neighbors(listed, case=case, sort=query.get("sort", "release"))
    return {
        "list": f"{reverse('cases:caseload')}?{within}" if within else reverse("cases:caseload"),
        "previous": before and _kept(reverse(active, args=[before]), within),
        "next": after and _kept(reverse(active, args=[after]), within),
    }
