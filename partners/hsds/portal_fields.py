"""What the portal knows beyond HSDS travels in `attribute` rows, under terms of our own; core fields keep their names.

Needs and kinds of service travel there too, as terms of a second taxonomy. An agreement and what hangs on it never
travel: no package from elsewhere opens the door to anyone.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import Organization
from partners.models import Service

FIELDS = uuid.UUID("0d6b5d32-6a5c-5b2f-9d0c-3f6f0a1c7e11")  # the taxonomy of fields
OFFERS = uuid.UUID("5b8a7f2e-1f0d-5c34-8a77-9c1de0b2a4c2")  # the taxonomy of needs and kinds of service
# How the codes of our terms begin.
FIELD, NEED, KIND = "reentry-portal:field:", "reentry-portal:need:", "reentry-portal:service:"


class Unreadable(ValueError):
    """A value that the field cannot hold."""


def _yes_no(text: str) -> bool:
    if text not in ("true", "false"):
        raise Unreadable(f"{text[:40]} is neither true nor false")
    return text == "true"


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) > 32767:
        raise Unreadable(f"{text[:40]} is not a number")
    return int(text)


def _one_of(choices) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices.values:
            raise Unreadable(f"{text[:40]} is not one of {', '.join(choices.values)}")
        return text

    return read


def _limits(text: str) -> list[str]:
    return [_one_of(Service.Limit)(code) for code in text.split(",") if code]


@dataclass(frozen=True)
class PortalField:
    """A field of ours: its code in packages, on which table and column it stands, how to read a value."""

    code: str
    entity: str
    column: str
    name: str
    read: Callable

    @property
    def term_id(self) -> uuid.UUID:
        return uuid.uuid5(FIELDS, self.code)

    @property
    def term_code(self) -> str:
        return FIELD + self.code

    @staticmethod
    def write(value) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        return ",".join(value) if isinstance(value, list) else "" if value is None else str(value)


PORTAL_FIELDS = [
    PortalField("kind", "organization", "kind", "Kind of organization", _one_of(Organization.Kind)),
    PortalField("part2_program", "organization", "is_part2_program", "Treats under 42 CFR Part 2", _yes_no),
    PortalField("inside_prison", "service", "setting", "In prison, after release, or both", _one_of(Service.Setting)),
    PortalField("serves", "service", "serves", "Women, men or both", _one_of(Service.Serves)),
    PortalField("offense_limits", "service", "limits", "Convictions that are not taken", _limits),
    PortalField("violent_years", "service", "violent_years", "Years since a violent offense", _number),
    PortalField("registrant_ok", "service", "registrants_ok", "Takes people on the registry", _yes_no),
    PortalField("accepts_em", "service", "accepts_em", "Takes people on electronic monitoring", _yes_no),
    PortalField("children_ok", "service", "children_ok", "Children may come along", _yes_no),
    PortalField("capacity_today", "service", "open_places", "Open places when last confirmed", _number),
    PortalField("waitlist", "service", "waitlist", "People waiting", _number),
]
COUNTY = PortalField("county", "location", "county", "County of the location", str)
BY_CODE = {(field.entity, field.term_code): field for field in [*PORTAL_FIELDS, COUNTY]}
