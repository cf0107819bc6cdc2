"""What a signed release covers: one function for actions, pages and, in SQL beside it, the policies."""

from partners.models import Consent
from reentry_portal import clock


def covering_consent(*, person, organization, area) -> Consent | None:
    """The active release of this person to this organization that names this area; the one that lasts longest."""
    active = Consent.objects.active().filter(person=person, organization=organization, areas=area)
    return active.order_by("-expires_on", "-pk").first()


def why_not_covered(*, person, organization, area) -> str:
    """Why nothing covers it, as the sentence that staff read."""
    on_file = Consent.objects.filter(person=person, organization=organization)
    name = organization.name
    last = on_file.filter(areas=area).order_by("-expires_on", "-pk").first()
    if last is None and on_file.exists():
        return f"The release of information for {name} does not cover {area.name.lower()}. Record one that does."
    if last is None:
        return f"No release of information for {name} is on file. Record one that the person signed."
    if last.revoked_at is not None:
        return f"The person revoked the release of information for {name}. Without a new one nothing can be sent."
    if last.expires_on < clock.today():
        return f"The release of information for {name} ended on {last.expires_on:%m/%d/%Y}. Record a new one."
    return f"The release of information for {name} starts on {last.signed_on:%m/%d/%Y}."
