from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from audit.models import AuditEvent


def trail_of(
    *people: int,
    since: date | None = None,
    until: date | None = None,
    actions: Iterable[str] = (),
    basis: str = "",
) -> QuerySet[AuditEvent]:
    """What was seen and done about one person, newest first, both days included; `basis` is how it starts.

    `people` are the ids of the person's record and of those merged into it.
    """
    events = AuditEvent.objects.filter(people__overlap=people).order_by("-id")
    if since:
        events = events.filter(at__gte=_midnight(since))
    if until:
        events = events.filter(at__lt=_midnight(until + timedelta(days=1)))
    if actions:
        events = events.filter(action__in=list(actions))
    if basis:
        events = events.filter(basis__startswith=basis)
    return events


def days_of(events: QuerySet[AuditEvent], *, most: int) -> list[dict]:
    """The same by day, who, what and basis, with how often; newest day first, `most` rows at most."""
    by_day = events.order_by().annotate(day=TruncDate("at"))
    rows = by_day.values("day", "actor_id", "action", "object_type", "basis").annotate(times=Count("pk"))
    return list(rows.order_by("-day", "actor_id", "action", "object_type", "basis")[:most])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
