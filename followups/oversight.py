"""Who watches over a case's follow-ups, and who stands in for whom."""

from django.db.models import QuerySet

from accounts.models import Role, User
from cases.models import Case
from followups.models import Cover, Oversight
from reentry_portal import clock

Level = Oversight.Level


class Overseers:
    """The overseers as they are now: two statements, for any number of cases."""

    def __init__(self):
        rows = Oversight.objects.filter(user__is_active=True).select_related("user")
        self.by_place = {(row.level, row.facility_id, row.district_id): row.user for row in rows}
        self.any_supervisor = User.objects.filter(role=Role.SUPERVISOR, is_active=True).order_by("pk").first()

    def of(self, case: Case, level: str = Level.SUPERVISOR) -> User | None:
        """The facility's, else the district's, else the one for everyone else; of supervisors, else any."""
        found = (
            (case.facility_id and self.by_place.get((level, case.facility_id, None)))
            or (case.district_id and self.by_place.get((level, None, case.district_id)))
            or self.by_place.get((level, None, None))
        )
        return found or (self.any_supervisor if level == Level.SUPERVISOR else None)


def covered_by(user) -> QuerySet:
    """The ids of those whom this user stands in for today, for a statement to look into."""
    today = clock.today()
    return Cover.objects.filter(covered_by=user, first_day__lte=today, last_day__gte=today).order_by().values("user")
