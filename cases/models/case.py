from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower

from cases.models.confidentiality import Confidentiality
from cases.models.places import County, District, Facility
from cases.querysets import Cases, People, TimelineEvents
from reentry_portal import clock


class Person(models.Model):
    """One human being, by the DOC number that follows a person for life."""

    class Sex(models.TextChoices):
        MALE = "M", "Male"
        FEMALE = "F", "Female"
        UNKNOWN = "U", "Unknown"

    class Race(models.TextChoices):
        ASIAN = "A", "Asian or Pacific Islander"
        BLACK = "B", "Black"
        NATIVE = "I", "American Indian or Alaska Native"
        UNKNOWN = "U", "Unknown"
        WHITE = "W", "White"

    class Ethnicity(models.TextChoices):
        HISPANIC = "H", "Hispanic"
        NOT_HISPANIC = "N", "Not Hispanic"
        UNKNOWN = "U", "Unknown"

    doc_number = models.CharField(
        "DOC number",
        max_length=8,
        unique=True,
        help_text="Eight digits, zeros in front.",
    )
    last_name = models.CharField(max_length=60)
    first_name = models.CharField(max_length=60)
    middle_name = models.CharField(max_length=60, blank=True)
    suffix = models.CharField(max_length=10, blank=True)
    preferred_name = models.CharField(max_length=60, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    race = models.CharField(max_length=1, choices=Race, default=Race.UNKNOWN)
    ethnicity = models.CharField(max_length=1, choices=Ethnicity, default=Ethnicity.UNKNOWN)
    language = models.CharField(max_length=40, default="English")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The same human being under the number that counts; this row is what is left of the other.",
    )

    objects = People.as_manager()

    class Meta:
        verbose_name_plural = "people"
        indexes = [
            models.Index(Lower("last_name"), Lower("first_name"), "id", name="person_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(doc_number__regex=r"^[0-9]{8}$"),
                name="doc_number_is_eight_digits",
            )
        ]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.first_name, self.last_name, self.suffix) if part)

    @property
    def list_name(self) -> str:
        return f"{self.last_name}{' ' + self.suffix if self.suffix else ''}, {self.first_name}"

    @property
    def short_doc_number(self) -> str:
        return self.doc_number.lstrip("0")

    def record_ids(self) -> list[int]:
        """This record and those merged into it: what was signed or seen under another number is this person's too."""
        return [self.pk, *Person.objects.filter(merged_into=self.pk).values_list("pk", flat=True)]


LISTED_BY = Coalesce("release_date", models.Value(date(9999, 12, 31)), output_field=models.DateField())


