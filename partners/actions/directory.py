"""The directory: who offers what, on which paper, and whether it is still right."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.models import Organization
from partners.asking import hand_over
from partners.models import Agreement, Location, Schedule, Service, ServiceAtLocation
from partners.models.directory import CONFIRM_DAYS
from reentry_portal import clock
from reentry_portal.errors import ActionRefused


@transaction.atomic
def save_organization(*, organization: Organization, by) -> Organization:
    """Add or change an organization. One that becomes a victim service loses its addresses first (VS-04)."""
    if organization.pk and organization.kind == Organization.Kind.VICTIM_SERVICE:
        places = Location.objects.filter(organization=organization)
        places.update(**Location.NO_PLACE, kind=Location.Kind.VIRTUAL)
    try:
        with transaction.atomic():
            organization.save()
    except IntegrityError as error:
        raise ActionRefused(f"{organization.name} is in the directory already.") from error
    return organization


@transaction.atomic
def save_service(*, service: Service, areas, types, counties, locations, hours: dict, by) -> Service:
    """Add or change a service as staff see it. The areas of its types are areas of the service too."""
    areas = {*areas, *(kind.area for kind in types)}
    if not areas:
        raise ActionRefused("Say which needs the service answers.")
    foreign = [location for location in locations if location.organization_id != service.organization_id]
    if foreign:
        raise ActionRefused(f"{foreign[0]} belongs to another organization.")
    try:
        with transaction.atomic():
            service.save()
    except IntegrityError as error:
        raise ActionRefused(f"{service.organization.name} has a service {service.name} already.") from error
    service.areas.set(areas)
    service.types.set(types)
    service.counties.set(counties)
    service.places.exclude(location__in=locations).delete()
    known = set(service.places.values_list("location", flat=True))
    ServiceAtLocation.objects.bulk_create(
        ServiceAtLocation(service=service, location=location) for location in locations if location.pk not in known
    )
    _set_hours(service, **hours)
    return service


@transaction.atomic
def save_own_service(*, service: Service, fields: list[str], hours: dict, by) -> Service:
    """An organization changes its own service, and by that says that all of it is right today."""
    _own(service.organization_id, by)
    _confirmed(service, by)
    service.save(update_fields=[*fields, "confirmed_on", "confirmed_by"])
    _set_hours(service, **hours)
    return service


@transaction.atomic
def confirm_service(*, service: Service, open_places: int | None, waitlist: int | None, by) -> Service:
    """The organization says how many places are open, and that its entry is still right."""
    _own(service.organization_id, by)
    service = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    service.open_places, service.waitlist = open_places, waitlist
    _confirmed(service, by)
    service.save(update_fields=["open_places", "waitlist", "confirmed_on", "confirmed_by"])
    return service


def _confirmed(service: Service, by) -> None:
    service.confirmed_on, service.confirmed_by = clock.today(), by


def _own(organization_id: int, by) -> None:
    if by.role == "partner" and organization_id != by.organization_id:
        raise ActionRefused("This belongs to another organization.")


def _set_hours(service: Service, *, days: list[str], opens_at, closes_at, note: str) -> None:
    """Keep one weekly row; what is more complicated came from another directory and stays."""
    weekly = regular_hours(service)
    if not days and not opens_at and not closes_at and not note:
        if weekly:
            weekly.delete()
        return
    weekly = weekly or Schedule(service=service, freq=Schedule.Freq.WEEKLY)
    weekly.byday, weekly.opens_at, weekly.closes_at = ",".join(days), opens_at, closes_at
    weekly.description = note
    weekly.save()


def regular_hours(service: Service) -> Schedule | None:
    """The weekly hours that the portal's own forms write."""
    return service.schedules.filter(freq=Schedule.Freq.WEEKLY, source="").first() if service.pk else None


