"""Named questions over people and cases. Pages reach rows only through `visible_to`."""

from django.db import models
from django.db.models import Q


class Cases(models.QuerySet):
    def visible_to(self, user):
        """The cases whose pages this person may open: a coordinator's own people and facilities; women for the women's
        programs; all of the state for supervisors and employment specialists; nobody for administrators."""
        if user.role in ("supervisor", "employment"):
            return self
        if user.role == "womens":
            return self.filter(person__sex="F")
        if user.role == "coordinator":
            return self.filter(Q(coordinator=user) | Q(facility__postings__user=user)).distinct()
        return self.none()


class People(models.QuerySet):
    def visible_to(self, user):
        from cases.models import Case

        return self.filter(pk__in=Case.objects.visible_to(user).values("person"))


class OfCases(models.QuerySet):
    """Rows that hang on a case are seen by those who see the case."""

    def visible_to(self, user):
        from cases.models import Case

        return self.filter(case__in=Case.objects.visible_to(user))


class TimelineEvents(OfCases):
    pass


class Needs(OfCases):
    pass


class PlanSteps(OfCases):
    def awake(self, today):
        """Without those that someone put off."""
        return self.exclude(snoozed_until__gt=today)


class SavedViews(models.QuerySet):
    def visible_to(self, user):
        """Their own, and what colleagues of a common facility share; of people without a facility, shared with all."""
        from cases.models import Posting

        colleagues = Posting.objects.filter(facility__postings__user=user).values("user")
        posted = Posting.objects.values("user")
        shared = Q(is_shared=True) & (Q(owner__in=colleagues) | ~Q(owner__in=posted))
        return self.filter(Q(owner=user) | shared)


class Appointments(OfCases):
    pass


class Notes(OfCases):
    pass
