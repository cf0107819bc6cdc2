from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.access import allow
from accounts.models import User
from audit import log
from audit.models import Action
from partners import actions
from partners.forms import DeclineForm, FirstContactForm, OutcomeForm, QuestionForm
from partners.models import Referral
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from reentry_portal.paging import page_of

State = Referral.State
TABS = {
    "new": ("New", [State.SENT]),
    "waiting": ("Question asked", [State.QUESTION]),
    "accepted": ("Accepted", [State.ACCEPTED]),
    "service": ("In service", [State.STARTED]),
    "closed": ("Closed", [State.COMPLETED, State.ENDED_EARLY, State.DECLINED, State.WITHDRAWN, State.EXPIRED]),
}


def name_of(referral) -> str:
    """First name and initial until the partner said yes, the full name after."""
    person = referral.case.person
    known = referral.state in (State.ACCEPTED, State.STARTED, State.COMPLETED)
    return f"{person.first_name} {person.last_name if known else person.last_name[:1] + '.'}"


def disclosed(referrals) -> None:
    """One event for what a page showed, with the releases of information that allowed it."""
    log.record(
        Action.DISCLOSED,
        object_type="partners_referral",
        object_id=referrals[0].pk if len(referrals) == 1 else "",
        people=[referral.case.person_id for referral in referrals],
        basis="consent",
        detail={"consents": [referral.consent_id for referral in referrals]},
    )


@allow("partner")
@require_GET
def inbox(request):
    """Referrals to the partner's organization whose release of information is active."""
    tab = request.GET.get("tab", "new")
    tab = tab if tab in TABS else "new"
    rows = Referral.objects.visible_to(request.user).with_shared_person().filter(state__in=TABS[tab][1])
    page = page_of(rows, by="-pk", cursor=request.GET.get("at", ""))
    disclosed(page.rows)
    for row in page.rows:
        row.name = name_of(row)
    chips = [
        {"label": label, "url": f"?tab={key}", "current": key == tab, "count": None} for key, (label, _) in TABS.items()
    ]
    return render(request, "partners/inbox.html", {"page": page, "chips": chips, "today": clock.today()})


@allow("partner")
@require_GET
def people(request):
    """People whom the organization said yes to."""
    rows = Referral.objects.visible_to(request.user).with_shared_person()
    page = page_of(rows.filter(state__in=[State.ACCEPTED, State.STARTED]), by="-pk", cursor=request.GET.get("at", ""))
    disclosed(page.rows)
    for row in page.rows:
        row.name = name_of(row)
    return render(request, "partners/people.html", {"page": page, "today": clock.today()})


@allow("partner")
def partner_referral(request, referral_id):
    """What was shared, why it is seen, and the partner's next step."""
    stub = get_object_or_404(Referral.objects.visible_to(request.user), pk=referral_id)
    row = Referral.objects.visible_to(request.user).with_shared_person().filter(pk=referral_id).first()
    if row is None:
        return render(request, "partners/release_ended.html", {"referral": stub})
    disclosed([row])
    row.name = name_of(row)
    return render(request, "partners/partner_referral.html", {"referral": row, "forms": forms_for(row)})


def forms_for(row) -> list[tuple[str, str, object]]:
    """The steps that are open now: name in the address, title, form (None: one button)."""
    today = clock.today()
    if row.state in (State.SENT, State.QUESTION):
        return [
            ("accept", "Accept", None),
            ("ask", "Ask a question", QuestionForm()),
            ("decline", "Decline", DeclineForm()),
        ]
    if row.state == State.ACCEPTED:
        return [("first-contact", "First contact", FirstContactForm(initial={"first_contact_on": today}))]
    if row.state == State.STARTED:
        return [("outcome", "Outcome", OutcomeForm(initial={"ended_on": today}))]
    return []


STEPS = {
    "accept": (None, State.ACCEPTED),
    "ask": (QuestionForm, State.QUESTION),
    "decline": (DeclineForm, State.DECLINED),
    "first-contact": (FirstContactForm, State.STARTED),
    "outcome": (OutcomeForm, None),
}


@allow("partner")
def partner_step(request, referral_id, step):
    row = get_object_or_404(Referral.objects.visible_to(request.user), pk=referral_id)
    if request.method == "POST" and step in STEPS:
        form_class, to = STEPS[step]
        form = form_class(request.POST) if form_class else None
        if form is not None and not form.is_valid():
            shared = Referral.objects.visible_to(request.user).with_shared_person().filter(pk=referral_id).first()
            if shared is not None:
                shared.name = name_of(shared)
                forms = [(key, title, form if key == step else other) for key, title, other in forms_for(shared)]
                return render(request, "partners/partner_referral.html", {"referral": shared, "forms": forms})
        else:
            data = dict(form.cleaned_data) if form else {}
            try:
                actions.move(referral=row, to=data.pop("to", to), by=request.user, **data)
                messages.success(request, "Saved. The department sees it.")
            except (ActionRefused, Referral.DoesNotExist) as refused:
                messages.error(request, str(refused) if isinstance(refused, ActionRefused) else f"Call {row.contact}.")
    return redirect("partners:partner-referral", referral_id)


@allow("partner")
@require_GET
def team(request):
    return render(
        request, "partners/team.html", {"team": User.objects.filter(organization=request.user.organization_id)}
    )
