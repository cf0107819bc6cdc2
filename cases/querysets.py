"""Named questions over people and cases. Pages reach rows only through `visible_to`."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from reentry_portal import clock


class Cases(models.QuerySet):
    def visible_to(self, user, *, look_up: bool = False):
        """The cases whose pages this person may open: a coordinator's own people and facilities; women for the women's
        programs; all of the state for supervisors and employment specialists; nobody for administrators. Those who do
        not see everyone see, for as long as it lasts, also whom they opened in an emergency.

        `look_up` reads a coordinator's facilities first (a statement or two), so that the planner knows how few
        cases these are: for searches over rows that hang on cases.
        """
        ways = _ways_to_see(user, look_up=look_up)
        return self.filter(reduce(or_, ways)) if ways else self.none()

    def with_emergency(self, user):
        """Adds `emergency_id`: the user's emergency access to the case that is open now, or None."""
        mine = _open_emergencies(user).filter(case=OuterRef("pk"))
        return self.annotate(emergency_id=Subquery(mine.values("pk")[:1]))


def _ways_to_see(user, *, look_up: bool) -> list[Q]:
    """Why this person sees a case: any of these will do; none where there is none.

    Not by joins: a case would come once for every posting, and the planner would read all of them.
    """
    from cases.models import Posting

    if user.role in ("supervisor", "employment"):
        return [Q()]
    in_an_emergency = Q(pk__in=_open_emergencies(user).values_list("case"))
    if user.role == "womens":
        return [Q(person__sex="F"), in_an_emergency]
    if user.role == "coordinator":
        here = Posting.objects.filter(user=user).values_list("facility", flat=True)
        if look_up:
            here, in_an_emergency = list(here), Q(pk__in=list(_open_emergencies(user).values_list("case", flat=True)))
        return [Q(coordinator=user), Q(facility__in=here), in_an_emergency]
    return []


def _open_emergencies(user):
    from cases.models import EmergencyAccess

    return EmergencyAccess.objects.open_for(user)


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
    def readable_by(self, reads):
        """Those of areas that the reader may know, and those of no area."""
        from cases.models import Confidentiality

        if set(reads) >= set(Confidentiality):  # spared the look at each step's area
            return self
        return self.filter(Q(area=None) | Q(area__confidentiality__in=reads))

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


class EmergencyAccesses(models.QuerySet):
    def visible_to(self, user):
        """Supervisors see all of them, the others of the staff their own."""
        if user.role == "supervisor":
            return self
        return self.filter(user=user) if user.is_department else self.none()

    def open_for(self, user):
        """What the user has open at this moment."""
        return self.filter(user=user, ends_at__gt=clock.now())

    def to_review(self):
        return self.filter(reviewed_at=None)


class DateMoves(OfCases):
    pass


class DateMoveNotices(models.QuerySet):
    def unread_by(self, user):
        """The digest: what moved and was not looked at yet, of cases that this user still sees."""
        from cases.models import Case

        return self.filter(owner=user, seen_at=None, move__case__in=Case.objects.visible_to(user))


class Assessments(OfCases):
    pass


class IntakeAnswers(OfCases):
    pass


class Goals(OfCases):
    pass


class PlanVersions(OfCases):
    pass


class Papers(OfCases):
    pass


class Benefits(OfCases):
    pass


class Documents(OfCases):
    def readable_by(self, reads):
        """Those of classes that the reader may know, and that nobody took back."""
        return self.filter(confidentiality__in=reads, withdrawn_at=None)


class HomePlans(OfCases):
    pass


class Conditions(OfCases):
    pass


class PeopleAround(OfCases):
    pass
