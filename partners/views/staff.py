from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from accounts.models import Organization
from audit import log
from cases.access import classes_read_by
from cases.views.frame import case_context
from partners import actions
from partners.consent import covering_consent, why_not_covered
from partners.forms import AnswerForm, ConsentForm, ReferralForm
from partners.models import Consent, Referral, Service
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from reentry_portal.paging import page_of

TAB = "partners:case-referrals"
CONSENT_DAYS = 180
REPLY_DAYS = 10


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
        "consents": Consent.objects.filter(person=case.person).select_related("organization").prefetch_related("areas"),
    }
    return render(request, "partners/case.html", context)


@allow(STAFF)
def new_referral(request, case_id, need_id, service_id):
    """Consent first, then why and until when, with the words that will be shared."""
    context = case_context(request, case_id, active=TAB)
    need = get_object_or_404(
        context["case"].needs.filter(confidentiality__in=context["reads"]).select_related("area", "case__person"),
        pk=need_id,
    )
    service = get_object_or_404(
        Service.objects.visible_to(request.user).select_related("organization"), pk=service_id, areas=need.area
    )
    asked = {"person": context["person"], "organization": service.organization, "area": need.area}
    consent = covering_consent(**asked)
    form = ReferralForm(
        request.POST or None,
        initial={"reply_by": context["today"] + timedelta(days=REPLY_DAYS)},
        cancel_url=context["tab_url"],
    )
    if request.method == "POST" and form.is_valid():
        try:
            referral = actions.send_referral(need=need, service=service, by=request.user, **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Referral {referral} sent to {service.organization.name}.")
            return redirect(TAB, case_id)
    context |= {"need": need, "service": service, "consent": consent, "form": form}
    context["why_not"] = "" if consent else why_not_covered(**asked)
    return render(request, "partners/new_referral.html", context)


@allow(STAFF)
def record_consent(request, case_id, organization_id):
    context = case_context(request, case_id, active=TAB)
    organization = get_object_or_404(Organization, pk=organization_id, is_active=True)
    today = context["today"]
    initial = {"signed_on": today, "expires_on": today + timedelta(days=CONSENT_DAYS), "method": "paper"}
    form = ConsentForm(request.POST or None, initial=initial, cancel_url=context["tab_url"])
    form.fields["areas"].queryset = form.fields["areas"].queryset.filter(confidentiality__in=context["reads"])
    if request.method == "POST" and form.is_valid():
        data = {**form.cleaned_data, "areas": list(form.cleaned_data["areas"])}
        try:
            actions.record_consent(case=context["case"], organization=organization, by=request.user, **data)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Release of information for {organization.name} recorded.")
            return redirect(TAB, case_id)
    title = f"Release of information for {organization.name}"
    return render(request, "cases/form.html", {**context, "form": form, "form_title": title})


@allow(STAFF)
def revoke_consent(request, case_id, consent_id):
    context = case_context(request, case_id, active=TAB)
    consent = get_object_or_404(Consent, pk=consent_id, person=context["person"])
    if request.method == "POST":
        try:
            actions.revoke_consent(consent=consent, case=context["case"], by=request.user)
            messages.success(request, "Revoked. The partner sees nothing more from now on.")
        except ActionRefused as refused:
            messages.error(request, str(refused))
    return redirect(TAB, case_id)


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


@allow(STAFF)
def referral(request, referral_id):
    """One referral with each of its steps; staff answer questions and withdraw."""
    row = get_object_or_404(
        Referral.objects.visible_to(request.user).filter(need__confidentiality__in=classes_read_by(request.user)),
        pk=referral_id,
    )
    context = case_context(request, row.case_id, active=TAB)
    form = AnswerForm(request.POST if "answer" in request.POST else None)
    try:
        if request.method == "POST" and "withdraw" in request.POST:
            actions.move(referral=row, to=Referral.State.WITHDRAWN, by=request.user)
            messages.success(request, "Referral withdrawn.")
            return redirect("partners:referral", row.pk)
        if request.method == "POST" and form.is_valid():
            actions.move(referral=row, to=Referral.State.SENT, by=request.user, answer=form.cleaned_data["answer"])
            messages.success(request, "Answer sent.")
            return redirect("partners:referral", row.pk)
    except ActionRefused as refused:
        messages.error(request, str(refused))
        return redirect("partners:referral", row.pk)
    return render(request, "partners/referral.html", {**context, "referral": row, "form": form})
