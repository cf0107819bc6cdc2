from datetime import timedelta

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from cases.models import Case
from reentry_portal import clock
from reports import measures
from reports.charts import Bars

PERIOD_DAYS = 30


def share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%" if whole else "No one yet"


def most_common(rows, empty, pattern) -> str:
    return pattern.format(rows[0][0]) if rows else empty


@allow(STAFF)
@require_GET
def overview(request):
    """How the last 30 days went, for everyone the viewer can see."""
    today = clock.today()
    since = today - timedelta(days=PERIOD_DAYS)
    cases = Case.objects.visible_to(request.user)
    left = measures.releases(cases, since=since, until=today)
    referrals = measures.answered_referrals(cases, since=since, until=today)
    needs = measures.open_needs(cases, user=request.user)
    counties = measures.returning_counties(cases)
    months = measures.releases_by_month(cases, since=today - timedelta(days=183))
    context = {
        "since": since,
        "today": today,
        "tiles": [
            ("Released", left["released"], "in the last 30 days"),
            (
                "Left with a home plan",
                share(left["with_home"], left["released"]),
                f"{left['with_home']} of {left['released']}",
            ),
            (
                "Left with ID",
                share(left["with_id"], left["released"]),
                f"{left['with_id']} of {left['released']}",
            ),
            (
                "Referrals answered",
                share(referrals["answered"], referrals["sent"]),
                f"{referrals['answered']} of {referrals['sent']} sent",
            ),
        ],
        "figures": [
            Bars(
                "Open needs",
                most_common(needs, "No need is open.", "{} is the most common open need."),
                needs,
            ),
            Bars("Releases by month", "People who left an institution, by month.", months),
            Bars(
                "People returning by county",
                most_common(counties, "No county has 5 people or more.", "{} gets the most people.")
                + " Counties with fewer than 5 are not shown.",
                counties,
            ),
        ],
        "defects": measures.critical_defects(cases, since=since),
    }
    return render(request, "reports/overview.html", context)
