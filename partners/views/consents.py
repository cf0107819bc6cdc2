"""Releases of information: written, printed to sign, recorded, and their ends."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from audit.models import Action
from cases.views.frame import case_context
from partners import actions
from partners.actions.consents import names_of
from partners.consent import DISCLOSER
from partners.forms import consents as forms
from partners.models import Consent
from partners.spanish import words_of
from partners.views.staff import TAB, readable
from reentry_portal import clock, paper, uploads
from reentry_portal.errors import ActionRefused

CONSENT_DAYS = 180


def consent_of(context, consent_id) -> Consent:
    """A release of this person whose every category the user may read; else 404."""
    rows = readable(Consent.objects.of(context["person"]).filter(pk=consent_id), context["reads"])
    if not rows:
        raise Http404
    return rows[0]


def back_to(request, case_id):
    """Where the release was wanted, when the address says so and it is a page of ours about this case."""
    target = request.GET.get("next", "")
    try:
        match = resolve(urlsplit(target).path)
    except Resolver404:
        match = None
    if match and match.kwargs.get("case_id") == case_id and target.startswith("/") and not target.startswith("//"):
        return redirect(target)
    return redirect(TAB, case_id)


def initial_terms(request, context, before: Consent | None) -> dict:
    """What the address asks for, or the terms of the release that is replaced."""
    terms = {
        "kind": Consent.Kind.GENERAL,
        "recipient_class": "",
        "end_event": "",
        "language": "es" if context["person"].language == "Spanish" else "en",
        "method": Consent.Method.PAPER,
        "signed_on": context["today"],
        "expires_on": context["today"] + timedelta(days=CONSENT_DAYS),
        "recipients": request.GET.getlist("recipients"),
        "categories": request.GET.getlist("categories"),
        "purposes": request.GET.getlist("purposes"),
        "signed_name": context["person"].full_name,
    }
    if before is not None:
        names = "kind recipient_class categories details purposes end_event period_reason revocable_when language"
        terms |= {name: getattr(before, name) for name in names.split()}
        terms["recipients"] = list(before.recipients.values_list("pk", flat=True))
    return terms


@allow(STAFF)
def record_consent(request, case_id):
    """Record a signed release, or one that takes the place of another (?supersedes=ID)."""
    context = case_context(request, case_id, active=TAB)
    wanted = request.GET.get("supersedes", "")
    before = consent_of(context, int(wanted)) if wanted.isdigit() else None
    form = forms.ConsentForm(
        request.POST or None,
        request.FILES or None,
        initial=initial_terms(request, context, before),
        reads=context["reads"],
        cancel_url=context["tab_url"],
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_consent(
                case=context["case"],
                recipients=form.cleaned_data["recipients"],
                supersedes=before,
                by=request.user,
                **form.columns(),
            )
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Release of information recorded.")
            return back_to(request, case_id)
    return render(request, "partners/record_consent.html", {**context, "form": form, "before": before})


@allow(STAFF)
def form_to_sign(request, case_id):
    """The words to read, explain and sign, from the terms typed so far; nothing is stored."""
    context = case_context(request, case_id, active=TAB)
    form = forms.TermsForm(request.POST or None, reads=context["reads"], cancel_url=context["tab_url"])
    if request.method != "POST" or not form.is_valid():
        return render(request, "partners/record_consent.html", {**context, "form": form, "unsigned": True})
    data = {name: value for name, value in form.cleaned_data.items() if name != "recipients"}
    data["categories"] = [forms.ALWAYS, *data["categories"]]
    consent = Consent(person=context["person"], discloser=DISCLOSER, **data)
    recipients = ", ".join(each.name for each in form.cleaned_data["recipients"])
    recipients = recipients or consent.get_recipient_class_display()
    context |= {"consent": consent, "recipients": recipients, "spanish": words_of(consent)}
    return render(request, "partners/release/print.html", context)


@allow(STAFF)
@require_GET
def consent(request, case_id, consent_id):
    """One release: what was signed, where it stands, and how it can end."""
    context = case_context(request, case_id, active=TAB)
    row = consent_of(context, consent_id)
    context |= {"consent": row, "standing": row.standing(context["today"]), "recipients": names_of(row)}
    return render(request, "partners/consent.html", context)


@allow(STAFF)
@require_GET
def print_consent(request, case_id, consent_id):
    context = case_context(request, case_id, active=TAB)
    row = consent_of(context, consent_id)
    context |= {"consent": row, "recipients": names_of(row), "spanish": words_of(row), "signed": True}
    if "pdf" in request.GET and paper.available():
        context |= {"printed_at": clock.now(), "printed_by": request.user.get_full_name(), "lang": row.language}
        return paper.pdf_response("paper/release.html", context, name=f"release-{row.pk}")
    return render(request, "partners/release/print.html", {**context, "pdf_here": paper.available()})


@allow(STAFF)
@require_GET
def scan(request, case_id, consent_id):
    context = case_context(request, case_id, active=TAB)
    row = consent_of(context, consent_id)
    if not row.scan:
        raise Http404
    log.record(
        Action.EXPORTED,
        object_type="partners_consent",
        object_id=row.pk,
        people=[row.person_id],
        detail={"how": "scan"},
    )
    return uploads.as_download(row.scan, name=f"release-{row.pk}", kind=row.scan_kind)


@allow(STAFF)
def revoke_consent(request, case_id, consent_id):
    """The person takes the release back. Says first what will happen."""
    context = case_context(request, case_id, active=TAB)
    row = consent_of(context, consent_id)
    form = forms.RevokeForm(request.POST or None, cancel_url=context["tab_url"])
    return _ending(request, context, row, form, "Revoke this release", actions.revoke_consent)


@allow(STAFF)
def end_consent(request, case_id, consent_id):
    """The event came with which the release ends."""
    context = case_context(request, case_id, active=TAB)
    row = consent_of(context, consent_id)
    form = forms.EndForm(request.POST or None, initial={"on": context["today"]}, cancel_url=context["tab_url"])
    return _ending(request, context, row, form, "This release has ended", actions.end_consent)


def _ending(request, context, row, form, title, action):
    if request.method == "POST" and form.is_valid():
        try:
            action(consent=row, case=context["case"], by=request.user, **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Recorded. Nothing more is seen under it from now on.")
            return redirect(TAB, context["case"].pk)
    context |= {"consent": row, "recipients": names_of(row), "form": form, "form_title": title}
    return render(request, "partners/end_consent.html", context)
