"""Days on which offices work: neither weekends nor the state's holidays (RSMo 9.010, from the `holidays` package)."""

from datetime import date

import holidays

STATE = holidays.country_holidays("US", subdiv="MO")


def after(day: date, business_days: int) -> date:
    """The day so many working days after `day`."""
    return STATE.get_nth_working_day(day, business_days)
