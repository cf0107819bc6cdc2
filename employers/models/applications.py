from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.models import Case
from employers.models.employers import Opening
from employers.models.events import HiringEvent
from employers.querysets import Applications, Interviews
from reentry_portal import clock


class Application(models.Model):
    """A person's way to one job: interested, put forward, interviewed, offered, accepted, started; or how it ended."""

    class State(models.TextChoices):
        INTERESTED = "interested", "Interested"
        APPLIED = "applied", "Applied"
        INTERVIEW = "interview", "Interview"
        OFFERED = "offered", "Offered"
        ACCEPTED = "accepted", "Accepted"
        STARTED = "started", "Started"
        DECLINED_BY_EMPLOYER = "declined_by_employer", "Declined by employer"
        DECLINED_BY_PERSON = "declined_by_person", "Declined by person"
        WITHDRAWN = "withdrawn", "Withdrawn"

    LIVE = (State.INTERESTED, State.APPLIED, State.INTERVIEW, State.OFFERED, State.ACCEPTED)
    WITH_OFFER = (State.OFFERED, State.ACCEPTED)
    TAKING_A_PLACE = (State.ACCEPTED, State.STARTED)
    ENDED = (State.DECLINED_BY_EMPLOYER, State.DECLINED_BY_PERSON, State.WITHDRAWN)
    ALLOWED = {
        State.INTERESTED: {State.APPLIED, *ENDED},
        State.APPLIED: {State.INTERVIEW, State.OFFERED, *ENDED},
        State.INTERVIEW: {State.OFFERED, *ENDED},
        State.OFFERED: {State.ACCEPTED, *ENDED},
        State.ACCEPTED: {State.STARTED, *ENDED},
    }

    class EndReason(models.TextChoices):
        NOT_CHOSEN = "not_chosen", "Someone else was chosen"
        RECORD = "record", "The record"
        CREDENTIAL = "credential", "A certificate or license is missing"
        START_DATE = "start_date", "The start date does not fit"
        JOB_CLOSED = "job_closed", "The job is filled or closed"
        PAY = "pay", "Pay or hours"
        SHIFT = "shift", "The shift"
        TRANSPORT = "transport", "The way to work"
        OTHER_JOB = "other_job", "Took another job"
        CASE_ENDED = "case_ended", "Not coming home as planned"
        OTHER = "other", "Another reason"

    # A reason that only one side can have.
    EMPLOYERS_REASONS = (EndReason.NOT_CHOSEN, EndReason.RECORD)
    PERSONS_REASONS = (EndReason.PAY, EndReason.SHIFT, EndReason.TRANSPORT, EndReason.OTHER_JOB)

    case = models.ForeignKey(Case, models.CASCADE, related_name="applications")
    opening = models.ForeignKey(Opening, models.PROTECT, related_name="applications")
    state = models.CharField(max_length=20, choices=State, default=State.INTERESTED)
    agreed_on = models.DateField(
        null=True, blank=True, help_text="The day the person agreed that the employer hears of them."
    )
    note = models.CharField(max_length=300, blank=True)
    offered_on = models.DateField(null=True, blank=True)
    offered_wage = models.DecimalField("pay an hour", max_digits=6, decimal_places=2, null=True, blank=True)
    start_date = models.DateField("first day of work", null=True, blank=True)
    offered_before_release = models.BooleanField(null=True, blank=True)
    work_release_reason = models.CharField(
        max_length=200, blank=True, help_text="Why work starts before the person is released."
    )
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=12, choices=EndReason, blank=True)
    end_note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    put_forward_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = Applications.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["opening", "state"], name="application_of_opening"),
            models.Index(fields=["case", "-id"], name="application_of_case"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "opening"],
                condition=Q(state__in=["interested", "applied", "interview", "offered", "accepted"]),
                name="one_live_application_per_case_and_opening",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["applied", "interview", "offered", "accepted", "started"])
                | Q(agreed_on__isnull=False),
                name="put_forward_only_when_the_person_agreed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["offered", "accepted", "started"])
                | Q(
                    offered_on__isnull=False,
                    offered_wage__isnull=False,
                    start_date__isnull=False,
                    offered_before_release__isnull=False,
                ),
                name="offer_has_a_day_pay_and_start",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=["declined_by_employer", "declined_by_person", "withdrawn"], ended_on__isnull=False)
                    & ~Q(end_reason="")
                )
                | (
                    ~Q(state__in=["declined_by_employer", "declined_by_person", "withdrawn"])
                    & Q(ended_on=None, end_reason="")
                ),
                name="ended_application_has_a_day_and_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.case.person}: {self.opening}, {self.get_state_display().lower()}"

    def get_absolute_url(self):
        return reverse("employers:application", args=[self.pk])

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE

    @property
    def is_date_review(self) -> bool:
        """The release date has moved past the first day of work, or is not known: the start must be agreed anew."""
        if self.state not in self.WITH_OFFER or not self.case.is_inside or self.work_release_reason:
            return False
        return self.case.release_date is None or self.start_date < self.case.release_date


class Interview(models.Model):
    class Kind(models.TextChoices):
        VIDEO = "video", "Video"
        EVENT = "event", "At a hiring event"
        IN_PERSON = "in_person", "In person"

    class Outcome(models.TextChoices):
        YES = "yes", "Yes"
        SECOND = "second", "Second interview wanted"
        LATER = "later", "Yes, later"
        NO = "no", "No"
        DID_NOT_COME = "did_not_come", "Did not take place"

    application = models.ForeignKey(Application, models.CASCADE, related_name="interviews")
    kind = models.CharField(max_length=10, choices=Kind)
    event = models.ForeignKey(HiringEvent, models.PROTECT, null=True, blank=True, related_name="interviews")
    at = models.DateTimeField()
    place = models.CharField(max_length=80, help_text="Room, or where the video call is taken.")
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    outcome_note = models.CharField(max_length=300, blank=True)

    objects = Interviews.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["application", "-at"], name="interview_of_application"),
            models.Index(fields=["event"], name="interview_of_event"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(outcome=""), name="one_interview_ahead_per_application"
            ),
            models.CheckConstraint(
                condition=Q(kind="event", event__isnull=False) | (~Q(kind="event") & Q(event=None)),
                name="interview_at_an_event_names_it",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.at:%m/%d/%Y}"
