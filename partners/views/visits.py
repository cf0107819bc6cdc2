"""Visits of partners in prison: who comes, cleared or not, and the list for the gate."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from cases.access import classes_read_by
from cases.models import Appointment, Category, Facility
from partners import actions
from partners.models import Visitor
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

DAYS_AHEAD = 14
AT_MOST = 200


def visits_seen_by(user):
    readable = [code for code in Category.values if Category(code).confidentiality in classes_read_by(user)]
    return Appointment.objects.visible_to(user).filter(way=Appointment.Way.VISIT, category__in=readable)


@allow(STAFF)
@require_GET
def gate_list(request):
    """Planned visits of the next two weeks, by prison; with ?facility= and ?day= the list that the gate prints."""
    today = clock.today()
    rows = visits_seen_by(request.user).filter(
        state=Appointment.State.PLANNED,
        starts_at__date__gte=today,
        starts_at__date__lte=today + timedelta(days=DAYS_AHEAD),
    )
    facility = Facility.objects.filter(code=request.GET.get("facility", "")).first()
    if facility is not None:
        rows = rows.filter(facility=facility)
    rows = rows.select_related("case__person", "facility", "organization").prefetch_related("visitors")
    shown = list(rows.order_by("facility__name", "starts_at", "id")[:AT_MOST])
    log.viewed(what="gate_list", people=[row.case.person_id for row in shown])
    facilities = Facility.objects.filter(is_active=True, kind="prison")
    return render(
        request,
        "partners/gate_list.html",
        {"visits": shown, "facility": facility, "facilities": facilities, "today": today},
    )


@allow(STAFF)
def clear_visitor(request, visitor_id):
    """The prison's answer about one visitor."""
    visitor = get_object_or_404(Visitor, pk=visitor_id, appointment__in=visits_seen_by(request.user))
    if request.method == "POST":
        try:
            actions.decide_on_visitor(visitor=visitor, cleared="clear" in request.POST, by=request.user)
        except ActionRefused as refused:
            messages.error(request, str(refused))
    return redirect("partners:gate-list")
