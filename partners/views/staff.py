"""Referrals as staff see them: chosen, checked word for word, sent, followed to their end."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from accounts.models import Organization
from audit import log
from cases.access import classes_read_by
from cases.models import Appointment, Category, Confidentiality
from cases.views.frame import case_context
from partners import actions, consent
from partners.actions.clocks import next_step_after
from partners.forms import referrals as forms
from partners.models import Consent, Referral, ReferralMessage, ReplyClock, Service
from partners.shared import preview
from reentry_portal import business_days, clock
from reentry_portal.errors import ActionRefused
from reentry_portal.paging import page_of

TAB = "partners:case-referrals"
STEPS = ("Need", "Service", "What to share and why", "Check and send")
State = Referral.State


@allow(STAFF)
@require_GET
def case_referrals(request, case_id):
    context = case_context(request, case_id, active=TAB)
    case, reads = context["case"], context["reads"]
    context |= {
        "referrals": case.referrals.filter(need__confidentiality__in=reads).select_related(
            "organization", "service", "need__area"
        ),
        "needs": [need for need in case.needs.filter(confidentiality__in=reads).select_related("area") if need.is_open],
        "consents": readable(Consent.objects.of(case.person), reads),
        "victim_services": Organization.objects.filter(kind=Organization.Kind.VICTIM_SERVICE, is_active=True)
        if "victim" in reads
        else (),
    }
    return render(request, "partners/case.html", context)


def readable(consents, reads) -> list[Consent]:
    """Those whose every category the user may read; that a person is in treatment shows in a release too."""
    return [each for each in consents if all(Category(code).confidentiality in reads for code in each.categories)]


def need_of(context, need_id):
    needs = context["case"].needs.filter(confidentiality__in=context["reads"])
    return get_object_or_404(needs.select_related("area", "case__person"), pk=need_id)


def chosen_services(request, need) -> list[Service]:
    """The services that the address names, in its order; those that do not answer the need are left out."""
    ids = [int(value) for value in request.GET.getlist("service") if value.isdigit()][: actions.MOST_OFFERS]
    rows = Service.objects.visible_to(request.user).filter(areas=need.area).select_related("organization").in_bulk(ids)
    return [rows[pk] for pk in dict.fromkeys(ids) if pk in rows]


@allow(STAFF)
def new_referral(request, case_id, need_id):
    """Consent first, then what is shared, why and until when; a preview of the partner's page; then it is sent."""
    context = case_context(request, case_id, active=TAB)
    need = need_of(context, need_id)
    services = chosen_services(request, need)
    if not services:
        return redirect("partners:choose-service", case_id, need_id)
    purpose = consent.purpose_of(need)
    covers = [
        consent.cover_for(person=context["person"], organization=service.organization, purpose=purpose)
        for service in services
    ]
    wanted = (Category.IDENTITY, need.area.category)
    missing = [
        {
            "organization": service.organization,
            "why": consent.why_not_covered(
                person=context["person"], organization=service.organization, category=category, purpose=purpose
            ),
            "url": terms_url(case_id, services, need, purpose),
        }
        for service, cover in zip(services, covers, strict=True)
        for category in [next((code for code in wanted if code not in cover), None)]
        if category is not None
    ]
    shareable = [
        code
        for code in Category.values
        if code not in wanted
        and Category(code).confidentiality in context["reads"]
        and all(code in cover for cover in covers)
    ]
    form = forms.ReferralForm(
        request.POST or None,
        shareable=shareable,
        initial={
            "reply_by": business_days.after(context["today"], ReplyClock.current().tell_after),
            "urgency": Referral.Urgency.ROUTINE,
            "shares": [code for code in (Category.CONTACT, Category.RELEASE) if code in shareable],
        },
        cancel_url=context["tab_url"],
    )
    context |= {"need": need, "services": services, "missing": missing, "form": form, "steps": STEPS, "step": 3}
    if request.method == "POST" and not missing and form.is_valid() and "change" not in request.POST:
        data = form.cleaned_data
        if "send" in request.POST:
            try:
                sent = actions.send_referral(need=need, services=services, by=request.user, **data)
            except ActionRefused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, f"Referral {sent} sent to {sent.organization.name}.")
                return redirect(TAB, case_id)
        else:
            context |= {"step": 4, "shared": as_the_partner_reads_it(request, need, services[0], covers[0], data)}
            return render(request, "partners/check_referral.html", context)
    return render(request, "partners/new_referral.html", context)


def as_the_partner_reads_it(request, need, service, cover, data):
    shares = {Category.IDENTITY, need.area.category, *data["shares"]}
    referral = Referral(
        case=need.case,
        person=need.case.person,
        organization=service.organization,
        service=service,
        category=need.area.category,
        reply_by=data["reply_by"],
        urgency=data["urgency"],
        contact=actions.contact_of(request.user),
    )
    releases = Consent.objects.filter(pk__in={pk for code, pk in cover.consent_ids.items() if code in shares})
    shared = preview(need=need, referral=referral, shares=shares, consents=releases)
    shared.messages = [
        ReferralMessage(
            kind=ReferralMessage.Kind.REASON,
            text=data["reason"],
            author_label=request.user.get_full_name(),
            at=clock.now(),
        )
    ]
    return shared


