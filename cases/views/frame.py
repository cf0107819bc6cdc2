from django.shortcuts import get_object_or_404
from django.urls import reverse

from audit import log
from cases.access import classes_read_on
from cases.models import Case, EmergencyAccess
from cases.tabs import tabs_for
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
    return {
        "case": case,
        "person": case.person,
        "tabs": [
            {"label": tab.label, "url": url, "current": tab.url_name == active} for tab, url in _links(request, case)
        ],
        "tab_url": reverse(active, args=[case.pk]),
        "today": clock.today(),
        "reads": classes_read_on(case, request.user),
        "emergency": EmergencyAccess.objects.get(pk=case.emergency_id) if case.emergency_id else None,
    }


def _links(request, case):
    for tab in tabs_for(request.user, case):
        yield tab, reverse(tab.url_name, args=[case.pk])
