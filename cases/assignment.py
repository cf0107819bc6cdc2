"""Who gets a case: the rule of the housing unit, else of the facility, else its only coordinator, else no one yet."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from accounts.models import Role, User
from cases.models import AssignmentRule, Case, Facility, PlanStep, Posting

SOON_DAYS = 30


@dataclass(frozen=True)
class Assignment:
    """The rules as they are now, for many cases at a time."""

    by_unit: dict[tuple[int, str], User] = field(default_factory=dict)
    only: dict[int, User] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Assignment":
        rules = AssignmentRule.objects.filter(coordinator__is_active=True).select_related("coordinator")
        posted: dict[int, list[User]] = {}
        coordinators = Posting.objects.filter(user__is_active=True, user__role=Role.COORDINATOR)
        for posting in coordinators.select_related("user"):
            posted.setdefault(posting.facility_id, []).append(posting.user)
        return cls(
            by_unit={(rule.facility_id, rule.housing_unit.casefold()): rule.coordinator for rule in rules},
            only={facility: users[0] for facility, users in posted.items() if len(users) == 1},
        )

    def coordinator_for(self, facility: Facility | None, housing_unit: str = "") -> User | None:
        if facility is None:
            return None
        of_unit = self.by_unit.get((facility.pk, housing_unit.casefold()))
        return of_unit or self.by_unit.get((facility.pk, "")) or self.only.get(facility.pk)


def balance(*, today: date) -> list[User]:
    """Each coordinator with what they carry: `inside`, `leaving`, `outside` and `overdue`, the fullest first."""
    carried = Q(cases__state__in=Case.INSIDE)
    people = (
        User.objects.filter(Q(role=Role.COORDINATOR, is_active=True) | Q(cases__state__in=Case.OPEN))
        .annotate(
            inside=Count("cases", filter=carried, distinct=True),
            leaving=Count(
                "cases",
                filter=carried & Q(cases__release_date__lte=today + timedelta(days=SOON_DAYS)),
                distinct=True,
            ),
            outside=Count("cases", filter=Q(cases__state=Case.State.RELEASED), distinct=True),
        )
        .order_by(F("inside").desc(), "last_name", "first_name")
    )
    overdue = dict(
        overdue_steps(today=today)
        .values("case__coordinator")
        .annotate(number=Count("pk"))
        .values_list("case__coordinator", "number")
    )
    rows = list(people)
    for user in rows:
        user.overdue = overdue.get(user.pk, 0)
    return rows


def overdue_steps(*, today: date) -> QuerySet[PlanStep]:
    return PlanStep.objects.filter(
        state__in=PlanStep.UNFINISHED, due_on__lt=today, case__state__in=Case.OPEN, case__coordinator__isnull=False
    ).order_by()
