import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import Organization
from cases.models import Appointment, Case, Category, Need, Person
from partners.models.consents import Consent, Purpose
from partners.models.directory import Service
from partners.querysets import Referrals
from reentry_portal import clock


class Referral(models.Model):
    """A hand-over to an organization outside the department: the stub that stays when nothing else may be seen.

    It holds nothing about the person but ids. Words are in ReferralMessage, facts in their own tables, each behind the
    policy of its category.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "In line"
        SENT = "sent", "Sent"
        QUESTION = "question", "Question asked"
        WAITLISTED = "waitlisted", "On the waiting list"
        ACCEPTED = "accepted", "Accepted"
        STARTED = "started", "Started"
        COMPLETED = "completed", "Completed"
        ENDED_EARLY = "ended_early", "Ended early"
        NEVER_STARTED = "never_started", "Never started"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"
        EXPIRED = "expired", "Expired"

    UNANSWERED = (State.SENT, State.QUESTION, State.WAITLISTED)
    OPEN = (*UNANSWERED, State.ACCEPTED, State.STARTED)
    AFTER_SERVICE = (State.COMPLETED, State.ENDED_EARLY, State.NEVER_STARTED)
    WITHOUT_SERVICE = (State.DECLINED, State.WITHDRAWN, State.EXPIRED)
    ENDED = (*AFTER_SERVICE, *WITHOUT_SERVICE)
    # The same table stands in the database (partners/sql/referrals.sql); a test holds them to each other.
    ALLOWED = {
        State.DRAFT: {State.SENT, State.WITHDRAWN, State.EXPIRED},
        State.SENT: {
            State.QUESTION,
            State.WAITLISTED,
            State.ACCEPTED,
            State.DECLINED,
            State.WITHDRAWN,
            State.EXPIRED,
        },
        State.QUESTION: {
            State.SENT,
            State.WAITLISTED,
            State.ACCEPTED,
            State.DECLINED,
            State.WITHDRAWN,
            State.EXPIRED,
        },
        State.WAITLISTED: {State.ACCEPTED, State.DECLINED, State.WITHDRAWN, State.EXPIRED},
        State.ACCEPTED: {State.STARTED, State.NEVER_STARTED, State.WITHDRAWN, State.EXPIRED},
        State.STARTED: {State.COMPLETED, State.ENDED_EARLY, State.EXPIRED},
    }

    class Urgency(models.TextChoices):
        ROUTINE = "routine", "Routine"
        URGENT = "urgent", "Urgent"

    class Decline(models.TextChoices):
        FULL = "full", "No place free"
        NOT_ELIGIBLE = "not_eligible", "Not eligible"
        OUTSIDE_AREA = "outside_area", "Outside our area"
        NOT_OFFERED = "not_offered", "Service not offered now"
        NO_CONTACT = "no_contact", "Could not reach the person"
        DID_NOT_COME = "did_not_come", "Did not come"
        SERVED = "served", "Already served"
        PAPERS = "papers", "Papers are missing"
        DUPLICATE = "duplicate", "Sent twice"
        OTHER = "other", "Other"

    class Result(models.TextChoices):
        MET = "met", "Need met"
        PARTLY = "partly", "Partly met"
        UNMET = "unmet", "Not met"
        LOST = "lost", "Lost contact"
        RETURNED = "returned", "Returned to custody"

    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", help_text="The person of the case.")
    need = models.ForeignKey(Need, models.PROTECT, related_name="referrals")
    service = models.ForeignKey(Service, models.PROTECT, related_name="referrals")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="referrals")
    consent = models.ForeignKey(
        Consent, models.PROTECT, null=True, blank=True, related_name="referrals", help_text="What it was sent under."
    )
    category = models.CharField(max_length=20, choices=Category, help_text="What its need tells about the person.")
    purpose = models.CharField(max_length=20, choices=Purpose)
    shares = ArrayField(models.CharField(max_length=20, choices=Category), help_text="What staff chose to share.")
    offer = models.UUIDField(default=uuid.uuid4, help_text="The same for all that are offered one after the other.")
    rank = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=14, choices=State, default=State.SENT)
    version = models.PositiveIntegerField(default=1, help_text="Counts the steps, so that a stale page is noticed.")
    moved_by = models.CharField(max_length=160, blank=True, help_text="Who took the last step, as words.")
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.ROUTINE)
    reply_by = models.DateField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    contact = models.CharField(max_length=200, help_text="Whom the partner calls, as words.")
    # The partner's clock in business days (ReplyClock), set when the referral comes to the partner.
    remind_on = models.DateField(null=True, blank=True)
    tell_on = models.DateField(null=True, blank=True)
    supervisor_on = models.DateField(null=True, blank=True)
    pass_on = models.DateField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    supervisor_told_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    expected_on = models.DateField(null=True, blank=True, help_text="When a place on the waiting list may come free.")
    decline_reason = models.CharField(max_length=20, choices=Decline, blank=True)
    end_reason = models.CharField(max_length=200, blank=True, help_text="Why it was withdrawn or expired.")
    first_contact_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="The last day of the service.")
    result = models.CharField(max_length=10, choices=Result, blank=True)
    closed_on = models.DateField(null=True, blank=True, help_text="When it reached an end.")
    loop_closed_at = models.DateTimeField(null=True, blank=True, help_text="When the need was told of the end.")

    objects = Referrals.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["organization", "-id"], name="referral_inbox"),
            models.Index(fields=["remind_on"], condition=Q(state="sent", reminded_at=None), name="referral_to_remind"),
            models.Index(fields=["tell_on"], condition=Q(state="sent", told_at=None), name="referral_to_tell"),
            models.Index(
                fields=["supervisor_on"],
                condition=Q(state="sent", supervisor_told_at=None),
                name="referral_to_supervise",
            ),
            models.Index(fields=["pass_on"], condition=Q(state="sent"), name="referral_to_pass_on"),
            models.Index(
                fields=["id"], condition=Q(closed_on__isnull=False, loop_closed_at=None), name="referral_loop_open"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "service"],
                condition=Q(state__in=["draft", "sent", "question", "waitlisted", "accepted", "started"]),
                name="one_open_referral_per_need_and_service",
            ),
            models.UniqueConstraint(fields=["offer", "rank"], name="one_referral_per_rank_of_an_offer"),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(decline_reason=""), name="declined_referral_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["started", "completed", "ended_early"]) | Q(first_contact_on__isnull=False),
                name="started_referral_has_a_first_contact",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["completed", "ended_early"]) | Q(ended_on__isnull=False) & ~Q(result=""),
                name="ended_referral_has_a_day_and_a_result",
            ),
            models.CheckConstraint(
                condition=Q(shares__contains=[Category.IDENTITY]) & Q(shares__contained_by=list(Category.values)),
                name="referral_shares_the_name_at_least",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(state__in=["withdrawn", "expired"]) | Q(sent_at__isnull=False),
                name="sent_referral_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["completed", "ended_early", "never_started", "declined", "withdrawn", "expired"],
                    closed_on__isnull=False,
                )
                | ~Q(state__in=["completed", "ended_early", "never_started", "declined", "withdrawn", "expired"])
                & Q(closed_on=None),
                name="closed_referral_has_a_day",
            ),
        ]

    def __str__(self):
        return f"R-{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class ReferralMessage(models.Model):
    """Words on a referral: why it was sent, questions, answers, news. They carry the category of its need."""

    class Kind(models.TextChoices):
        REASON = "reason", "Why this referral"
        QUESTION = "question", "Question"
        ANSWER = "answer", "Answer"
        NEWS = "news", "News"
        OUTCOME = "outcome", "Outcome"

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind)
    category = models.CharField(max_length=20, choices=Category)
    text = models.TextField(max_length=1000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    author_label = models.CharField(max_length=160)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["referral", "id"], name="message_of_referral")]

    def __str__(self):
        return f"{self.get_kind_display()} on R-{self.referral_id}"


class ServiceRecord(models.Model):
    """What an organization did for the person on one day, in units of service if it gives them."""

    class What(models.TextChoices):
        ATTENDED = "attended", "Came"
        ABSENT = "absent", "Did not come"
        MOVED_IN = "moved_in", "Moved in"
        MOVED_OUT = "moved_out", "Moved out"
        HIRED = "hired", "Hired"
        FINISHED = "finished", "Finished a part"
        GIVEN = "given", "Received goods or a ride"

    class Unit(models.TextChoices):
        NONE = "", "No units"
        HOURS = "hours", "Hours"
        NIGHTS = "nights", "Nights"
        SESSIONS = "sessions", "Sessions"
        RIDES = "rides", "Rides"
        MEALS = "meals", "Meals"
        ITEMS = "items", "Items"

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="records")
    category = models.CharField(max_length=20, choices=Category)
    on = models.DateField()
    what = models.CharField(max_length=10, choices=What)
    quantity = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=10, choices=Unit, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["referral", "on"], name="record_of_referral")]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity=None, unit="") | Q(quantity__gt=0) & ~Q(unit=""),
                name="units_have_a_quantity_and_a_name",
            )
        ]

    def __str__(self):
        return f"{self.get_what_display()}, {self.on:%m/%d/%Y}"


class Visitor(models.Model):
    """Someone from a partner who comes into a prison for an appointment, and whether the prison cleared them."""

    class Clearance(models.TextChoices):
        ASKED = "asked", "Clearance asked"
        CLEARED = "cleared", "Cleared"
        REFUSED = "refused", "Not cleared"

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="visitors")
    name = models.CharField(max_length=120)
    clearance = models.CharField(max_length=10, choices=Clearance, default=Clearance.ASKED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["appointment", "name"], name="one_visitor_per_name_and_appointment"),
            models.CheckConstraint(
                condition=Q(clearance="asked", decided_by=None, decided_at=None)
                | ~Q(clearance="asked") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="clearance_says_who_decided",
            ),
        ]

    def __str__(self):
        return self.name


class ResourceCard(models.Model):
    """A victim-service organization's card was given to the person: a warm line, never a record outside (VS-01)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    given_on = models.DateField(default=clock.today)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-given_on", "-id"]

    def __str__(self):
        return f"Card given on {self.given_on:%m/%d/%Y}"
