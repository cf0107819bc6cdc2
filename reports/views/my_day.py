from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from cases.models import HandOver
from cases.roster import feed
from cases.views.steps import undo_offered
from reentry_portal import clock
from reentry_portal.paging import capped_counts
from reports import my_day as day


@allow(STAFF)
@require_GET
def my_day(request):
    """What is due, who leaves soon, what partners answered and which dates moved."""
    today = clock.today()
    # Only coordinators carry cases of their own; the others watch over everyone they see.
    asked = request.GET.get("team", "")
    whole_team = asked == "all" if request.user.role == "coordinator" else asked != "me"
    cases = day.cases_of(request.user, whole_team=whole_team)
    steps = day.steps_to_do(cases, user=request.user, today=today)
    follow_ups = day.follow_ups_to_do(cases, user=request.user, whole_team=whole_team, today=today)
    replies = day.replies_from_partners(cases)
    shown = {
        "steps": list(steps[: day.SHOWN]),
        "follow_ups": list(follow_ups[: day.SHOWN]),
        "leaving": day.leaving_soon(cases, today=today),
        "replies": list(replies[: day.SHOWN]),
        "moved": list(day.moved_dates(cases, today=today)),
    }
    shown["appointments"] = list(day.appointments(cases, user=request.user))
    shown["recent"] = day.recent_people(request)
    people = {case.person_id for case in shown["recent"]} | {case.person_id for case in shown["leaving"]}
    people |= {
        row.case.person_id
        for name in ("steps", "follow_ups", "replies", "moved", "appointments")
        for row in shown[name]
    }
    log.viewed(what="my_day", people=people)
    return render(
        request,
        "reports/my_day.html",
        {
            **shown,
            "alerts": day.alerts_for(request.user),
            "today": today,
            "whole_team": whole_team,
            "mine": not whole_team,
            "step_groups": day.by_worker(shown["steps"]) if whole_team else [("", shown["steps"])],
            "hand_overs": list(HandOver.objects.filter(to_user=request.user, seen=False).select_related("from_user")),
            "undo": undo_offered(request),
            "feed": feed.standing(today=today),
            "counts": capped_counts(
                {
                    "steps": steps,
                    "follow_ups": follow_ups,
                    "leaving": day.leaving(cases, today=today),
                    "replies": replies,
                },
                in_order=["steps"],
            ),
        },
    )
