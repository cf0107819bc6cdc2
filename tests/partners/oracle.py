"""A second opinion on what each organization may see, worked out in Python from the records alone.

It shares no code with partners/sql/disclosure.sql: it is what that file is held to.
"""

from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from accounts.models import Organization
from partners.models import Consent, Referral

NO_SERVICE = {"declined", "withdrawn", "expired"}


def receives(consent: Consent, organization: Organization) -> bool:
    if organization.kind == "victim_service":
        return False
    named = any(each.pk == organization.pk for each in consent.recipients.all())
    return named or (consent.recipient_class == "treating" and organization.kind == "care")


def holds(consent: Consent, day: date) -> bool:
    if consent.revoked_at or consent.superseded_at or day < consent.signed_on:
        return False
    return all(day <= end for end in (consent.expires_on, consent.ended_on) if end)


def reaches(referral: Referral, day: date) -> bool:
    if referral.sent_at is None or referral.state == "draft" or referral.state in NO_SERVICE:
        return False
    if day < timezone.localdate(referral.sent_at):
        return False
    return referral.closed_on is None or day <= referral.closed_on + timedelta(days=30)


def may_see(day: date) -> set[tuple[int, int, str]]:
    """(organization, person, category) for everything that may be seen on that day."""
    consents = list(Consent.objects.prefetch_related("recipients"))
    return {
        (referral.organization_id, referral.person_id, category)
        for referral in Referral.objects.select_related("organization")
        if reaches(referral, day)
        for consent in consents
        if consent.person_id == referral.person_id
        and holds(consent, day)
        and receives(consent, referral.organization)
        and referral.purpose in consent.purposes
        for category in consent.categories
        if category in referral.shares
    }


def database_shows(day: date) -> set[tuple[int, int, str]]:
    """What the disclosure table says for that day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select organization_id, person_id, category from partners_disclosure"
            " where %s between since and coalesce(until, 'infinity')",
            [day],
        )
        return set(cursor.fetchall())
