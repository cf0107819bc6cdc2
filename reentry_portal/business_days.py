"""Days on which the department's offices work: Monday to Friday. Holidays are not known here and count as workdays."""

from datetime import date, timedelta

SATURDAY = 5


def after(day: date, number: int) -> date:
    """The business day that comes `number` business days after `day`."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < SATURDAY
    return day
