from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from cases.models import County
from employers.querysets import Employers, Openings
from reentry_portal import clock


class Industry(models.TextChoices):
    """The industries that hire most from prison, by NAICS 2022 code (domain.md 3.9)."""

    AGRICULTURE = "11", "Agriculture"
    CONSTRUCTION = "23", "Construction"
    FOOD_MANUFACTURING = "311", "Food manufacturing"
    WOOD = "321", "Wood products"
    PLASTICS = "326", "Plastics"
    METAL = "332", "Metal products"
    MACHINERY = "333", "Machinery"
    VEHICLES = "336", "Vehicle manufacturing"
    FURNITURE = "337", "Furniture"
    WHOLESALE = "42", "Wholesale"
    RETAIL = "44", "Retail"
    TRUCKING = "484", "Trucking"
    WAREHOUSING = "493", "Warehousing"
    STAFFING = "5613", "Staffing"
    BUILDING_SERVICES = "5617", "Building and grounds services"
    WASTE = "562", "Waste and recycling"
    CARE = "62", "Health and residential care"
    LODGING = "721", "Lodging"
    FOOD_SERVICE = "722", "Food service"
    REPAIR = "811", "Repair"
    PERSONAL_CARE = "812", "Personal care"
    NONPROFIT = "813", "Nonprofit"


class OffenseCategory(models.TextChoices):
    """What an employer may rule out, and what a conviction counts as (domain.md 3.1)."""

    HOMICIDE = "homicide", "Homicide"
    SEXUAL = "sexual", "Sexual offense"
    KIDNAPPING = "kidnapping", "Kidnapping"
    ROBBERY = "robbery", "Robbery"
    ASSAULT = "assault", "Assault"
    DOMESTIC = "domestic", "Domestic violence"
    WEAPONS = "weapons", "Weapons"
    ARSON = "arson", "Arson"
    BURGLARY = "burglary", "Burglary or trespass"
    THEFT = "theft", "Theft"
    FRAUD = "fraud", "Fraud or forgery"
    DRUG_POSSESSION = "drug_possession", "Drug possession"
    DRUG_DISTRIBUTION = "drug_distribution", "Drug distribution"
    DRIVING = "driving", "Driving offense"
    CHILD_ENDANGERMENT = "child_endangerment", "Child endangerment"
    VULNERABLE_ABUSE = "vulnerable_abuse", "Abuse of a vulnerable person"
    OTHER = "other", "Other"


class Shift(models.TextChoices):
    DAYS = "days", "Days"
    EVENINGS = "evenings", "Evenings"
    NIGHTS = "nights", "Nights"
    WEEKENDS = "weekends", "Weekends"
    ROTATING = "rotating", "Rotating"
    TWELVE_HOURS = "twelve_hours", "12 hours"


class Credential(models.Model):
    """A certificate or license that a person can hold and a job can ask for."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Employer(models.Model):
    """A business that hires people coming home, or may: where, whom, and who keeps in touch."""

    class Status(models.TextChoices):
        PROSPECT = "prospect", "Prospect"
        ACTIVE = "active", "Active"
        PAUSED = "paused", "Paused"
        ENDED = "ended", "Ended"

    HIRING = (Status.PROSPECT, Status.ACTIVE)

    name = models.CharField(max_length=120)
    industry = models.CharField(max_length=4, choices=Industry)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROSPECT)
    city = models.CharField(max_length=40)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    counties = models.ManyToManyField(
        County, blank=True, related_name="employers", verbose_name="counties it hires from"
    )
    contact_name = models.CharField("contact", max_length=80, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    limits = models.CharField("offense limits in words", max_length=300, blank=True)
    not_considered = ArrayField(
        models.CharField(max_length=20, choices=OffenseCategory),
        default=list,
        blank=True,
        verbose_name="convictions not considered",
    )
    accepts_supervision = models.BooleanField("hires people on supervision", default=True)
    accepts_registrants = models.BooleanField("hires people on the registry", default=False)
    transport = models.CharField(max_length=200, blank=True, help_text="Bus line and last bus, shuttle, van pool.")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="employers",
        verbose_name="kept by",
    )
    last_contact_on = models.DateField("last contact", null=True, blank=True)
    next_contact_on = models.DateField("next contact", null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = Employers.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index(Lower("name"), "id", name="employer_by_name"),
            models.Index(fields=["industry", "status"], name="employer_industry"),
            GinIndex(OpClass(Lower("name"), name="gin_trgm_ops"), name="employer_name_trigram"),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                Lower("city"),
                name="one_employer_per_name_and_city",
                violation_error_message="An employer of this name in this city is on the list already.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("employers:employer", args=[self.pk])

    @property
    def is_hiring(self) -> bool:
        return self.status in self.HIRING

    @property
    def not_considered_words(self) -> list[str]:
        return [OffenseCategory(code).label for code in self.not_considered]


class ContactNote(models.Model):
    """One talk with an employer."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="contact_notes")
    on = models.DateField()
    text = models.CharField(max_length=500)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["employer", "-on", "-id"], name="contact_newest")]

    def __str__(self):
        return f"{self.employer}, {self.on:%m/%d/%Y}"


class Opening(models.Model):
    """A job that an employer wants filled, with one place or several."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        FILLED = "filled", "Filled"
        CLOSED = "closed", "Closed"

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="openings")
    title = models.CharField("job title", max_length=100)
    soc_code = models.CharField("SOC code", max_length=7, blank=True, help_text="For example, 51-4121 for a welder.")
    city = models.CharField(max_length=40)
    county = models.ForeignKey(County, models.PROTECT, related_name="openings")
    shift = models.CharField(max_length=12, choices=Shift, default=Shift.DAYS)
    hours = models.PositiveSmallIntegerField("hours a week", default=40)
    wage = models.DecimalField("pay an hour", max_digits=6, decimal_places=2)
    skills = models.CharField(max_length=200, blank=True)
    credentials = models.ManyToManyField(
        Credential, blank=True, related_name="openings", verbose_name="certificates needed"
    )
    reachable_without_car = models.BooleanField("can be reached without a car", default=False)
    starts_on = models.DateField("starts", null=True, blank=True, help_text="Leave empty when the start is open.")
    places = models.PositiveSmallIntegerField(default=1)
    closes_on = models.DateField("closes", null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = Openings.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["county", "-id"], name="opening_open_in_county", condition=Q(state="open")),
            models.Index(fields=["employer", "state"], name="opening_of_employer"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(places__gte=1),
                name="opening_has_a_place",
                violation_error_message="A job has at least one place.",
            ),
            models.CheckConstraint(
                condition=Q(wage__gt=0), name="opening_pays", violation_error_message="Enter the pay an hour."
            ),
            models.CheckConstraint(
                condition=Q(hours__range=(1, 84)),
                name="opening_has_hours_of_a_week",
                violation_error_message="Hours a week are between 1 and 84.",
            ),
            models.CheckConstraint(
                condition=Q(soc_code="") | Q(soc_code__regex=r"^[0-9]{2}-[0-9]{4}$"),
                name="soc_code_has_its_form",
                violation_error_message="Write the SOC code as two digits, a dash, four digits.",
            ),
        ]

    def __str__(self):
        return f"{self.title} at {self.employer}"

    def get_absolute_url(self):
        return reverse("employers:opening", args=[self.pk])

    def takes_people(self, today) -> bool:
        return self.state == self.State.OPEN and (self.closes_on is None or self.closes_on >= today)
