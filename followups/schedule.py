"""Days and hours where people live, as moments in UTC, over both changes of the clock."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("America/Chicago")
QUIET_FROM, QUIET_UNTIL = time(20), time(8)


def at(day: date, hour: time) -> datetime:
    """That hour of that day. An hour that the spring change skips is one later; of one that comes twice, the first."""
    return datetime.combine(day, hour, tzinfo=LOCAL).astimezone(ZoneInfo("UTC"))


def is_quiet(moment: datetime) -> bool:
    """Between 8 p.m. and 8 a.m. nothing goes to a person."""
    hour = moment.astimezone(LOCAL).time()
    return hour >= QUIET_FROM or hour < QUIET_UNTIL


def next_hour_to_send(moment: datetime) -> datetime:
    """The moment itself, or 8 a.m. after a quiet one."""
    local = moment.astimezone(LOCAL)
    if not is_quiet(moment):
        return moment
    return at(local.date() + timedelta(days=local.time() >= QUIET_FROM), QUIET_UNTIL)
