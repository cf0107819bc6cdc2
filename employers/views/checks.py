from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from employers.models import Application, Placement, RetentionCheck
from employers.views.lists import chips
from reentry_portal import clock
from reentry_portal.paging import page_of

REVIEWS = 25


@allow(STAFF)
@require_GET
def checks(request):
    """Checks that are due on people at work, and offers whose first day the release date has moved past."""
    today = clock.today()
    due = RetentionCheck.objects.visible_to(request.user).due_by(today).exclude(placement__state=Placement.State.ENDED)
    due = due.select_related("placement__application__case__person", "placement__application__opening__employer")
    page = page_of(due, by="due_on", cursor=request.GET.get("at", ""))
    reviews = Application.objects.visible_to(request.user).in_date_review()
    reviews = list(reviews.select_related("case__person", "opening__employer").order_by("start_date", "pk")[:REVIEWS])
    people = [row.placement.application.case.person_id for row in page.rows] + [row.case.person_id for row in reviews]
    log.viewed(what="work checks", people=people)
    context = {"page": page, "reviews": reviews, "chips": chips("employers:checks"), "today": today}
    return render(request, "employers/checks.html", context)
