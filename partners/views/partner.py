"""The partner's own pages: what was sent to the organization, and its answers. Phone first."""

from django.contrib import messages
from django.db import connection, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.access import allow
from accounts.models import Organization
from partners import actions
from partners.forms import referrals as forms
from partners.models import Referral
from partners.shared import disclosed, shared_in_list, shared_through
from reentry_portal import clock, paper
from reentry_portal.errors import ActionRefused
from reentry_portal.paging import page_of

State = Referral.State
TABS = {
    "new": ("New", [State.SENT]),
    "waiting": ("Waiting", [State.QUESTION, State.WAITLISTED]),
    "accepted": ("Accepted", [State.ACCEPTED]),
    "service": ("In service", [State.STARTED]),
    "closed": ("Closed", Referral.ENDED),
}
SERVES_VICTIMS = Organization.Kind.VICTIM_SERVICE


def listed(request, referrals, template, **context):
    """One page of referrals with what is open of each; what was shown goes on the trail."""
    page = page_of(referrals.select_related("service"), by="-pk", cursor=request.GET.get("at", ""))
    page.rows[:] = shown = shared_in_list(request.user.organization_id, page.rows)
    disclosed(shown, how="list")
    return render(request, template, {"page": page, "today": clock.today(), **context})


@allow("partner")
@require_GET
def inbox(request):
    """Referrals to the partner's organization, by where they stand."""
    if request.user.organization.kind == SERVES_VICTIMS:
        return cards(request)
    tab = request.GET.get("tab", "new")
    tab = tab if tab in TABS else "new"
    chips = [
        {"label": label, "url": f"?tab={key}", "current": key == tab, "count": None} for key, (label, _) in TABS.items()
    ]
    rows = Referral.objects.visible_to(request.user).filter(state__in=TABS[tab][1])
    return listed(request, rows, "partners/inbox.html", chips=chips)


def cards(request):
    """Victim-service organizations see nobody, only how often their card was given (VS-01 to VS-03)."""
    with connection.cursor() as cursor:
        cursor.execute("select month, cards from public.cards_given()")
        months = [{"month": month, "cards": cards} for month, cards in cursor.fetchall()]
    return render(request, "partners/cards.html", {"months": months})


@allow("partner")
@require_GET
def people(request):
    """People whom the organization said yes to."""
    rows = Referral.objects.visible_to(request.user).filter(state__in=[State.ACCEPTED, State.STARTED])
    return listed(request, rows, "partners/people.html")


def referral_of(request, referral_id) -> Referral:
    """The stub, for everyone of the organization, whatever became of the release; 404 for all others."""
    rows = Referral.objects.visible_to(request.user).select_related("service", "organization")
    return get_object_or_404(rows, pk=referral_id)


@allow("partner")
@require_GET
def partner_referral(request, referral_id):
    """What was shared, why it is seen, and the partner's next step."""
    return show(request, referral_of(request, referral_id))


def show(request, row, *, failed: str = "", form=None):
    shared = shared_through(request.user.organization_id, row)
    if not shared.is_open:
        return render(request, "partners/release_ended.html", {"referral": row})
    disclosed([shared], how="page")
    steps = [
        {
            "key": key,
            "title": form_class.submit_label,
            "form": form if key == failed else form_class(initial=initial_of(row), prefix=key),
            "open": key == failed,
        }
        for key, form_class in open_steps(row)
    ]
    return render(request, "partners/partner_referral.html", {"referral": row, "shared": shared, "steps": steps})


@allow("partner")
@require_GET
def sheet(request, referral_id):
    """The referral on paper, with the notice that its content needs."""
    row = referral_of(request, referral_id)
    shared = shared_through(request.user.organization_id, row)
    if not shared.is_open:
        return render(request, "partners/release_ended.html", {"referral": row})
    disclosed([shared], how="print")
    context = {"referral": row, "shared": shared, "today": clock.today(), "pdf_here": paper.available()}
    return render(request, "partners/sheet.html", context)


@allow("partner")
@require_GET
def sheet_file(request, referral_id):
    """The same sheet as a PDF, which carries the same notice wherever it goes."""
    row = referral_of(request, referral_id)
    shared = shared_through(request.user.organization_id, row)
    if not shared.is_open or not paper.available():
        return redirect("partners:sheet", referral_id)
    disclosed([shared], how="file")
    context = {"referral": row, "shared": shared, "printed_at": clock.now(), "printed_by": request.user.get_full_name()}
    return paper.pdf_response("paper/referral.html", context, name=f"referral-{row.pk}")


def initial_of(row) -> dict:
    today = clock.today()
    return {"seen": row.version, "first_contact_on": today, "ended_on": today, "on": today}


# The steps by the word in the address, in the order in which pages offer them.
FORMS = {
    "accept": forms.AcceptForm,
    "first-contact": forms.FirstContactForm,
    "appointment": forms.AppointmentForm,
    "record": forms.RecordForm,
    "ask": forms.QuestionForm,
    "message": forms.MessageForm,
    "waitlist": forms.WaitlistForm,
    "outcome": forms.OutcomeForm,
    "never-started": forms.NeverStartedForm,
    "decline": forms.DeclineForm,
}
OPEN_STEPS = {
    State.SENT: ("accept", "ask", "waitlist", "decline"),
    State.QUESTION: ("accept", "message", "waitlist", "decline"),
    State.WAITLISTED: ("accept", "message", "decline"),
    State.ACCEPTED: ("first-contact", "appointment", "record", "message", "never-started"),
    State.STARTED: ("record", "appointment", "message", "outcome"),
}
LEADS_TO = {
    "accept": State.ACCEPTED,
    "ask": State.QUESTION,
    "waitlist": State.WAITLISTED,
    "decline": State.DECLINED,
    "first-contact": State.STARTED,
    "never-started": State.NEVER_STARTED,
}


def open_steps(row):
    return [(key, FORMS[key]) for key in OPEN_STEPS.get(row.state, ())]


@allow("partner")
def partner_step(request, referral_id, step):
    """One answer. What cannot be taken comes back with the words that were typed."""
    row = referral_of(request, referral_id)
    if request.method != "POST" or step not in FORMS:
        return redirect("partners:partner-referral", referral_id)
    form = FORMS[step](request.POST, prefix=step)
    if form.is_valid():
        try:
            take(step, row, form, by=request.user)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
            row = referral_of(request, referral_id)
        else:
            messages.success(request, "Saved. The department sees it.")
            return redirect("partners:partner-referral", referral_id)
    if step not in OPEN_STEPS.get(row.state, ()):
        for error in form.non_field_errors():
            messages.error(request, error)
        return redirect("partners:partner-referral", referral_id)
    return show(request, row, failed=step, form=form)


def take(step: str, row: Referral, form, *, by) -> None:
    data = form.step()
    seen = data.pop("seen")
    if step == "message":
        actions.add_news(referral=row, text=data["text"], by=by)
    elif step == "record":
        actions.record_service(referral=row, by=by, **data)
    elif step == "appointment":
        actions.book(
            referral=row,
            starts_at=form.starts_at(),
            way=data["way"],
            place=data["place"],
            visitors=form.names(),
            by=by,
        )
    elif step == "accept":
        with transaction.atomic():
            row = actions.move(referral=row, to=State.ACCEPTED, by=by, seen=seen, text=data["text"])
            if form.starts_at():
                actions.book(referral=row, starts_at=form.starts_at(), way=data["way"], place=data["place"], by=by)
    else:
        to = form.cleaned_data.get("to") or LEADS_TO[step]
        actions.move(referral=row, to=to, by=by, seen=seen, **data)
