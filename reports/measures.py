"""The numbers of the reports page: counted in the database, over the cases that the viewer may see."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import TruncMonth

from cases.access import classes_read_by
from cases.models import Case, Need, PlanStep
from partners.models import Referral

FEWER_THAN = 5


def releases(cases: QuerySet[Case], *, since: date, until: date) -> dict[str, int]:
    """Releases in a period, and how many left with a home plan and with ID (the need met by then)."""
    left = cases.filter(released_on__range=(since, until)).order_by()

    def met(code):
        return Exists(Need.objects.filter(case=OuterRef("pk"), area__code=code, state=Need.State.MET))

    return {
        "released": left.count(),
        "with_home": left.filter(met("housing")).count(),
        "with_id": left.filter(met("identification")).count(),
    }


def answered_referrals(cases: QuerySet[Case], *, since: date, until: date) -> dict[str, int]:
    sent = Referral.objects.filter(case__in=cases, sent_at__date__range=(since, until)).order_by()
    return {
        "sent": sent.count(),
        "answered": sent.exclude(state__in=("sent", "question", "withdrawn", "expired")).count(),
    }


def open_needs(cases: QuerySet[Case], *, user) -> list[tuple[str, int]]:
    """Open needs by area, most common first; areas the viewer may not read are left out."""
    return list(
        Need.objects.filter(
            case__in=cases.filter(state__in=Case.OPEN),
            state__in=Need.OPEN,
            confidentiality__in=classes_read_by(user),
        )
        .values_list("area__name")
        .annotate(n=Count("pk"))
        .order_by("-n", "area__name")[:12]
    )


def returning_counties(cases: QuerySet[Case]) -> list[tuple[str, int]]:
    """Where people return to; counties with 1 to 4 people are not named."""
    return list(
        cases.filter(state__in=Case.OPEN, county__isnull=False)
        .values_list("county__name")
        .annotate(n=Count("pk"))
        .filter(n__gte=FEWER_THAN)
        .order_by("-n", "county__name")[:12]
    )


def releases_by_month(cases: QuerySet[Case], *, since: date) -> list[tuple[str, int]]:
    months = (
        cases.filter(released_on__gte=since)
        .annotate(month=TruncMonth("released_on"))
        .values_list("month")
        .annotate(n=Count("pk"))
        .order_by("month")
    )
    return [(f"{month:%b %Y}", n) for month, n in months]


def critical_defects(cases: QuerySet[Case], *, since: date) -> int:
    """Critical steps that were unfinished when the person left (domain.md 2.3)."""
    return PlanStep.objects.filter(
        case__in=cases.filter(released_on__gte=since), is_critical=True, state__in=PlanStep.UNFINISHED
    ).count()
