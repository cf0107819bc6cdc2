"""The cadences after release, by track and risk (domain.md 2.4): days after, title, what to ask, critical."""

from typing import NamedTuple


class Point(NamedTuple):
    days_after: int
    title: str
    asks: str
    is_critical: bool = False


FIRST_DAY = Point(1, "24 hours", "Arrived? Slept where? Medication at hand? Phone works? Safe?", True)
THREE_DAYS = Point(
    3, "72 hours", "Reported to the field office? Food and clothes? Registration, where it applies?", True
)
FIRST_WEEK = Point(7, "7 days", "First health visit? MO HealthNet active? Job Center? First day of work? ID in hand?")
TWO_WEEKS = Point(14, "14 days", "Hand-over to partners holds? Family?")
MEASURED = [
    Point(30, "30 days", "Housing, work, each referral, ID, supervision, well-being.", True),
    Point(90, "90 days", "Housing, work, plan review; close goals.", True),
    Point(180, "180 days", "Housing, work, well-being.", True),
    Point(270, "9 months", "Still in work? (Reentry 2030 retention point.)", True),
    Point(365, "1 year", "Housing, work, well-being; close or renew.", True),
]
TWO_MONTHS = Point(60, "60 days", "Budget from the first pay, child support, transport.")
CONTACT = "How does it go? What comes next, and who helps?"

LOW = [FIRST_DAY, FIRST_WEEK, *MEASURED]
STANDARD = [FIRST_DAY, THREE_DAYS, FIRST_WEEK, TWO_WEEKS, TWO_MONTHS, *MEASURED]
HIGH = [
    *STANDARD,
    *(Point(days, f"{days} days", CONTACT) for days in (21, 44, 74, 120, 150)),
]

# Days overdue until the owner hears again, then a supervisor, then the unit head.
CLOCKS = {"low": (2, 5, 10), "moderate": (1, 3, 7), "high": (1, 2, 4)}
POINTS = {"low": LOW, "moderate": STANDARD, "high": HIGH}
TRACKS = {"supervised": "on supervision", "unsupervised": "no supervision"}
NO_FIELD_OFFICE = "Food and clothes? Someone to turn to? Would they like calls to go on?"


def points_of(track: str, risk: str) -> list[Point]:
    points = sorted(POINTS[risk])
    if track == "unsupervised":
        points = [point._replace(asks=NO_FIELD_OFFICE) if point is THREE_DAYS else point for point in points]
    return points
