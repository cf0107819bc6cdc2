"""Releases of information: recorded once as signed, and their ends."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from accounts.models import Organization
from cases.actions import add_step, record_event
from cases.models import Case, Category, Confidentiality, PlanStep, TimelineEvent
from partners.actions.referrals import end_without_cover
from partners.consent import DISCLOSER, FORM_VERSION
from partners.models import Consent
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

Kind = Consent.Kind
EARLIER_STAY, TO_ASK, RECENTLY = "CN-BACK", timedelta(days=14), timedelta(days=60)
STRICTEST_FIRST = (Confidentiality.VICTIM, Confidentiality.SUBSTANCE_USE, Confidentiality.HEALTH)


@transaction.atomic
def record_consent(*, case: Case, recipients, by, supersedes: Consent | None = None, **fields) -> Consent:
    """Record a release of information that the person signed; raises ActionRefused when an element is missing.

    `fields` are the columns of Consent that the person's signature stands under. The name is always part of it.
    """
    recipients = list(recipients)
    named_class = fields.get("recipient_class", "")
    if not recipients and not named_class:
        raise ActionRefused("Name who receives the information.")
    if any(organization.kind == Organization.Kind.VICTIM_SERVICE for organization in recipients):
        raise ActionRefused("Victim-service organizations receive nothing about anyone. Give the person their card.")
    if fields["signed_on"] > clock.today():
        raise ActionRefused("A release cannot be signed in the future.")
    if fields.get("kind") == Kind.CRIMINAL_JUSTICE and not _all_have_a_duty_to_monitor(recipients):
        raise ActionRefused("A criminal justice release goes to courts, the board and parole officers only.")
    fields["categories"] = sorted({Category.IDENTITY, *fields["categories"]}, key=Category.values.index)
    if supersedes is not None:
        supersedes = _in_force(supersedes)
        supersedes.superseded_at = clock.now()
        supersedes.save(update_fields=["superseded_at"])
    try:
        with transaction.atomic():
            consent = Consent.objects.create(
                person=case.person,
                supersedes=supersedes,
                recorded_by=by,
                discloser=fields.pop("discloser", "") or DISCLOSER,
                form_version=FORM_VERSION,
                **fields,
            )
    except IntegrityError as error:
        raise ActionRefused(f"The release is not complete: {_words_of(error)}.") from error
    consent.recipients.set(recipients)
    _tell(consent, case, f"Release of information signed for {names_of(consent)}", by, until=consent.ends())
    return consent


def names_of(consent: Consent) -> str:
    """Who receives it, in words."""
    names = [organization.name for organization in consent.recipients.all()]
    if consent.recipient_class:
        names.append(consent.get_recipient_class_display().lower())
    return ", ".join(names)


def _all_have_a_duty_to_monitor(recipients) -> bool:
    """42 CFR 2.35(a): those in the criminal justice system who have a need for it to monitor the person."""
    return all(organization.kind == Organization.Kind.GOVERNMENT for organization in recipients)


def _words_of(error: IntegrityError) -> str:
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or "an element is missing"
    return name.replace("_", " ")


def _in_force(consent: Consent) -> Consent:
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if consent.revoked_at is not None:
        raise ActionRefused("This release was revoked already.")
    if consent.superseded_at is not None:
        raise ActionRefused("Another release took the place of this one already.")
    return consent


@transaction.atomic
def revoke_consent(*, consent: Consent, case: Case, how: str, by) -> Consent:
    """The person takes the release back: from this moment nothing more is seen under it (42 CFR 2.31(a)(6))."""
    consent = _in_force(consent)
    if not consent.can_be_revoked:
        raise ActionRefused(f"This release can be revoked only from: {consent.revocable_when} (42 CFR 2.35).")
    consent.revoked_at, consent.revoked_by, consent.revoked_how = clock.now(), by, how
    consent.save(update_fields=["revoked_at", "revoked_by", "revoked_how"])
    _tell(consent, case, f"Release of information for {names_of(consent)} revoked", by)
    end_without_cover(person=case.person_id, why="The person revoked the release of information", by=by)
    return consent


@transaction.atomic
def end_consent(*, consent: Consent, case: Case, on: date, by) -> Consent:
    """The event came with which the release ends; it covers that day and no day after."""
    consent = _in_force(consent)
    if not consent.end_event or consent.end_event == Consent.EndEvent.NEVER:
        raise ActionRefused("This release names no event that ends it.")
    if consent.ended_on is not None:
        raise ActionRefused(f"This release ended on {consent.ended_on:%m/%d/%Y} already.")
    if not consent.signed_on <= on <= clock.today():
        raise ActionRefused("The event lies between the day of signing and today.")
    consent.ended_on, consent.ended_by = on, by
    consent.save(update_fields=["ended_on", "ended_by"])
    title = f"Release of information for {names_of(consent)} ended: {consent.get_end_event_display().lower()}"
    _tell(consent, case, title, by)
    end_without_cover(person=case.person_id, why="The release of information ended", by=by)
    return consent


@transaction.atomic
def ask_about_earlier_stays() -> int:
    """Whoever is back in prison: someone goes through what they signed before, because its purpose may have ended.

    A release that names its end is not ended for the person: a step asks whoever carries the case (IM-13).
    """
    today = clock.today()
    back = Case.objects.filter(person=OuterRef("person"), state=Case.State.RETURNED, ended_on__gte=today - RECENTLY)
    signed = Consent.objects.in_force(today).signed_by(OuterRef("person")).filter(recorded_at__lt=OuterRef("opened_at"))
    asked = PlanStep.objects.filter(case=OuterRef("pk"), code=EARLIER_STAY)
    cases = Case.objects.filter(Exists(back), Exists(signed), ~Exists(asked), state__in=Case.INSIDE)
    rows = list(cases.select_related("coordinator"))
    for case in rows:
        add_step(
            case=case,
            code=EARLIER_STAY,
            title="Go through the releases of information of the earlier stay: renew, revoke or end each",
            due_on=today + TO_ASK,
            owner=case.coordinator,
            by=None,
        )
    return len(rows)


def _tell(consent: Consent, case: Case, title: str, by, until: str = "") -> None:
    labels = ", ".join(consent.category_labels())
    classes = {Category(code).confidentiality for code in consent.categories}
    record_event(
        case=case,
        kind=TimelineEvent.Kind.CONSENT,
        title=title[:200],
        text=f"{labels}; until {until}" if until else labels,
        confidentiality=next((name for name in STRICTEST_FIRST if name in classes), Confidentiality.GENERAL),
        by=by,
    )
