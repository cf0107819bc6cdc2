"""How fresh the roster's word is, and whether a file waits in quarantine: what pages say above their lists."""

from dataclasses import dataclass
from datetime import date, timedelta

from cases.models import RosterBatch

LATE_AFTER = timedelta(days=2)
State = RosterBatch.State


@dataclass(frozen=True)
class Standing:
    """`as_of` is the day that the newest applied roster speaks of; `quarantined` a later one that was held back."""

    as_of: date
    late: bool
    quarantined: bool


def standing(*, today: date) -> Standing | None:
    """None where no roster was ever applied: then no one waits for one."""
    last = RosterBatch.objects.filter(state=State.APPLIED).order_by("-as_of", "-pk").first()
    if last is None:
        return None
    held = RosterBatch.objects.filter(state=State.QUARANTINED, pk__gt=last.pk).exists()
    return Standing(as_of=last.as_of, late=last.as_of < today - LATE_AFTER, quarantined=held)
