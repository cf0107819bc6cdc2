"""What signed releases of information cover: asked here by every page, file, message and action.

The answer is the database's own (partners/sql/disclosure.sql), so that the pages and the policies cannot disagree.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from accounts.models import Organization
from cases.models import Category, Confidentiality, Need
from partners.models import Consent, Purpose
from reentry_portal import clock

FORM_VERSION = "2026-1"  # of the words in templates/partners/release/
DISCLOSER = "Missouri Department of Corrections, Reentry Unit"


def covering_consent(*, person, organization, category: str, purpose: str, on: date | None = None) -> int | None:
    """The id of the release that covers this on that day (today unless told), the one that lasts longest; or None."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select public.covering_consent(%s, %s, %s, %s, %s)",
            [person.pk, organization.pk, category, purpose, on or clock.today()],
        )
        return cursor.fetchone()[0]


@dataclass(frozen=True)
class Cover:
    """What the releases on file let one organization learn of a person today, for one purpose."""

    consent_ids: dict[str, int]  # by category

    def __contains__(self, category: str) -> bool:
        return category in self.consent_ids


def cover_for(*, person, organization, purpose: str) -> Cover:
    """Every category that is covered today, with the release that covers it."""
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select category, consent_id from public.consent_grants(%s)
             where organization_id = %s and purpose = %s
               and since <= %s and coalesce(until, 'infinity') >= %s
             order by until nulls last, consent_id
            """,
            [person.pk, organization.pk, purpose, today, today],
        )
        return Cover(dict(cursor.fetchall()))


def purpose_of(need: Need) -> str:
    """What a referral for this need shares for: treatment where the need is one of health, else services."""
    medical = Category(need.area.category).confidentiality != Confidentiality.GENERAL
    return Purpose.TREATMENT if medical else Purpose.SERVICES


def why_not_covered(*, person, organization, category: str, purpose: str) -> str:
    """Why nothing covers it, as the sentence that staff read."""
    name, what = organization.name, Category(category).label
    if organization.kind == Organization.Kind.VICTIM_SERVICE:
        return f"{name} serves victims and receives nothing about anyone. Give the person its card instead."
    on_file = Consent.objects.signed_by(person).filter(recipients=organization).order_by("-pk")
    if not on_file:
        return f"No release of information for {name} is on file. Record one that the person signed."
    naming = [consent for consent in on_file if category in consent.categories]
    if not naming:
        return f"The release of information for {name} does not cover “{what}”. Record one that does."
    last = next((consent for consent in naming if purpose in consent.purposes), None)
    if last is None:
        wanted = Purpose(purpose).label.lower()
        return f"The release of information for {name} was not signed for this purpose ({wanted}). Record one that is."
    standing = last.standing(clock.today())
    if standing == "Revoked":
        return f"The person revoked the release of information for {name}. Without a new one nothing can be sent."
    if standing == "Superseded":
        return f"The release of information for {name} was replaced by one that does not cover “{what}”."
    if standing == "Ended":
        ended = min(day for day in (last.expires_on, last.ended_on) if day)
        return f"The release of information for {name} ended on {ended:%m/%d/%Y}. Record a new one."
    return f"The release of information for {name} starts on {last.signed_on:%m/%d/%Y}."
