from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import STAFF, allow
from audit import log
from cases.models import Case
from employers import actions
from employers.access import EMPLOYER_STAFF
from employers.forms.records import EventForm, InviteEmployerForm, ResultsForm
from employers.models import Application, Employer, HiringEvent, Interview
from employers.views.lists import chips
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from reentry_portal.paging import page_of

WHO_COULD_COME = 50


def event_or_404(request, pk) -> HiringEvent:
    return get_object_or_404(HiringEvent.objects.visible_to(request.user).select_related("facility"), pk=pk)


@allow(STAFF)
@require_GET
def events(request):
    """Hiring events, latest first, with how many came and what came of it."""
    visible = HiringEvent.objects.visible_to(request.user).with_roster_counts().select_related("facility")
    context = {
        "page": page_of(visible.prefetch_related("employers"), by="-starts_at", cursor=request.GET.get("at", "")),
        "chips": chips("employers:events"),
        "may_change": request.user.role in EMPLOYER_STAFF,
        "now": clock.now(),
        "today": clock.today(),
    }
    return render(request, "employers/events.html", context)


@allow(STAFF)
def event(request, pk):
    """Employers and roster of one event; its results are entered here, in one save."""
    event = event_or_404(request, pk)
    roster = (
        Interview.objects.visible_to(request.user)
        .filter(event=event)
        .select_related("application__case__person", "application__opening__employer")
    )
    roster = list(
        roster.order_by("application__case__person__last_name", "application__case__person__first_name", "pk")
    )
    waiting = [interview for interview in roster if not interview.outcome]
    form = ResultsForm(request.POST if request.method == "POST" else None, interviews=waiting)
    if request.method == "POST" and form.is_valid():
        try:
            count = actions.record_results(event=event, outcomes=form.results(), by=request.user)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{count} result{'' if count == 1 else 's'} saved.")
            return redirect(event)
    could_come = _could_come(request, event) if event.state == HiringEvent.State.PLANNED else []
    people = [row.application.case.person_id for row in roster] + [row.case.person_id for row in could_come]
    log.viewed(what="hiring event", object_id=event.pk, people=people)
    fields = dict(form.rows())
    context = {
        "event": event,
        "employers": event.employers.select_related("county").order_by("name"),
        "roster": [(interview, fields.get(interview)) for interview in roster],
        "people": len({row.application.case_id for row in roster}),
        "could_come": could_come,
        "form": form,
        "takes_results": event.starts_at <= clock.now() and event.state != HiringEvent.State.CANCELLED and waiting,
        "may_change": request.user.role in EMPLOYER_STAFF and event.state == HiringEvent.State.PLANNED,
        "today": clock.today(),
    }
    return render(request, "employers/event.html", context)


def _could_come(request, event) -> list[Application]:
    """People there who are put forward to an employer that comes, and have no interview ahead."""
    ahead = Interview.objects.filter(application=OuterRef("pk"), outcome="")
    rows = Application.objects.visible_to(request.user).filter(
        ~Exists(ahead),
        state__in=[Application.State.APPLIED, Application.State.INTERVIEW],
        opening__employer__in=event.employers.all(),
        case__facility=event.facility_id,
        case__state__in=Case.INSIDE,
    )
    rows = rows.select_related("case__person", "opening__employer")
    return list(rows.order_by("case__release_date", "pk")[:WHO_COULD_COME])


@allow(STAFF)
@require_POST
def invite(request, pk):
    """Put a person on the roster."""
    event = event_or_404(request, pk)
    chosen = request.POST.get("application", "")
    rows = Application.objects.visible_to(request.user).select_related("case__person", "opening")
    application = get_object_or_404(rows, pk=int(chosen) if chosen.isdigit() else 0)
    try:
        actions.book_interview(application=application, kind=Interview.Kind.EVENT, event=event, by=request.user)
    except ActionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{application.case.person.full_name} is on the roster.")
    return redirect(event)


@allow(EMPLOYER_STAFF)
def add_event(request):
    return _save(request, HiringEvent(), title="Add hiring event", back=reverse("employers:events"))


@allow(EMPLOYER_STAFF)
def edit_event(request, pk):
    event = event_or_404(request, pk)
    return _save(request, event, title=f"Change {event}", back=event.get_absolute_url())


def _save(request, event, *, title, back):
    form = EventForm(request.POST or None, instance=event, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_event(event=form.instance, by=request.user)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{saved} saved.")
            return redirect(saved)
    return render(request, "components/form_page.html", {"title": title, "form": form})


@allow(EMPLOYER_STAFF)
def invite_employer(request, pk):
    event = event_or_404(request, pk)
    employers = Employer.objects.visible_to(request.user).filter(status__in=Employer.HIRING)
    employers = employers.exclude(pk__in=event.employers.order_by().values("pk"))
    form = InviteEmployerForm(request.POST or None, employers=employers, cancel_url=event.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        employer = form.cleaned_data["employer"]
        try:
            actions.invite_employer(event=event, employer=employer, by=request.user)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{employer} is invited.")
            return redirect(event)
    return render(request, "components/form_page.html", {"title": f"Invite an employer to {event}", "form": form})


@allow(EMPLOYER_STAFF)
def cancel(request, pk):
    event = event_or_404(request, pk)
    if request.method == "POST":
        try:
            actions.cancel_event(event=event, by=request.user)
        except ActionRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{event} is cancelled.")
        return redirect(event)
    context = {
        "title": f"Cancel {event}",
        "text": "Every interview booked for it falls away. The people can be invited to another event.",
        "button": "Cancel event",
        "cancel_url": event.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)
