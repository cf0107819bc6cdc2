from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from reentry_portal import clock
from reentry_portal.paging import capped_count
from reports import my_day as day


@allow(STAFF)
@require_GET
def my_day(request):
    """What is due, who leaves soon, what partners answered and which dates moved."""
    today = clock.today()
    # Only coordinators carry cases of their own; the others watch over everyone they see.
    whole_team = request.user.role != "coordinator" or request.GET.get("team") == "all"
    cases = day.cases_of(request.user, whole_team=whole_team)
    steps = day.steps_to_do(cases, user=request.user, today=today)
    follow_ups = day.follow_ups_to_do(cases, user=request.user, whole_team=whole_team, today=today)
    shown = {
        "steps": list(steps[: day.SHOWN]),
        "follow_ups": list(follow_ups[: day.SHOWN]),
        "leaving": day.leaving_soon(cases, today=today),
        "replies": list(day.replies_from_partners(cases)),
        "moved": list(day.moved_dates(cases, today=today)),
    }
    people = {case.person_id for case in shown["leaving"]}
    people |= {row.case.person_id for name in ("steps", "follow_ups", "replies", "moved") for row in shown[name]}
    log.viewed(what="my_day", people=people)
    return render(
        request,
        "reports/my_day.html",
        {
            **shown,
            "alerts": day.alerts_for(request.user),
            "today": today,
            "whole_team": whole_team,
            "steps_count": capped_count(steps),
            "follow_ups_count": capped_count(follow_ups),
        },
    )
