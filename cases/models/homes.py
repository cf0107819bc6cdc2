from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.confidentiality import Category, Confidentiality
from cases.models.places import County
from cases.querysets import Conditions, HomePlans, PeopleAround
from reentry_portal import clock


class HomePlan(models.Model):
    """A place where the person may live, and what the parole office found when it looked into it (domain.md 1.12)."""

    class Kind(models.TextChoices):
        FAMILY = "family", "With family or friends"
        OWN = "own", "A place of their own"
        TRANSITIONAL = "transitional", "Transitional housing"
        RECOVERY = "recovery", "Recovery housing"
        CENTER = "center", "Transition center"
        SHELTER = "shelter", "Shelter bed"
        CARE = "care", "Care home"
        OTHER = "other", "Other"

    class Rank(models.TextChoices):
        FIRST = "first", "First plan"
        BACKUP = "backup", "Backup"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Sent to the parole office"
        INVESTIGATION = "investigation", "Under investigation"
        APPROVED = "approved", "Approved"
        REJECTED = "rejected", "Rejected"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Rejection(models.TextChoices):
        """Ours until the department's codes are known (missouri-data.md 5.7: PP_REJECT_REASON_CD)."""

        CONFLICT = "conflict", "Conflict: ask the parole office"
        DISTANCE = "distance", "Too near to a school or childcare"
        HOST = "host", "The host does not agree"
        LEASE = "lease", "The lease does not allow it"
        UNSAFE = "unsafe", "Not safe"
        NOT_REACHED = "not_reached", "No one was reached there"
        OTHER = "other", "Other"

    CURRENT = (State.DRAFT, State.SUBMITTED, State.INVESTIGATION, State.APPROVED)
    ALLOWED = {
        State.DRAFT: {State.SUBMITTED, State.APPROVED, State.WITHDRAWN},
        State.SUBMITTED: {State.INVESTIGATION, State.APPROVED, State.REJECTED, State.WITHDRAWN},
        State.INVESTIGATION: {State.APPROVED, State.REJECTED, State.WITHDRAWN},
        State.APPROVED: {State.REJECTED, State.WITHDRAWN},
        State.REJECTED: set(),
        State.WITHDRAWN: set(),
    }

    case = models.ForeignKey(Case, models.CASCADE, related_name="home_plans")
    rank = models.CharField(max_length=10, choices=Rank)
    kind = models.CharField(max_length=15, choices=Kind)
    address = models.CharField(max_length=200)
    county = models.ForeignKey(County, models.PROTECT, null=True, blank=True, related_name="+")
    host = models.CharField("who lives there", max_length=120, blank=True)
    host_phone = models.CharField(max_length=20, blank=True)
    rules = models.CharField("rules of the house", max_length=200, blank=True)
    paid_by = models.CharField("how it is paid", max_length=120, blank=True)
    state = models.CharField(max_length=15, choices=State, default=State.DRAFT)
    since = models.DateField(default=clock.today)
    rejection = models.CharField(max_length=15, choices=Rejection, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    conflict_checked_on = models.DateField(null=True, blank=True)
    has_conflict = models.BooleanField(
        default=False, help_text="A no-contact order or distance stands against it; never whose, never where."
    )
    confirmed_on = models.DateField(null=True, blank=True, help_text="The bed or home was confirmed by phone.")
    category = models.CharField(max_length=20, choices=Category, default=Category.HOUSING, editable=False)

    objects = HomePlans.as_manager()

    class Meta:
        ordering = ["-rank", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "rank"],
                condition=Q(state__in=["draft", "submitted", "investigation", "approved"]),
                name="one_current_home_plan_per_rank",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(rejection=""), name="rejected_home_plan_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(has_conflict=False), name="no_home_plan_with_a_conflict_is_approved"
            ),
        ]

    def __str__(self):
        return f"{self.get_rank_display()}: {self.address}"

    @property
    def is_current(self) -> bool:
        return self.state in self.CURRENT


class Supervision(models.Model):
    """Supervision after release: the officer and the first report. The district stands on the case."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="supervised")
    officer = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    report_at = models.DateTimeField(null=True, blank=True, help_text="The first report after release.")
    report_place = models.CharField(max_length=200, blank=True)
    directions = models.CharField(max_length=300, blank=True, help_text="How to get there, in words.")
    category = models.CharField(max_length=20, choices=Category, default=Category.SUPERVISION, editable=False)

    class Meta:
        verbose_name_plural = "supervision"

    def __str__(self):
        return f"Officer {self.officer or 'not known'}"


class Condition(models.Model):
    """A condition of supervision that matters for where someone lives, works and goes (domain.md 1.12)."""

    class Code(models.TextChoices):
        TRAVEL = "travel", "Travel"
        RESIDENCE = "residence", "Residence"
        EMPLOYMENT = "employment", "Employment"
        ASSOCIATION = "association", "Association"
        TESTING = "testing", "Drug or alcohol testing"
        WEAPONS = "weapons", "Weapons"
        REPORTING = "reporting", "Reporting"
        PROGRAM = "program", "Program or treatment"
        MONITORING = "monitoring", "Electronic monitoring"
        CURFEW = "curfew", "Curfew"
        FEES = "fees", "Fees"
        NO_CONTACT = "no_contact", "No contact"
        INTERNET = "internet", "Internet"
        SPECIAL = "special", "Special condition"

    CATEGORIES = {Code.TESTING: Category.SUBSTANCE_USE, Code.PROGRAM: Category.SUBSTANCE_USE}

    case = models.ForeignKey(Case, models.CASCADE, related_name="conditions")
    code = models.CharField(max_length=15, choices=Code)
    words = models.CharField(max_length=300, help_text="As written; no names of victims, no places to stay away from.")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=80, blank=True)
    category = models.CharField(max_length=20, choices=Category, default=Category.SUPERVISION)
    confidentiality = models.CharField(max_length=20, choices=Confidentiality, default=Confidentiality.GENERAL)

    objects = Conditions.as_manager()

    class Meta:
        ordering = ["code", "id"]

    def __str__(self):
        return f"{self.get_code_display()}: {self.words}"


class PersonAround(models.Model):
    """Someone in the person's life. Of children as little as can be; no-contact is victim information."""

    class Kind(models.TextChoices):
        FAMILY = "family", "Family"
        SUPPORT = "support", "Support: friend, sponsor, mentor, faith"
        CHILD = "child", "Child"
        EMERGENCY = "emergency", "Call in an emergency"
        NO_CONTACT = "no_contact", "No contact"

    case = models.ForeignKey(Case, models.CASCADE, related_name="people_around")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=80, help_text="Of a child the first name only.")
    relation = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of a child.")
    may_be_told = models.BooleanField(default=False, help_text="The person agreed that staff talk with them.")
    note = models.CharField(max_length=200, blank=True)
    category = models.CharField(max_length=20, choices=Category, default=Category.FAMILY, editable=False)
    confidentiality = models.CharField(max_length=20, choices=Confidentiality, default=Confidentiality.GENERAL)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    objects = PeopleAround.as_manager()

    class Meta:
        ordering = ["kind", "name", "id"]
        verbose_name_plural = "people around"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="no_contact", confidentiality="victim", may_be_told=False) | ~Q(kind="no_contact"),
                name="no_contact_is_victim_information",
            ),
            models.CheckConstraint(condition=Q(kind="child") | Q(birth_year=None), name="birth_year_is_of_a_child"),
        ]

    def __str__(self):
        return f"{self.name}, {self.get_kind_display().lower()}"
