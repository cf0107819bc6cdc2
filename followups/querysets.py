from django.db import connection

from cases.querysets import OfCases


class FollowUps(OfCases):
    def waiting(self):
        """Due, missed or with the supervisor: someone has to act."""
        return self.filter(state__in=self.model.WAITING)

    def due_by(self, day):
        return self.filter(due_on__lte=day)


def calendar_owner(token_hash: str) -> int | None:
    """Whose calendar an address shows; a visitor may ask this and nothing else of the table."""
    with connection.cursor() as cursor:
        cursor.execute("select public.calendar_owner(%s)", [token_hash])
        return cursor.fetchone()[0]
