"""Which people come in through this process.

In production staff and partners have a process each, with a database login that can take no other's role: a partner's
request cannot become staff's, not even through SQL that someone slipped in (docs/decisions/0002-scope.md).
"""

from django.conf import settings

from accounts.models import Role
from accounts.scope import PARTNER, STAFF, VISITOR

DATABASE_ROLES = {
    "staff": {VISITOR, STAFF},
    "partner": {VISITOR, PARTNER},
    "both": {VISITOR, STAFF, PARTNER},  # the demo and tests
}


def is_open_to(user) -> bool:
    side = "partner" if user.role == Role.PARTNER else "staff"
    return settings.DOOR in ("both", side)


def other_door(user) -> str:
    """What someone reads who signed in at the other side's door."""
    address = settings.PARTNER_URL if user.role == Role.PARTNER else settings.PORTAL_URL
    return f"This sign-in is for others. Yours is at {address}"