class Case(models.Model):
    """One incarceration cycle of a person, from roster to close."""

    class State(models.TextChoices):
        INTAKE = "intake", "Intake"
        PLANNING = "planning", "Planning"
        READY = "ready", "Ready"
        RELEASED = "released", "Released"
        CLOSED = "closed", "Closed"
        RETURNED = "returned", "Returned to prison"
        TRANSFERRED = "transferred", "Transferred to other custody"
        DECEASED = "deceased", "Deceased"

    INSIDE = (State.INTAKE, State.PLANNING, State.READY)
    OPEN = (*INSIDE, State.RELEASED)
    ENDINGS = (State.CLOSED, State.RETURNED, State.TRANSFERRED, State.DECEASED)
    ALLOWED = {
        State.INTAKE: {State.PLANNING, State.READY, State.RELEASED, *ENDINGS},
        State.PLANNING: {State.READY, State.RELEASED, *ENDINGS},
        State.READY: {State.PLANNING, State.RELEASED, *ENDINGS},
        State.RELEASED: {
            State.CLOSED,
            State.RETURNED,
            State.TRANSFERRED,
            State.DECEASED,
        },
    }

    class NoDate(models.TextChoices):
        """Why there is no release date (sentinels of the department's systems, missouri-data.md 2.2)."""

        LIFE = "life", "Life sentence"
        INDETERMINATE = "indeterminate", "Indeterminate or interstate sentence"
        INVESTIGATION = "investigation", "Investigation, not a sentence"
        NONE = "none", "Not set"

    class ReleaseType(models.TextChoices):
        """How a person leaves (domain.md 1.11)."""

        PAROLE = "parole", "Parole"
        CONDITIONAL = "conditional", "Conditional release"
        ADMINISTRATIVE = "administrative_parole", "Administrative parole"
        MEDICAL = "medical_parole", "Medical parole"
        PROBATION = "probation", "Probation"
        DISCHARGE = "discharge", "Discharge, no supervision"
        DETAINER = "detainer", "To other custody"
        INTERSTATE = "interstate", "To another state"
        OTHER = "other", "Other"

    class Track(models.TextChoices):
        """How a case is planned; the rule is cases/tracks.py (domain.md 2.1)."""

        STANDARD = "standard", "Standard"
        SHORT = "short", "Short time left"
        EXPRESS = "express", "Short notice: critical steps only"
        COURT = "court", "Court 120-day"
        MAX_OUT = "max_out", "Leaving without supervision"
        DETAINER = "detainer", "To other custody"

    person = models.ForeignKey(Person, models.PROTECT, related_name="cases")
    cycle = models.CharField(
        max_length=8,
        blank=True,
        help_text="Cycle start as YYYYMMDD; the public file has none.",
    )
    state = models.CharField(max_length=12, choices=State, default=State.INTAKE)
    facility = models.ForeignKey(Facility, models.PROTECT, null=True, blank=True, related_name="cases")
    housing_unit = models.CharField(max_length=20, blank=True)
    county = models.ForeignKey(
        County,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        help_text="County of return.",
    )
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, related_name="cases")
    supervision = models.CharField(max_length=60, blank=True, help_text="Supervision after release, as received.")
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
    )
    release_date = models.DateField(null=True, blank=True, help_text="The working date, by rule (release_dates.py).")
    release_date_kind = models.CharField(max_length=30, blank=True)
    release_date_source = models.CharField(max_length=20, blank=True)
    release_date_why = models.CharField(max_length=300, blank=True, help_text="Why this date of those received.")
    release_date_since = models.DateField(null=True, blank=True, help_text="Since when its source says this day.")
    track = models.CharField(max_length=10, choices=Track, default=Track.STANDARD)
    detainer = models.CharField(
        max_length=120, blank=True, help_text="Who has a claim on the person: a county, another state, immigration."
    )
    no_date_reason = models.CharField(max_length=20, blank=True, choices=NoDate)
    released_on = models.DateField(null=True, blank=True)
    release_type = models.CharField(max_length=30, blank=True, choices=ReleaseType)
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)
    missing_since = models.DateField(null=True, blank=True, help_text="First roster that no longer named the person.")
    last_activity_at = models.DateTimeField(default=clock.now)

    objects = Cases.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["release_date", "id"],
                name="case_soonest",
                condition=Q(state__in=["intake", "planning", "ready"]),
            ),
            # The caseload's own order, one for each place in which people are: who has no date comes last
            # (cases/worklist.py).
            models.Index(LISTED_BY, "id", name="case_listed", condition=Q(state__in=["intake", "planning", "ready"])),
            models.Index(LISTED_BY, "id", name="case_listed_released", condition=Q(state__in=["released"])),
            models.Index(
                *(LISTED_BY, "id"),
                name="case_listed_ended",
                condition=Q(state__in=["closed", "returned", "transferred", "deceased"]),
            ),
            # Whom a coordinator sees, to count them: their own people inside, and those of their facilities.
            models.Index(
                fields=["coordinator"], name="case_inside_own", condition=Q(state__in=["intake", "planning", "ready"])
            ),
            models.Index(
                fields=["facility"], name="case_inside_here", condition=Q(state__in=["intake", "planning", "ready"])
            ),
            models.Index(fields=["coordinator", "release_date", "id"], name="case_own_soonest"),
            models.Index(fields=["facility", "release_date", "id"], name="case_facility_soonest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=["intake", "planning", "ready", "released"]),
                name="one_open_case_per_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="released") | Q(released_on__isnull=False),
                name="released_case_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["intake", "planning", "ready"]) | Q(released_on=None),
                name="no_release_day_while_inside",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["closed", "returned", "transferred", "deceased"],
                    ended_on__isnull=False,
                )
                | (~Q(state__in=["closed", "returned", "transferred", "deceased"]) & Q(ended_on=None)),
                name="ended_case_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(release_date=None) | Q(no_date_reason=""),
                name="a_date_or_a_reason_for_none",
            ),
        ]

    def __str__(self):
        return f"{self.person} ({self.get_state_display()})"

    @property
    def date_kind(self) -> str:
        """The type and source of the working date, in words: Conditional release, nightly extract."""
        from cases.models.release_dates import ReleaseDate

        kind = dict(ReleaseDate.Kind.choices).get(self.release_date_kind, "")
        source = dict(ReleaseDate.Source.choices).get(self.release_date_source, "")
        by_staff = self.release_date_kind == ReleaseDate.Kind.STAFF
        return kind if by_staff or not source else f"{kind}, {source[0].lower()}{source[1:]}"

    @property
    def is_inside(self) -> bool:
        return self.state in self.INSIDE

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class TimelineEvent(models.Model):
    """One thing that happened on a case: who, what, when, how confidential. Written by actions, never changed."""

    class Kind(models.TextChoices):
        CASE = "case", "Case"
        RELEASE_DATE = "release_date", "Release date"
        NEED = "need", "Need"
        STEP = "step", "Plan step"
        NOTE = "note", "Note"
        CONSENT = "consent", "Release of information"
        REFERRAL = "referral", "Referral"
        WORK = "work", "Work"
        PROGRAM = "program", "Women's program"
        FOLLOW_UP = "follow_up", "Follow-up"
        ROSTER = "roster", "Roster"
        APPOINTMENT = "appointment", "Appointment"
        DOCUMENT = "document", "Papers and benefits"
        HOME = "home", "Home and people"

    case = models.ForeignKey(Case, models.CASCADE, related_name="events")
    at = models.DateTimeField(default=clock.now)
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    confidentiality = models.CharField(max_length=20, choices=Confidentiality, default=Confidentiality.GENERAL)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    actor_label = models.CharField(max_length=160)

    objects = TimelineEvents.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["case", "-id"], name="timeline_newest"),
            models.Index(fields=["-id"], name="timeline_moved_dates", condition=Q(kind="release_date")),
        ]

    def __str__(self):
        return self.title