def terms_url(case_id, services, need, purpose) -> str:
    """Where to record a release for exactly this."""
    query = QueryDict(mutable=True)
    query.setlist("recipients", [service.organization_id for service in services])
    query.setlist("categories", [need.area.category, Category.CONTACT, Category.RELEASE])
    query["purposes"] = purpose
    query["next"] = (
        reverse("partners:new-referral", args=[case_id, need.pk])
        + "?"
        + "&".join(f"service={service.pk}" for service in services)
    )
    return f"{reverse('partners:record-consent', args=[case_id])}?{query.urlencode()}"


@allow(STAFF)
@require_GET
def referrals(request):
    """All referrals of the people the user sees, newest first."""
    state = request.GET.get("state", "")
    rows = Referral.objects.visible_to(request.user).select_related("case__person", "organization", "need__area")
    rows = rows.filter(need__confidentiality__in=classes_read_by(request.user))
    if state in Referral.State.values:
        rows = rows.filter(state=state)
    page = page_of(rows, by="-pk", cursor=request.GET.get("at", ""))
    log.viewed(what="referrals", people=[row.case.person_id for row in page.rows])
    chips = [{"label": "All", "url": "?", "current": not state, "count": None}]
    chips += [
        {"label": label, "url": f"?state={value}", "current": state == value, "count": None}
        for value, label in Referral.State.choices
    ]
    return render(request, "partners/referrals.html", {"page": page, "chips": chips, "today": clock.today()})


STAFF_STEPS = {
    "answer": (forms.AnswerForm, State.SENT),
    "message": (forms.MessageForm, None),
    "withdraw": (forms.WithdrawForm, State.WITHDRAWN),
    "outcome": (forms.OutcomeForm, None),
}


@allow(STAFF)
def referral(request, referral_id):
    """One referral with each of its steps; staff answer, write, withdraw, and end a service for a silent partner."""
    rows = Referral.objects.visible_to(request.user).select_related("organization", "service", "need__area", "sent_by")
    row = get_object_or_404(rows, pk=referral_id)
    context = case_context(request, row.case_id, active=TAB)
    if row.need.confidentiality not in context["reads"]:
        raise Http404
    step = request.POST.get("step", "")
    given = None
    if request.method == "POST" and step in STAFF_STEPS:
        given = STAFF_STEPS[step][0](request.POST, prefix=step)
        if given.is_valid():
            try:
                take(step, row, given, by=request.user)
            except ActionRefused as refused:
                given.add_error(None, str(refused))
            else:
                messages.success(request, "Saved. The partner is told.")
                return redirect("partners:referral", row.pk)
    open_forms = [
        {
            "key": key,
            "title": STAFF_STEPS[key][0].submit_label,
            "form": given
            if key == step
            else STAFF_STEPS[key][0](prefix=key, initial={"seen": row.version, "ended_on": context["today"]}),
            "open": key == step,
        }
        for key in steps_of_staff(row)
    ]
    context |= {
        "referral": row,
        "forms": open_forms,
        "thread": row.messages.all(),
        "records": row.records.all(),
        "appointments": Appointment.objects.filter(case=row.case_id, organization=row.organization_id).prefetch_related(
            "visitors"
        ),
        "line": Referral.objects.filter(offer=row.offer).exclude(pk=row.pk).select_related("organization"),
        "suggestion": next_step_after(row) if row.state in (*Referral.WITHOUT_SERVICE, *Referral.AFTER_SERVICE) else "",
        "error": given.non_field_errors() if given is not None and step not in steps_of_staff(row) else (),
    }
    return render(request, "partners/referral.html", context)


def steps_of_staff(row) -> list[str]:
    steps = ["answer"] if row.state == State.QUESTION else []
    steps += ["message"] if row.is_open else []
    steps += ["outcome"] if row.state == State.STARTED else []
    return steps + (["withdraw"] if State.WITHDRAWN in Referral.ALLOWED.get(row.state, ()) else [])


def take(step: str, row: Referral, form, *, by) -> None:
    data = form.step()
    seen = data.pop("seen")
    if step == "message":
        actions.add_news(referral=row, text=data["text"], by=by)
    else:
        to = form.cleaned_data.get("to") or STAFF_STEPS[step][1]
        actions.move(referral=row, to=to, by=by, seen=seen, **data)


@allow(STAFF)
def give_card(request, case_id, organization_id):
    """A victim-service organization's card was handed over; only that it happened is kept."""
    context = case_context(request, case_id, active=TAB)
    organizations = Organization.objects.filter(kind=Organization.Kind.VICTIM_SERVICE, is_active=True)
    organization = get_object_or_404(organizations, pk=organization_id)
    if request.method == "POST" and Confidentiality.VICTIM in context["reads"]:
        actions.give_card(case=context["case"], organization=organization, by=request.user)
        messages.success(request, "Noted. The organization is not told.")
    return redirect(TAB, case_id)
