"""Named questions over programs, cohorts and enrollments. Pages reach rows only through `visible_to`."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import models
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber

from cases.access import classes_read_by
from cases.models import Case as PersonCase
from cases.models import Facility
from reentry_portal import clock
from womens_programs.areas import Area


def areas_read_by(user) -> list[Area]:
    return Area.of_classes(classes_read_by(user))


def line_order():
    """Who is first in line: release within 90 days, within 180, later; then the day it was asked for."""
    today = clock.today()
    band = Case(
        When(case__release_date__lte=today + timedelta(days=90), then=Value(0)),
        When(case__release_date__lte=today + timedelta(days=180), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return band, F("asked_on"), F("pk")


class Programs(models.QuerySet):
    def visible_to(self, user):
        return self.filter(is_active=True, area__in=areas_read_by(user))

    def answering(self, needs):
        return self.filter(need_areas__needs__in=needs).distinct()


class Cohorts(models.QuerySet):
    def visible_to(self, user):
        return self.filter(program__area__in=areas_read_by(user))

    def not_over(self):
        return self.filter(ends_on__gte=clock.today())

    def taking_people(self):
        today = clock.today()
        return self.filter(
            Q(starts_on__gte=today) | Q(program__is_open_group=True, ends_on__gte=today),
            program__is_active=True,
        )

    def with_places_taken(self):
        from womens_programs.models import Enrollment

        taken = (
            Enrollment.objects.filter(cohort=OuterRef("pk"), state__in=Enrollment.HOLDING_A_PLACE)
            .order_by()
            .values("cohort")
            .annotate(people=Count("pk"))
            .values("people")
        )
        return self.annotate(taken=Coalesce(Subquery(taken), 0)).annotate(free=F("places") - F("taken"))


class Sessions(models.QuerySet):
    def visible_to(self, user):
        return self.filter(cohort__program__area__in=areas_read_by(user))


class Enrollments(models.QuerySet):
    def visible_to(self, user):
        """Those of people whose case this person may open, in the areas this person may read."""
        return self.filter(
            case__in=PersonCase.objects.visible_to(user).order_by().values("pk"),
            confidentiality__in=classes_read_by(user),
        )

    def open(self):
        return self.filter(state__in=self.model.OPEN)

    def waitlisted(self):
        return self.filter(state=self.model.State.WAITLISTED)

    def holding_a_place(self):
        return self.filter(state__in=self.model.HOLDING_A_PLACE)

    def able_to_join(self, cohort):
        """Those waiting for the cohort's program there who are there, and stay until it ends (`fit.py` says why)."""
        inside = Q(case__state__in=PersonCase.INSIDE, case__facility=cohort.facility_id) & (
            Q(case__release_date=None) | Q(case__release_date__gte=cohort.ends_on) | ~Q(too_late_reason="")
        )
        may_join = inside
        if cohort.facility.kind == Facility.Kind.SUPERVISION_CENTER:
            may_join = inside | Q(case__state=PersonCase.State.RELEASED)
        return self.filter(may_join, program=cohort.program_id, facility=cohort.facility_id)

    def first_in_line_first(self):
        return self.order_by(*line_order())

    def places_in_line(self, enrollments: Iterable) -> dict[int, int]:
        """The place in its line, from 1, of each of these that is on a waitlist. A line is a program at a place."""
        waiting = [row for row in enrollments if row.state == self.model.State.WAITLISTED]
        if not waiting:
            return {}
        lines = self.model.objects.waitlisted().filter(
            program__in={row.program_id for row in waiting}, facility__in={row.facility_id for row in waiting}
        )
        numbered = lines.annotate(
            place=Window(RowNumber(), partition_by=[F("program_id"), F("facility_id")], order_by=list(line_order()))
        )
        wanted = {row.pk for row in waiting}
        return {pk: place for pk, place in numbered.values_list("pk", "place") if pk in wanted}
