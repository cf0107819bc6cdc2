"""One mail in the morning to everyone who owns steps of people whose date moved; what moved stands on the page."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from cases.models import DateMoveNotice
from followups import outbox, schedule
from followups.models import Message
from reentry_portal import clock

HOUR = time(7)
LOOK_BACK = timedelta(days=2)
PREFIX = "dates-moved-"


@transaction.atomic
def tell_of_moved_dates() -> int:
    """Put the mail of the next morning in the outbox, once a person and morning; takes back what was read before it."""
    unread = DateMoveNotice.objects.filter(seen_at=None)
    newest = (
        unread.filter(move__at__gte=clock.now() - LOOK_BACK).values("owner").annotate(at=Max("move__at")).order_by()
    )
    asked = {f"{PREFIX}{row['owner']}-{_morning_after(row['at']):%Y%m%d}": row for row in newest}
    known = set(Message.objects.filter(once__in=asked).values_list("once", flat=True))
    for once in asked.keys() - known:
        outbox.tell(
            once=once,
            template="dates_moved",
            to=asked[once]["owner"],
            path=reverse("cases:moved-dates"),
            due_at=_morning_after(asked[once]["at"]),
        )
    waiting = Message.objects.filter(once__startswith=PREFIX, state=Message.State.QUEUED)
    for message in waiting.exclude(user__in=unread.values("owner")):
        outbox.take_back(once_prefix=message.once)
    return len(asked.keys() - known)


def _morning_after(moment: datetime) -> datetime:
    day = timezone.localdate(moment)
    morning = schedule.at(day, HOUR)
    return morning if moment < morning else schedule.at(day + timedelta(days=1), HOUR)
