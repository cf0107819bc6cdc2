"""Hours where people live, over both changes of the clock, and in every zone and year."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followups import schedule


@pytest.mark.parametrize(
    ("day", "hour", "moment"),
    [
        (date(2027, 3, 14), time(2, 30), datetime(2027, 3, 14, 8, 30, tzinfo=UTC)),  # the hour that is skipped
        (date(2027, 11, 7), time(1, 30), datetime(2027, 11, 7, 6, 30, tzinfo=UTC)),  # the first of two
        (date(2027, 3, 13), time(9), datetime(2027, 3, 13, 15, tzinfo=UTC)),
        (date(2027, 3, 14), time(9), datetime(2027, 3, 14, 14, tzinfo=UTC)),
        (date(2027, 11, 6), time(9), datetime(2027, 11, 6, 14, tzinfo=UTC)),
        (date(2027, 11, 7), time(9), datetime(2027, 11, 7, 15, tzinfo=UTC)),
    ],
)
def test_an_hour_of_a_day_is_one_moment(day, hour, moment):
    assert schedule.at(day, hour) == moment


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(date(2026, 1, 1), date(2031, 12, 31)), st.integers(3, 23))
def test_nine_stays_nine_on_every_day(day, hour):
    local = schedule.at(day, time(hour)).astimezone(schedule.LOCAL)
    assert (local.date(), local.hour) == (day, hour)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.datetimes(datetime(2026, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC)))
def test_the_next_hour_to_send_is_soon_and_never_quiet(moment):
    hour = schedule.next_hour_to_send(moment)
    assert not schedule.is_quiet(hour)
    assert moment <= hour
    assert (hour - moment).total_seconds() <= 13 * 3600
    assert hour == moment or hour.astimezone(schedule.LOCAL).time() == time(8)