@transaction.atomic
def save_location(*, location: Location, by, fields: list[str] | None = None) -> Location:
    """Add or change a place; `fields` are the columns that a partner may change of its own."""
    _own(location.organization_id, by)
    hidden = location.organization.kind == Organization.Kind.VICTIM_SERVICE
    if hidden and any(getattr(location, name) for name in Location.NO_PLACE):
        raise ActionRefused("The address of a victim service is never stored. Give its hotline instead.")
    location.save(update_fields=fields)
    return location


@transaction.atomic
def record_agreement(*, organization: Organization, kind: str, starts_on, ends_on, reference: str, by) -> Agreement:
    """Put a signed agreement on file; sign-ins of the organization follow it from now on."""
    if ends_on and ends_on < starts_on:
        raise ActionRefused("The end comes after the start.")
    agreement = Agreement.objects.create(
        organization=organization, kind=kind, starts_on=starts_on, ends_on=ends_on, reference=reference, recorded_by=by
    )
    keep_door_in_step(organization)
    return agreement


@transaction.atomic
def end_agreement(*, agreement: Agreement, on, by) -> Agreement:
    """End an agreement early, or on the day it was agreed anew."""
    agreement = Agreement.objects.select_for_update(of=("self",)).select_related("organization").get(pk=agreement.pk)
    if on < agreement.starts_on:
        raise ActionRefused(f"The agreement starts on {agreement.starts_on:%m/%d/%Y}; it cannot end before.")
    agreement.ends_on = on
    agreement.save(update_fields=["ends_on"])
    keep_door_in_step(agreement.organization)
    return agreement


def keep_door_in_step(organization: Organization) -> None:
    """Write the day after which the organization's sign-ins stop (P2-16), from the agreements on file.

    Two kinds of paper are asked for: one on working together, and one for health data. Of each kind that there is,
    the chain of papers that follow each other without a gap counts; the first chain to end closes the door.
    """
    papers = list(organization.agreements.order_by("starts_on"))
    ends = [
        _chain_end([paper for paper in papers if paper.kind in kinds])
        for kinds in (Agreement.COOPERATION, Agreement.HEALTH)
        if any(paper.kind in kinds for paper in papers)
    ]
    organization.agreement_ends = min((end for end in ends if end is not None), default=None)
    organization.save(update_fields=["agreement_ends"])


def _chain_end(papers: list[Agreement]):
    """The last covered day from today on; None without an end. Of papers that ended all, the last day of the last."""
    today = clock.today()
    reach = today - timedelta(days=1)
    for paper in papers:
        if paper.starts_on <= reach + timedelta(days=1):
            if paper.ends_on is None:
                return None
            reach = max(reach, paper.ends_on)
    if reach >= today:
        return reach
    return max((paper.ends_on for paper in papers if paper.starts_on < today), default=reach)


def keep_doors_in_step() -> int:
    """For every night: a paper that starts today opens a door again. Returns how many organizations were looked at."""
    organizations = Organization.objects.filter(agreements__isnull=False).distinct()
    for organization in organizations:
        with transaction.atomic():
            keep_door_in_step(organization)
    return len(organizations)


def ask_for_confirmation() -> int:
    """Ask each organization with stale entries whether they are right, once in 30 days; returns how many were asked."""
    today = clock.today()
    again = Q(asked_on=None) | Q(asked_on__lte=today - timedelta(days=CONFIRM_DAYS))
    stale = Service.objects.filter(status__in=Service.LISTED, organization__is_active=True).stale(today).filter(again)
    stale = stale.filter(Q(organization__agreement_ends=None) | Q(organization__agreement_ends__gte=today))
    by_organization: dict[Organization, list[Service]] = {}
    for service in stale.select_related("organization").order_by("organization", "name"):
        by_organization.setdefault(service.organization, []).append(service)
    for organization, services in by_organization.items():
        with transaction.atomic():
            hand_over(organization=organization, services=services)
            Service.objects.filter(pk__in=[service.pk for service in services]).update(asked_on=today)
    return len(by_organization)
