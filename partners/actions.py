"""Consent and referrals: what leaves the department, and what comes back."""

from django.db import IntegrityError, transaction

from cases.actions import record_event
from cases.models import Case, TimelineEvent
from partners.consent import covering_consent, why_not_covered
from partners.models import Consent, Referral
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from reentry_portal.templatetags.portal import phone

Kind, State = TimelineEvent.Kind, Referral.State


@transaction.atomic
def record_consent(*, case: Case, organization, areas, by, **fields) -> Consent:
    """Record a release of information that the person signed."""
    if not areas:
        raise ActionRefused("Say which areas the release covers.")
    if fields["signed_on"] > clock.today():
        raise ActionRefused("A release cannot be signed in the future.")
    consent = Consent.objects.create(person=case.person, organization=organization, recorded_by=by, **fields)
    consent.areas.set(areas)
    names = ", ".join(area.name for area in areas)
    record_event(
        case=case,
        kind=Kind.CONSENT,
        title=f"Release of information signed for {organization.name}",
        text=f"{names}, until {consent.expires_on:%m/%d/%Y}",
        confidentiality=_strictest(areas),
        by=by,
    )
    return consent


def _strictest(areas) -> str:
    classes = {area.confidentiality for area in areas}
    return next((name for name in ("victim", "substance_use", "health") if name in classes), "general")


@transaction.atomic
def revoke_consent(*, consent: Consent, case: Case, by) -> Consent:
    """The person takes the release back: from this moment the partner sees nothing more."""
    consent = Consent.objects.select_for_update(of=("self",)).select_related("organization").get(pk=consent.pk)
    if consent.revoked_at is not None:
        raise ActionRefused("This release was revoked already.")
    consent.revoked_at, consent.revoked_by = clock.now(), by
    consent.save(update_fields=["revoked_at", "revoked_by"])
    record_event(
        case=case, kind=Kind.CONSENT, title=f"Release of information for {consent.organization.name} revoked", by=by
    )
    return consent


@transaction.atomic
def send_referral(*, need, service, reason: str, reply_by, by) -> Referral:
    """Send a referral. Refused, with the reason, unless an active release covers partner and area."""
    case = need.case
    if not case.is_open or not need.is_open:
        raise ActionRefused("The case and the need have to be open.")
    if reply_by < clock.today():
        raise ActionRefused("The day to reply by is past.")
    organization = service.organization
    consent = covering_consent(person=case.person, organization=organization, area=need.area)
    if consent is None:
        raise ActionRefused(why_not_covered(person=case.person, organization=organization, area=need.area))
    contact = f"{by.get_full_name()}, {phone(by.phone) or by.email}"
    try:
        with transaction.atomic():
            referral = Referral.objects.create(
                case=case,
                need=need,
                service=service,
                organization=organization,
                consent=consent,
                reason=reason,
                reply_by=reply_by,
                sent_by=by,
                contact=contact,
            )
    except IntegrityError as error:
        raise ActionRefused(f"A referral to {service.name} is open already for this need.") from error
    _tell(referral, f"Referral sent to {organization.name}", reason, by)
    return referral


def _tell(referral: Referral, title: str, text: str, by) -> None:
    record_event(
        case=referral.case,
        kind=Kind.REFERRAL,
        title=title,
        text=text,
        confidentiality=referral.need.confidentiality,
        by=by,
    )


@transaction.atomic
def move(*, referral: Referral, to: str, by, **fields) -> Referral:
    """Take a referral one step further. Of two people at once, the second is told what the first did."""
    referral = Referral.objects.with_shared_person().select_for_update(of=("self",)).get(pk=referral.pk)
    if to not in Referral.ALLOWED.get(referral.state, ()):
        raise ActionRefused(f"This referral is {referral.get_state_display().lower()}; that step is not open any more.")
    if by.role == "partner" and not referral.consent.is_active(clock.today()):
        raise ActionRefused(f"The person's release of information has ended. Call {referral.contact}.")
    for name, value in fields.items():
        setattr(referral, name, value)
    referral.state = to
    if by.role == "partner":
        referral.answered_at = clock.now()
    referral.save(update_fields=["state", "answered_at", *fields])
    text = (
        fields.get("question") or fields.get("answer") or fields.get("outcome") or referral.get_decline_reason_display()
    )
    if fields.get("first_contact_on"):
        text = f"First contact on {fields['first_contact_on']:%m/%d/%Y}"
    title = f"Referral to {referral.organization.name}: {referral.get_state_display().lower()}"
    record_event(
        case=referral.case,
        kind=Kind.REFERRAL,
        title=title,
        text=text,
        confidentiality=referral.need.confidentiality,
        by=by,
    )
    return referral
