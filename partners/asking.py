"""The mail that asks an organization whether its entries are still right."""

from accounts.models import Organization
from partners.models import Service

SUBJECT = "Are your services in the Reentry Portal still right?"


def text(organization: Organization, services: list[Service]) -> str:
    """What the mail says. It names the organization's own entries and nobody's name."""
    names = "\n".join(f"- {service.name}" for service in services)
    return (
        f"Hello {organization.name},\n\nNobody has confirmed these entries for 30 days:\n\n{names}\n\n"
        "Sign in to the Reentry Portal, open Our services, and confirm open places, hours and limits. "
        "Staff see an entry that is not confirmed as out of date.\n"
    )


def hand_over(*, organization: Organization, services: list[Service]) -> None:
    """Give the mail to whatever delivers it, in the transaction of the caller, to the people who sign in there."""
