from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.models import Facility, NeedArea
from womens_programs.areas import Area
from womens_programs.querysets import Cohorts, Programs, Sessions


class Program(models.Model):
    """A program of the catalogue: what it is, what it answers, where it is offered and how long it takes."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80, unique=True)
    area = models.CharField(max_length=20, choices=Area)
    need_areas = models.ManyToManyField(NeedArea, blank=True, related_name="+", verbose_name="needs it answers")
    sites = models.ManyToManyField(
        Facility, blank=True, related_name="+", limit_choices_to={"sex": "F"}, verbose_name="offered at"
    )
    sessions = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    hours = models.PositiveSmallIntegerField(help_text="All sessions together.")
    weeks = models.PositiveSmallIntegerField(help_text="From the first session to the last, at the usual pace.")
    is_open_group = models.BooleanField(
        "open group", default=False, help_text="People may join after the group has started."
    )
    provider = models.CharField(max_length=80, help_text="Who leads it.")
    description = models.TextField()
    is_active = models.BooleanField(default=True)

    objects = Programs.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(sessions__gte=1), name="program_has_sessions"),
            models.CheckConstraint(condition=Q(area__in=Area.values), name="program_is_in_one_of_eight_areas"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("womens_programs:program", args=[self.code])

    @property
    def confidentiality(self) -> str:
        return Area(self.area).confidentiality


class Cohort(models.Model):
    """A group that goes through a program together: where, from when to when, with how many places."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "Monday"
        TUESDAY = 1, "Tuesday"
        WEDNESDAY = 2, "Wednesday"
        THURSDAY = 3, "Thursday"
        FRIDAY = 4, "Friday"
        SATURDAY = 5, "Saturday"
        SUNDAY = 6, "Sunday"

    program = models.ForeignKey(Program, models.PROTECT, related_name="cohorts")
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", limit_choices_to={"sex": "F"})
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The day of the last session.")
    meets_on = ArrayField(models.PositiveSmallIntegerField(choices=Weekday), help_text="Days of the week.")
    meets_at = models.TimeField(null=True, blank=True)
    facilitator = models.CharField(max_length=80, blank=True)
    room = models.CharField(max_length=40, blank=True)
    places = models.PositiveSmallIntegerField(default=10, validators=[MinValueValidator(1)])

    objects = Cohorts.as_manager()

    class Meta:
        ordering = ["starts_on", "id"]
        indexes = [models.Index(fields=["program", "facility", "starts_on"], name="cohort_next_of_program")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="cohort_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(places__gte=1), name="cohort_has_places"),
            models.CheckConstraint(condition=Q(meets_on__len__gte=1), name="cohort_meets_on_some_day"),
        ]

    def __str__(self):
        return f"{self.program}, {self.facility.short_name}, {self.starts_on:%m/%d/%Y}"

    def get_absolute_url(self):
        return reverse("womens_programs:cohort", args=[self.pk])

    @property
    def meets(self) -> str:
        days = " and ".join(self.Weekday(day).label for day in sorted(self.meets_on))
        if self.meets_at is None:
            return days
        half = "a.m." if self.meets_at.hour < 12 else "p.m."
        return f"{days}, {self.meets_at.hour % 12 or 12}:{self.meets_at:%M} {half}"

    def is_over(self, today: date) -> bool:
        return self.ends_on < today

    def takes_people(self, today: date) -> bool:
        """A closed group takes nobody once it has started; an open one until it ends."""
        return not self.is_over(today) and (self.program.is_open_group or today <= self.starts_on)


class Session(models.Model):
    """One meeting of a cohort."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="sessions")
    date = models.DateField()

    objects = Sessions.as_manager()

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["cohort", "date"], name="one_session_per_cohort_and_day")]

    def __str__(self):
        return f"{self.date:%m/%d/%Y}"
