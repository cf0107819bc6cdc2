"""How someone wants to hear of follow-ups, and their private calendar."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts import scope
from accounts.access import PUBLIC, STAFF, allow
from accounts.models import User
from audit import log
from cases.models import Appointment
from followups import actions, calendars, forms
from followups.models import CalendarFeed, MailChoice
from followups.querysets import calendar_owner
from reentry_portal import clock

TAB = "followups:reminders"


@allow(STAFF)
def reminders(request):
    choice = MailChoice.objects.filter(user=request.user).first() or MailChoice()
    form = forms.MailChoiceForm(request.POST or None, initial={"way": choice.way, "hour": choice.hour})
    if request.method == "POST" and form.is_valid():
        actions.choose_mail(user=request.user, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect(TAB)
    feed = CalendarFeed.objects.filter(user=request.user, ended_at=None).first()
    # Shown once, right after it was made: only its hash is kept.
    token = request.session.pop("new_calendar_feed", "")
    address = request.build_absolute_uri(reverse("followups:calendar", args=[token])) if token else ""
    return render(request, "followups/reminders.html", {"form": form, "feed": feed, "address": address})


@allow(STAFF)
@require_POST
def calendar_feed(request):
    """Make a new private address, or end the one there is."""
    if "end" in request.POST:
        actions.end_calendar_feed(user=request.user)
        messages.success(request, "The calendar address does not work any more.")
    else:
        request.session["new_calendar_feed"] = actions.make_calendar_feed(user=request.user)
        messages.success(request, "A new calendar address was made. One from before does not work any more.")
    return redirect(TAB)


@allow(PUBLIC)
@require_GET
def calendar(request, token):
    """The appointments of the people that the address's owner carries; whoever has no such address finds nothing."""
    owner_id = calendar_owner(actions.hash_of(token))
    owner = User.objects.filter(pk=owner_id, is_active=True).first() if owner_id else None
    if owner is None or not owner.is_department or request.user.is_authenticated:
        raise Http404
    scope.become(scope.actor_for(owner, like=scope.current_actor()))
    appointments = list(
        Appointment.objects.visible_to(owner)
        .filter(case__coordinator=owner, starts_at__gte=clock.now() - calendars.KEPT)
        .select_related("case__person")
        .order_by("starts_at", "pk")[: calendars.SHOWN]
    )
    log.viewed(what="followups:calendar", people={row.case.person_id for row in appointments})
    return HttpResponse(calendars.calendar_of(appointments), content_type="text/calendar; charset=utf-8")
