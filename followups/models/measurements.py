from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from cases.models import Need
from followups.models.checkpoints import FollowUp


class Housing(models.TextChoices):
    """Living situations by their HUD HMIS codes (FY2024; domain.md 6.4); those under P are the portal's own."""

    STREET = "116", "Place not meant for living"
    SHELTER = "101", "Emergency shelter"
    SAFE_HAVEN = "118", "Safe haven"
    HOSPITAL = "206", "Hospital"
    JAIL = "207", "Jail or prison"
    CARE = "225", "Long-term care"
    PSYCHIATRIC = "204", "Psychiatric hospital"
    TREATMENT = "205", "Substance use treatment or detox"
    TRANSITIONAL = "302", "Transitional housing"
    HALFWAY = "329", "Residential project or halfway house"
    HOTEL = "314", "Hotel or motel"
    HOST_HOME = "332", "Host home"
    FAMILY_FOR_NOW = "312", "With family, for now"
    FRIENDS_FOR_NOW = "313", "With friends, for now"
    FAMILY = "422", "With family, to stay"
    FRIENDS = "423", "With friends, to stay"
    RENTAL = "410", "Rental, no subsidy"
    RENTAL_SUBSIDY = "435", "Rental with subsidy"
    OWNED = "411", "Own home"
    CENTER = "P1", "Community supervision or transition center"
    RECOVERY = "P2", "Recovery housing"
    UNKNOWN = "99", "Not known"


class Source(models.TextChoices):
    PERSON = "person", "The person"
    OFFICER = "officer", "Probation and parole officer"
    PARTNER = "partner", "Partner organization"
    EMPLOYER = "employer", "Employer"
    RECORD = "record", "A record"


class Answer(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


class Work(models.TextChoices):
    WORKING = "working", "Working"
    LOOKING = "looking", "Looking for work"
    NOT_LOOKING = "not_looking", "Not looking (school, care, retired, unable)"
    UNKNOWN = "unknown", "Not known"


class Supervision(models.TextChoices):
    GOOD = "good", "Reporting as told"
    TROUBLE = "trouble", "Missed or in trouble"
    ENDED = "ended", "Ended"
    NONE = "none", "Not on supervision"
    UNKNOWN = "unknown", "Not known"


class WellBeing(models.TextChoices):
    WELL = "5", "5, very well"
    GOOD = "4", "4"
    MIDDLING = "3", "3, so-so"
    POOR = "2", "2"
    BAD = "1", "1, very bad"
    UNKNOWN = "unknown", "Not known"


ANSWERS = ("housing", "work", "identification", "supervision", "well_being")


def _known_has_source(answer: str) -> models.CheckConstraint:
    unknown = Q(**{f"{answer}__in": ["unknown", "99"]})
    return models.CheckConstraint(
        condition=unknown | ~Q(**{f"{answer}_source": ""}), name=f"measured_{answer}_has_a_source"
    )


class Measurement(models.Model):
    """What is counted at 30, 90, 180, 270 and 365 days. Not known is an answer of its own, never a no (6.3)."""

    follow_up = models.OneToOneField(FollowUp, models.CASCADE, related_name="measurement")
    housing = models.CharField("where the person lives", max_length=10, choices=Housing)
    housing_source = models.CharField(max_length=10, choices=Source, blank=True)
    work = models.CharField(max_length=12, choices=Work)
    work_source = models.CharField(max_length=10, choices=Source, blank=True)
    hours = models.PositiveSmallIntegerField(
        "hours a week", null=True, blank=True, validators=[MaxValueValidator(100), MinValueValidator(1)]
    )
    wage = models.DecimalField(
        "wage an hour", max_digits=6, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    identification = models.CharField("state ID in hand", max_length=10, choices=Answer)
    identification_source = models.CharField(max_length=10, choices=Source, blank=True)
    supervision = models.CharField(max_length=10, choices=Supervision)
    supervision_source = models.CharField(max_length=10, choices=Source, blank=True)
    well_being = models.CharField("how the person says it goes", max_length=10, choices=WellBeing)
    well_being_source = models.CharField(max_length=10, choices=Source, blank=True)

    class Meta:
        constraints = [_known_has_source(answer) for answer in ANSWERS] + [
            models.CheckConstraint(
                condition=Q(work="working") | Q(hours=None, wage=None), name="only_work_has_hours_and_wage"
            )
        ]

    def __str__(self):
        return f"Measured at {self.follow_up}"


class MeasuredNeed(models.Model):
    """How it goes with one need, that is with the service it was referred to."""

    class Standing(models.TextChoices):
        SERVED = "served", "Getting the service"
        WAITING = "waiting", "Waiting for it"
        STOPPED = "stopped", "Stopped going"
        NOT_STARTED = "not_started", "Never started"
        NOT_NEEDED = "not_needed", "Not needed any more"
        UNKNOWN = "unknown", "Not known"

    measurement = models.ForeignKey(Measurement, models.CASCADE, related_name="needs")
    need = models.ForeignKey(Need, models.PROTECT, related_name="+")
    standing = models.CharField(max_length=12, choices=Standing)
    source = models.CharField(max_length=10, choices=Source, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measurement", "need"], name="one_answer_per_need"),
            models.CheckConstraint(condition=Q(standing="unknown") | ~Q(source=""), name="measured_need_has_a_source"),
        ]

    def __str__(self):
        return f"{self.need}: {self.get_standing_display()}"
