"""The accounting of disclosures, read back from the trail."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.models import Organization
from audit.models import Action, AuditEvent
from cases.models import Category, Confidentiality
from partners.models import Purpose

COLUMNS = ("When", "To whom", "What", "Purpose", "How", "Referral", "Release of information")
WAYS = {"page": "On a page", "list": "In a list", "print": "On paper", "file": "In a file", "message": "In a message"}
AT_MOST = 2000


@dataclass(frozen=True)
class Disclosed:
    at: datetime
    organization: str
    categories: list[str]
    purpose: str
    how: str
    referral: str
    consents: list[int]

    def cells(self) -> list[str]:
        """As text for a file. A cell never begins with a sign that a spreadsheet would take for a formula."""
        cells = [
            f"{timezone.localtime(self.at):%m/%d/%Y %H:%M}",
            self.organization,
            "; ".join(self.categories),
            self.purpose,
            self.how,
            self.referral,
            "; ".join(str(pk) for pk in self.consents),
        ]
        return [f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in cells]


def disclosures_of(people: Collection[int], *, since: date, until: date, reads: Collection[str]) -> list[Disclosed]:
    """Each disclosure about the person in the period, newest first, at most 2,000; one look-up in the trail's index.

    `people` are the ids of the person's record and of those merged into it.

    Of categories that the reader may not read, only that something was disclosed is told.
    """
    events = AuditEvent.objects.filter(
        action=Action.DISCLOSED, people__overlap=list(people), at__date__gte=since, at__date__lte=until
    ).order_by("-id")[:AT_MOST]
    shown = [(event, each) for event in events for each in event.detail["shown"] if each["person"] in people]
    names = Organization.objects.in_bulk({each["organization"] for _, each in shown})
    return [
        Disclosed(
            at=event.at,
            organization=names[each["organization"]].name if each["organization"] in names else "An organization",
            categories=_labels(each["categories"], reads),
            purpose=Purpose(each["purpose"]).label,
            how=WAYS.get(event.detail["how"], event.detail["how"]),
            referral=f"R-{each['referral']}",
            consents=each["consents"],
        )
        for event, each in shown
    ]


def _labels(categories: Collection[str], reads: Collection[str]) -> list[str]:
    labels = [Category(code).label for code in categories if Category(code).confidentiality in reads]
    withheld = any(Category(code).confidentiality not in {*reads, Confidentiality.GENERAL} for code in categories)
    return [*labels, "Not shared with you"] if withheld else labels
