from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models import Case, Confidentiality, Facility, Need
from reentry_portal import clock
from womens_programs.models.programs import Cohort, Program, Session
from womens_programs.querysets import Enrollments


class Enrollment(models.Model):
    """A woman's way through one program at one place: asked for, in line, in a cohort, and how it ended."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        WAITLISTED = "waitlisted", "Waitlist"
        ENROLLED = "enrolled", "Enrolled"
        ACTIVE = "active", "Active"
        COMPLETED = "completed", "Completed"
        LEFT = "left", "Left early"
        TRANSFERRED = "transferred", "Transferred"

    WAITING = (State.PROPOSED, State.WAITLISTED)
    HOLDING_A_PLACE = (State.ENROLLED, State.ACTIVE)
    OPEN = (*WAITING, *HOLDING_A_PLACE)
    ALLOWED = {
        State.PROPOSED: {State.WAITLISTED, State.ENROLLED, State.LEFT, State.TRANSFERRED},
        State.WAITLISTED: {State.ENROLLED, State.LEFT, State.TRANSFERRED},
        State.ENROLLED: {State.ACTIVE, State.LEFT, State.TRANSFERRED},
        State.ACTIVE: {State.COMPLETED, State.LEFT, State.TRANSFERRED},
    }

    class LeaveReason(models.TextChoices):
        """Neutral words: a reason must not tell a health matter to those who may not read one."""

        RELEASED = "released", "Released before the end"
        MOVED = "moved", "Moved to another place"
        OWN_CHOICE = "own_choice", "Her own choice"
        SCHEDULE = "schedule", "Work or another program at the same time"
        DID_NOT_COME = "did_not_come", "Did not come to sessions"
        GROUP_ENDED = "group_ended", "The group ended early"
        OTHER = "other", "Another reason"

    case = models.ForeignKey(Case, models.CASCADE, related_name="enrollments")
    program = models.ForeignKey(Program, models.PROTECT, related_name="enrollments")
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+")
    cohort = models.ForeignKey(Cohort, models.PROTECT, null=True, blank=True, related_name="enrollments")
    need = models.ForeignKey(Need, models.SET_NULL, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    asked_on = models.DateField(default=clock.today, help_text="Kept on a transfer: she does not lose her turn.")
    too_late_reason = models.CharField(
        max_length=200, blank=True, help_text="Why she goes in although she leaves before the last session."
    )
    enrolled_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    leave_reason = models.CharField(max_length=20, choices=LeaveReason, blank=True)
    leave_note = models.CharField(max_length=200, blank=True)
    confidentiality = models.CharField(max_length=20, choices=Confidentiality)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = Enrollments.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["program", "facility", "asked_on", "id"],
                name="enrollment_in_line",
                condition=Q(state__in=["proposed", "waitlisted"]),
            ),
            models.Index(fields=["cohort", "state"], name="enrollment_of_cohort"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "program"],
                condition=Q(state__in=["proposed", "waitlisted", "enrolled", "active"]),
                name="one_open_enrollment_per_case_and_program",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["enrolled", "active", "completed"])
                | Q(cohort__isnull=False, enrolled_on__isnull=False),
                name="enrolled_means_in_a_cohort",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["proposed", "waitlisted"]) | Q(cohort=None, enrolled_on=None),
                name="waiting_means_in_no_cohort",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["completed", "left", "transferred"], ended_on__isnull=False)
                | (~Q(state__in=["completed", "left", "transferred"]) & Q(ended_on=None)),
                name="ended_enrollment_has_a_day",
            ),
            models.CheckConstraint(
                condition=(Q(state="left") & ~Q(leave_reason="")) | (~Q(state="left") & Q(leave_reason="")),
                name="left_early_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.case.person}: {self.program}, {self.get_state_display().lower()}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def holds_a_place(self) -> bool:
        return self.state in self.HOLDING_A_PLACE


class Attendance(models.Model):
    """Whether someone of the cohort was at one session."""

    class Mark(models.TextChoices):
        PRESENT = "present", "Present"
        EXCUSED = "excused", "Excused"
        ABSENT = "absent", "Absent"

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendance")
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="attendance")
    mark = models.CharField(max_length=8, choices=Mark)

    class Meta:
        verbose_name_plural = "attendance"
        constraints = [
            models.UniqueConstraint(fields=["session", "enrollment"], name="one_mark_per_session_and_person")
        ]

    def __str__(self):
        return f"{self.session}: {self.get_mark_display().lower()}"
