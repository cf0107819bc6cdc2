"""Asking an organization whether its entries are still right, through the outbox."""

from django.urls import reverse

from accounts.models import Organization, User
from followups import outbox
from partners.models import Service
from reentry_portal import clock


def hand_over(*, organization: Organization, services: list[Service]) -> None:
    """Tell everyone who signs in for the organization how many of its entries wait, in the caller's transaction."""
    for user in User.objects.filter(organization=organization, is_active=True):
        outbox.tell(
            once=f"services-{organization.pk}-{clock.today()}-{user.pk}",
            template="services_to_confirm",
            to=user,
            path=reverse("partners:our-services"),
            facts={"count": len(services)},
        )
