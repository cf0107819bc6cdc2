"""Who has which follow-ups: the team's list, handing over, standing in for each other, what did not go out."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import DEPARTMENT, STAFF, allow
from accounts.models import Role
from audit import log
from cases.models import Case
from followups import actions, forms
from followups.models import Cover, FollowUp, Message
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from reentry_portal.paging import page_of

TAB = "followups:team"
OWNERS_SHOWN = 60


@allow(STAFF)
@require_GET
def team(request):
    """Everything that is due at the viewer's facilities, by owner, oldest first."""
    today = clock.today()
    visible = FollowUp.objects.visible_to(request.user).waiting()
    owners = list(
        visible.values("owner", "owner__first_name", "owner__last_name", "owner__is_active")
        .annotate(due=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=today)))
        .order_by("-overdue", "owner__last_name")[:OWNERS_SHOWN]
    )
    owner = request.GET.get("owner", "")
    rows = visible.filter(owner=owner) if owner.isdigit() else visible
    if request.GET.get("up"):
        rows = rows.exclude(escalated_to=None)
    page = page_of(
        rows.select_related("case__person", "owner", "escalated_to"), by="due_on", cursor=request.GET.get("at", "")
    )
    log.viewed(what=TAB, people={row.case.person_id for row in page.rows})
    return render(
        request,
        "followups/team.html",
        {
            "page": page,
            "owners": owners,
            "owner": owner,
            "today": today,
            "covers": Cover.objects.filter(last_day__gte=today).select_related("user", "covered_by"),
            "failed": for_someone().filter(_of_cases_seen_by(request.user))[:25],
        },
    )


def for_someone():
    """Messages that failed, or of which nothing is known, and that nobody has dealt with."""
    return (
        Message.objects.filter(settled_at=None)
        .filter(Q(state__in=[Message.State.FAILED, Message.State.UNSURE]) | Q(in_doubt=True))
        .select_related("follow_up__case__person", "appointment__case__person", "user", "contact")
        .order_by("-pk")
    )


def _of_cases_seen_by(user) -> Q:
    seen = Case.objects.visible_to(user).values("pk")
    return Q(follow_up__case__in=seen) | Q(appointment__case__in=seen)


@allow(DEPARTMENT)
@require_POST
def settle(request, message_id):
    """Send again, or take it as dealt with."""
    rows = for_someone()
    if request.user.role != Role.ADMINISTRATOR:
        rows = rows.filter(_of_cases_seen_by(request.user))
    message = get_object_or_404(rows, pk=message_id)
    try:
        actions.settle(message=message, again="again" in request.POST, by=request.user)
        messages.success(request, "It is in the outbox again." if "again" in request.POST else "Taken off the list.")
    except ActionRefused as refused:
        messages.error(request, str(refused))
    return redirect("followups:outbox" if request.user.role == Role.ADMINISTRATOR else TAB)


def _form(request, form, title, lead, act, done):
    form.cancel_url = "/follow-ups/"
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect(TAB)
    return render(request, "components/form_page.html", {"form": form, "title": title, "lead": lead})


@allow(STAFF)
def hand_over(request):
    """All that someone has open, to a colleague: for when they leave."""
    start = {"from_whom": request.GET.get("owner") or request.user.pk}

    def act(data):
        rows = FollowUp.objects.visible_to(request.user).filter(owner=data["from_whom"])
        actions.hand_over(follow_ups=rows, to=data["to"], by=request.user)

    form = forms.HandOverForm(request.POST or None, initial=start)
    return _form(request, form, "Hand follow-ups over", "Every open follow-up that you can see.", act, "Handed over.")


@allow(STAFF)
def cover(request):
    """A colleague stands in for some days: mail and lists go to them."""
    form = forms.CoverForm(request.POST or None, initial={"user": request.user.pk, "first_day": clock.today()})
    lead = "Mail about follow-ups goes to the colleague, and they stand on My day."
    return _form(
        request,
        form,
        "Arrange cover",
        lead,
        lambda data: actions.cover(by=request.user, **data),
        "Cover arranged.",
    )


@allow(STAFF)
@require_POST
def end_cover(request, cover_id):
    row = get_object_or_404(Cover.objects.all(), pk=cover_id)
    if request.user.role != Role.SUPERVISOR and request.user.pk not in (row.user_id, row.made_by_id):
        messages.error(request, "Only whoever is covered, whoever arranged it, or a supervisor ends cover.")
    else:
        actions.end_cover(cover=row)
        messages.success(request, "Cover ended.")
    return redirect(TAB)
