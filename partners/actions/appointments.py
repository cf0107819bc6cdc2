"""Appointments of an organization with a person, and who of theirs comes into a prison for them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import Organization
from cases import actions as case_actions
from cases.models import Appointment, Case, TimelineEvent
from partners import news
from partners.models import Referral, ResourceCard, Visitor
from partners.shared import KNOWN_BY_NAME
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

COLUMNS = ("person_id", "facility_id", "release_date", "released_on", "state")  # what partners may read of a case


@transaction.atomic
def book(
    *, referral: Referral, starts_at: datetime, way: str, by, place: str = "", visitors: Sequence[str] = ()
) -> Appointment:
    """Book a meeting on an accepted referral. A visit in prison names who comes; the prison clears each of them."""
    referral = Referral.objects.of_step().select_related("service").get(pk=referral.pk)
    if referral.state not in KNOWN_BY_NAME or not referral.is_open:
        raise ActionRefused("Appointments are booked once a referral is accepted, and until it ends.")
    case = Case.objects.only(*COLUMNS).filter(pk=referral.case_id).first()
    if case is None:
        raise ActionRefused(f"The release does not cover where the person is. Ask {referral.contact} to book it.")
    if way == Appointment.Way.VISIT and not visitors:
        raise ActionRefused("Say who comes into the prison.")
    appointment = case_actions.book_appointment(
        case=case,
        by=by,
        what=referral.service.name,
        category=referral.category,
        way=way,
        starts_at=starts_at,
        place=place,
        facility_id=case.facility_id if way == Appointment.Way.VISIT else None,
        organization=referral.organization,
        with_whom=referral.organization.name,
    )
    if way == Appointment.Way.VISIT:
        Visitor.objects.bulk_create(Visitor(appointment=appointment, name=name) for name in dict.fromkeys(visitors))
    news.referral_moved(referral, by=by, once=f"appointment-{appointment.pk}")
    return appointment


@transaction.atomic
def decide_on_visitor(*, visitor: Visitor, cleared: bool, by) -> Visitor:
    """The prison's answer about one visitor; it can be changed until the visit."""
    visitor = Visitor.objects.select_for_update(of=("self",)).select_related("appointment__case").get(pk=visitor.pk)
    if visitor.appointment.state != Appointment.State.PLANNED:
        raise ActionRefused("The visit is not planned any more.")
    visitor.clearance = Visitor.Clearance.CLEARED if cleared else Visitor.Clearance.REFUSED
    visitor.decided_by, visitor.decided_at = by, clock.now()
    visitor.save(update_fields=["clearance", "decided_by", "decided_at"])
    case_actions.record_event(
        case=visitor.appointment.case,
        kind=TimelineEvent.Kind.APPOINTMENT,
        title=f"Visitor {visitor.get_clearance_display().lower()}: {visitor.name}",
        confidentiality=visitor.appointment.confidentiality,
        by=by,
    )
    return visitor


@transaction.atomic
def give_card(*, case: Case, organization: Organization, by) -> ResourceCard:
    """The person got a victim-service organization's card. The timeline does not name it (domain.md VS-01)."""
    if organization.kind != Organization.Kind.VICTIM_SERVICE:
        raise ActionRefused("Cards are for victim-service organizations; refer the person to others.")
    card = ResourceCard.objects.create(case=case, organization=organization, given_by=by)
    case_actions.record_event(
        case=case,
        kind=TimelineEvent.Kind.REFERRAL,
        title="Resource card given",
        confidentiality="victim",
        by=by,
    )
    return card
