from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.models import Case
from employers.models.employers import Credential, OffenseCategory, Shift
from employers.querysets import OfVisibleCases


class ReadinessModule(models.Model):
    """A part of getting ready for work (domain.md 3.7)."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=200, blank=True)
    sort = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["sort", "name"]

    def __str__(self):
        return self.name


class ReadinessRecord(models.Model):
    """A module that a person has done."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="readiness")
    module = models.ForeignKey(ReadinessModule, models.PROTECT, related_name="records")
    done_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfVisibleCases.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "module"], name="one_readiness_record_per_module")]

    def __str__(self):
        return f"{self.module}, {self.done_on:%m/%d/%Y}"


class WorkProfile(models.Model):
    """What a person brings to work and looks for, as matching needs it. An empty list of convictions with
    `convictions_known` off means nobody has looked yet."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="work_profile")
    credentials = models.ManyToManyField(
        Credential, blank=True, related_name="profiles", verbose_name="certificates and licenses"
    )
    skills = models.CharField("skills and work done before", max_length=300, blank=True)
    shifts = ArrayField(
        models.CharField(max_length=12, choices=Shift),
        default=list,
        blank=True,
        verbose_name="shifts wanted",
        help_text="None chosen: any shift.",
    )
    has_car = models.BooleanField("has a car and a license to drive", default=False)
    convictions_known = models.BooleanField("convictions are recorded here", default=False)
    convictions = ArrayField(
        models.CharField(max_length=20, choices=OffenseCategory),
        default=list,
        blank=True,
        verbose_name="convictions for",
        help_text="Only compared with employers' limits. No employer sees them.",
    )
    is_registrant = models.BooleanField("on the registry", default=False)

    objects = OfVisibleCases.as_manager()

    def __str__(self):
        return f"Work profile of {self.case.person}"

    @property
    def shift_words(self) -> list[str]:
        return [Shift(code).label for code in self.shifts]

    @property
    def conviction_words(self) -> list[str]:
        return [OffenseCategory(code).label for code in self.convictions]
