"""Opening a record that cannot wait, and the supervisors' review of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import STAFF, allow
from audit import log
from audit.querysets import trail_of
from cases import actions
from cases.forms import EmergencyForm, EmergencyReviewForm
from cases.models import EmergencyAccess
from cases.trail import lines_of
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from reentry_portal.paging import page_of

LOOKS_SHOWN = 100


@allow(STAFF)
def open_emergency(request):
    """Says what it means, asks why, and opens the record. People are found by DOC number only."""
    form = EmergencyForm(request.POST or None, initial={"minutes": "60"})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            access = actions.open_emergency(
                doc_number=data["doc_number"], reason=data["reason"], minutes=int(data["minutes"]), by=request.user
            )
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("cases:case", access.case_id)
    return render(request, "cases/emergency.html", {"form": form})


@allow(STAFF)
@require_POST
def close_emergency(request, access_id):
    access = get_object_or_404(EmergencyAccess.objects.visible_to(request.user), pk=access_id)
    try:
        actions.close_emergency(access=access, by=request.user)
        messages.success(request, "Emergency access closed. A supervisor will review it.")
    except ActionRefused as refused:
        messages.error(request, str(refused))
    return redirect("cases:emergencies" if request.user.role == "supervisor" else "home")


@allow("supervisor")
@require_GET
def emergencies(request):
    """Every record opened in an emergency: those that wait for a review, or all, newest first."""
    rows = EmergencyAccess.objects.visible_to(request.user).select_related("user", "case__person", "reviewed_by")
    whole = request.GET.get("all") == "1"
    page = page_of(rows if whole else rows.to_review(), by="-pk", cursor=request.GET.get("at", ""))
    log.viewed(what="emergencies", people=[access.case.person_id for access in page.rows])
    chips = [
        {"label": "To review", "url": "?", "current": not whole},
        {"label": "All", "url": "?all=1", "current": whole},
    ]
    context = {"page": page, "chips": chips, "whole": whole, "today": clock.today()}
    return render(request, "cases/emergencies.html", context)


@allow("supervisor")
def review_emergency(request, access_id):
    """What was opened, why, everything looked at meanwhile, and the review."""
    rows = EmergencyAccess.objects.visible_to(request.user)
    access = get_object_or_404(rows.select_related("user", "case__person", "reviewed_by"), pk=access_id)
    person = access.case.person
    log.viewed(what="emergencies", object_id=access.pk, people=[person.pk])
    form = EmergencyReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.review_emergency(access=access, by=request.user, **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Review saved.")
            return redirect("cases:emergencies")
    looks = trail_of(person.pk).filter(basis=access.basis)[:LOOKS_SHOWN]
    may_review = not (access.is_reviewed or access.is_open or access.user_id == request.user.pk)
    context = {
        "access": access,
        "form": form if may_review else None,
        "lines": lines_of(looks),
        "looks_shown": LOOKS_SHOWN,
        "today": clock.today(),
    }
    return render(request, "cases/emergency_review.html", context)
