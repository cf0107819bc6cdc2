from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import DirectoryEntry, Organization
from cases.models import County, NeedArea
from partners.querysets import Services
from partners.querysets.directory import SERVICE_WORDS

# An organization is asked again after so many days whether its entry is still right (UX.md 7.6).
CONFIRM_DAYS = 30


class ServiceType(models.Model):
    """The second level of what is offered (domain.md 2.5), and what other directories call it."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=60)
    area = models.ForeignKey(NeedArea, models.PROTECT, related_name="service_types")
    also_called = ArrayField(
        models.CharField(max_length=80),
        blank=True,
        default=list,
        help_text="Terms of other directories that mean the same, with commas between them.",
    )
    sort = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["sort", "name"]

    def __str__(self):
        return self.name


class Service(DirectoryEntry):
    """What an organization offers: for which needs, in which counties, to whom."""

    class Status(models.TextChoices):
        """The words of HSDS."""

        ACTIVE = "active", "Open"
        CLOSED = "temporarily closed", "Closed for now"
        INACTIVE = "inactive", "Not offered now"
        DEFUNCT = "defunct", "Given up"

    LISTED = (Status.ACTIVE, Status.CLOSED)

    class Setting(models.TextChoices):
        INSIDE = "inside", "In prison"
        AFTER = "after", "After release"
        BOTH = "both", "In prison and after"

    class Serves(models.TextChoices):
        EVERYONE = "A", "Women and men"
        WOMEN = "F", "Women"
        MEN = "M", "Men"

    class Limit(models.TextChoices):
        """Convictions for which people are not taken."""

        SEX_OFFENSE = "sex_offense", "a sex offense"
        ARSON = "arson", "arson"
        VIOLENT = "violent", "a violent offense"

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="services")
    name = models.CharField(max_length=200)
    alternate_name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.ACTIVE)
    is_active = models.GeneratedField(
        expression=Q(status="active"), output_field=models.BooleanField(), db_persist=True
    )
    alert = models.CharField("news", max_length=300, blank=True, help_text="For example: closed on 12/24.")
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    url = models.URLField("web page", max_length=300, blank=True)

    areas = models.ManyToManyField(NeedArea, related_name="services")
    types = models.ManyToManyField(ServiceType, blank=True, related_name="services")
    counties = models.ManyToManyField(County, blank=True, related_name="services")
    statewide = models.BooleanField(default=False)
    locations = models.ManyToManyField("Location", through="ServiceAtLocation", related_name="services")

    setting = models.CharField(max_length=10, choices=Setting, default=Setting.AFTER)
    serves = models.CharField(max_length=1, choices=Serves, default=Serves.EVERYONE)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    limits = ArrayField(models.CharField(max_length=20, choices=Limit), blank=True, default=list)
    violent_years = models.PositiveSmallIntegerField(
        "years since a violent offense", null=True, blank=True, help_text="Taken again after so many years."
    )
    eligibility = models.TextField("limits in words", blank=True)
    registrants_ok = models.BooleanField("takes people on the sex offense registry", null=True, blank=True)
    accepts_em = models.BooleanField("takes people on electronic monitoring", null=True, blank=True)
    children_ok = models.BooleanField("children may come along", null=True, blank=True)
    languages = ArrayField(
        models.CharField(max_length=40), blank=True, default=list, help_text="Besides English, with commas."
    )
    application_process = models.TextField("how to apply", blank=True)
    fees = models.TextField("what it costs", blank=True)

    open_places = models.PositiveSmallIntegerField(null=True, blank=True)
    waitlist = models.PositiveSmallIntegerField("people waiting", null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True, help_text="When the organization last said this is right.")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    asked_on = models.DateField(null=True, blank=True, editable=False)

    objects = Services.as_manager()

    class Meta(DirectoryEntry.Meta):
        abstract = False
        ordering = ["organization__name", "name"]
        indexes = [
            models.Index(Lower("name"), "id", name="service_by_name"),
            GinIndex(SearchVector(*SERVICE_WORDS, config="english"), name="service_words"),
        ]
        constraints = [
            *DirectoryEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "name"], condition=Q(source=""), name="one_service_per_name_entered_here"
            ),
            models.CheckConstraint(
                condition=Q(minimum_age=None) | Q(maximum_age=None) | Q(maximum_age__gte=models.F("minimum_age")),
                name="service_ages_in_order",
            ),
            models.CheckConstraint(
                condition=Q(violent_years=None) | Q(limits__contains=["violent"]), name="years_of_a_violent_limit"
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.organization.name}"

    def is_stale(self, today) -> bool:
        """Whether nobody said for 30 days that the entry is right."""
        return self.confirmed_on is None or (today - self.confirmed_on).days > CONFIRM_DAYS

    @property
    def limit_words(self) -> list[str]:
        """The coded limits as staff read them: "No conviction of arson"."""
        years = f" in the last {self.violent_years} years" if self.violent_years else ""
        return [
            f"No conviction of {self.Limit(code).label}{years if code == self.Limit.VIOLENT else ''}"
            for code in self.limits
            if code in self.Limit
        ]

    @property
    def age_words(self) -> str:
        low, high = self.minimum_age, self.maximum_age
        if low is not None and high is not None:
            return f"{low} to {high} years"
        return f"{low} years and older" if low is not None else f"Up to {high} years" if high is not None else ""
