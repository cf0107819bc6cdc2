"""Named questions over employers, jobs and the ways to them. Pages reach rows only through `visible_to`."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from cases.models import Case
from reentry_portal import clock


class OfStaff(models.QuerySet):
    """Rows that tell nothing about any person: all of the department reads them."""

    def visible_to(self, user):
        return self if user.is_department else self.none()


class Employers(OfStaff):
    def with_open_jobs(self):
        """Adds `open_jobs`, the number of openings that take people."""
        from employers.models import Opening

        jobs = Opening.objects.open().filter(employer=OuterRef("pk")).order_by().values("employer")
        return self.annotate(open_jobs=Coalesce(Subquery(jobs.annotate(n=Count("pk")).values("n")), 0))


class Openings(OfStaff):
    def open(self):
        return self.filter(Q(closes_on=None) | Q(closes_on__gte=clock.today()), state=self.model.State.OPEN)

    def with_places_taken(self):
        from employers.models import Application

        taken = Application.objects.filter(opening=OuterRef("pk"), state__in=Application.TAKING_A_PLACE).order_by()
        taken = taken.values("opening").annotate(n=Count("pk")).values("n")
        return self.annotate(taken=Coalesce(Subquery(taken), 0)).annotate(free=F("places") - F("taken"))

    def hiring_from(self, county):
        """Jobs in the county, and jobs of employers that hire from it."""
        return self.filter(Q(county=county) | Exists(_hires_from(county)))


def _hires_from(county):
    from employers.models import Employer

    return Employer.counties.through.objects.filter(employer=OuterRef("employer"), county=county)


class HiringEvents(OfStaff):
    def to_come(self):
        return self.filter(state="planned", starts_at__gte=clock.now()).order_by("starts_at", "id")

    def with_roster_counts(self):
        """Adds `people`, `interviewed` and `offers`, as the list shows them."""
        from employers.models import Interview

        rows = Interview.objects.filter(event=OuterRef("pk")).order_by().values("event")

        def counted(queryset):
            people = queryset.annotate(n=Count("application__case", distinct=True)).values("n")
            return Coalesce(Subquery(people), 0)

        return self.annotate(
            people=counted(rows),
            interviewed=counted(rows.exclude(outcome__in=["", "did_not_come"])),
            offers=counted(rows.filter(application__offered_on__isnull=False)),
        )


class OfVisibleCases(models.QuerySet):
    """Rows about a person are seen by those who see the case."""

    to_case = "case"

    def visible_to(self, user):
        return self.filter(**{f"{self.to_case}__in": Case.objects.visible_to(user).order_by().values("pk")})


class Applications(OfVisibleCases):
    def live(self):
        return self.filter(state__in=self.model.LIVE)

    def in_date_review(self):
        """Offers whose first day of work the release date has moved past (`Application.is_date_review`)."""
        inside = Q(case__state__in=Case.INSIDE, work_release_reason="")
        moved = Q(case__release_date=None) | Q(start_date__lt=F("case__release_date"))
        return self.filter(inside & moved, state__in=self.model.WITH_OFFER)


class Interviews(OfVisibleCases):
    to_case = "application__case"


class Placements(OfVisibleCases):
    to_case = "application__case"


class RetentionChecks(OfVisibleCases):
    to_case = "placement__application__case"

    def due_by(self, day):
        return self.filter(done_on=None, due_on__lte=day)
