from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.confidentiality import Category, Confidentiality
from cases.querysets import Benefits, Documents, Papers
from reentry_portal import clock
from reentry_portal.uploads import TYPES, private_storage, random_name


class Paper(models.Model):
    """One paper that a person needs after release: where it stands, and whether it is in the person's hand.

    "On file" is not "in hand": in hand means handed over, with a signature (domain.md 1.15).
    """

    class Kind(models.TextChoices):
        BIRTH_CERTIFICATE = "birth_certificate", "Birth certificate"
        SOCIAL_SECURITY = "social_security", "Social Security card"
        STATE_ID = "state_id", "State ID (nondriver)"
        LICENSE = "license", "Driver license"
        DD214 = "dd214", "Service record (DD-214)"
        WORK_PERMIT = "work_permit", "Permit to work or to stay"
        DIPLOMA = "diploma", "Diploma or HiSET"
        PRESCRIPTIONS = "prescriptions", "Prescriptions and health summary"
        COURT = "court", "Court papers"
        RELEASE_PAPERS = "release_papers", "Release order and conditions"

    class State(models.TextChoices):
        UNKNOWN = "unknown", "Not known"
        NEEDED = "needed", "Needed"
        REQUESTED = "requested", "Asked for"
        HELD = "held", "Held by the facility"
        VERIFIED = "verified", "Checked: name and birth date match"
        HANDED_OVER = "handed_over", "In the person's hand"
        LOST = "lost", "Lost"
        NOT_NEEDED = "not_needed", "Not needed"

    ALLOWED = {
        State.UNKNOWN: {State.NEEDED, State.REQUESTED, State.HELD, State.HANDED_OVER, State.NOT_NEEDED},
        State.NEEDED: {State.REQUESTED, State.HELD, State.HANDED_OVER, State.NOT_NEEDED},
        State.REQUESTED: {State.HELD, State.NEEDED, State.LOST, State.NOT_NEEDED},
        State.HELD: {State.VERIFIED, State.HANDED_OVER, State.LOST},
        State.VERIFIED: {State.HANDED_OVER, State.LOST},
        State.HANDED_OVER: {State.LOST},
        State.LOST: {State.NEEDED, State.REQUESTED},
        State.NOT_NEEDED: {State.NEEDED},
    }
    CATEGORIES = {
        Kind.DIPLOMA: Category.EDUCATION,
        Kind.PRESCRIPTIONS: Category.HEALTH,
        Kind.COURT: Category.LEGAL,
        Kind.RELEASE_PAPERS: Category.SUPERVISION,
        Kind.DD214: Category.BENEFITS,
    }

    case = models.ForeignKey(Case, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=12, choices=State, default=State.UNKNOWN)
    since = models.DateField(help_text="The day on which it came to this state.")
    requested_on = models.DateField(null=True, blank=True)
    tracking = models.CharField(max_length=60, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    handed_over_on = models.DateField(null=True, blank=True, help_text="In hand, with the person's signature.")
    reason = models.CharField(max_length=200, blank=True)
    category = models.CharField(max_length=20, choices=Category)
    confidentiality = models.CharField(max_length=20, choices=Confidentiality)

    objects = Papers.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="one_paper_per_case_and_kind"),
            models.CheckConstraint(
                condition=Q(state="handed_over", handed_over_on__isnull=False)
                | (~Q(state="handed_over") & Q(handed_over_on=None)),
                name="paper_in_hand_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["lost", "not_needed"]) | ~Q(reason=""), name="lost_or_unneeded_paper_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_state_display()}"

    @property
    def in_hand(self) -> bool:
        return self.handed_over_on is not None


class Benefit(models.Model):
    """One benefit on its way from the question to the first payment (domain.md 1.16)."""

    class Kind(models.TextChoices):
        HEALTHNET = "healthnet", "MO HealthNet (Medicaid)"
        SSI = "ssi", "SSI"
        SSDI = "ssdi", "SSDI"
        SNAP = "snap", "SNAP (food)"
        VA = "va", "VA benefits"
        PHONE = "phone", "Lifeline phone"

    class State(models.TextChoices):
        NOT_SCREENED = "not_screened", "Not asked yet"
        NOT_ELIGIBLE = "not_eligible", "Not eligible"
        DECLINED = "declined", "Declined by the person"
        TO_APPLY = "to_apply", "To apply for"
        APPLIED = "applied", "Applied"
        SUSPENDED = "suspended", "Approved, starts at release"
        NOTICE_SENT = "notice_sent", "Release notice sent"
        ACTIVE = "active", "Active"
        DENIED = "denied", "Denied"
        APPEAL = "appeal", "Appealed"

    ALLOWED = {
        State.NOT_SCREENED: {
            *(State.NOT_ELIGIBLE, State.DECLINED, State.TO_APPLY, State.APPLIED),
            *(State.SUSPENDED, State.ACTIVE),
        },
        State.NOT_ELIGIBLE: {State.TO_APPLY},
        State.DECLINED: {State.TO_APPLY},
        State.TO_APPLY: {State.APPLIED, State.SUSPENDED, State.DECLINED, State.NOT_ELIGIBLE},
        State.APPLIED: {State.SUSPENDED, State.ACTIVE, State.DENIED},
        State.SUSPENDED: {State.NOTICE_SENT, State.ACTIVE},
        State.NOTICE_SENT: {State.ACTIVE, State.DENIED},
        State.ACTIVE: {State.DENIED, State.SUSPENDED},
        State.DENIED: {State.APPEAL, State.TO_APPLY},
        State.APPEAL: {State.ACTIVE, State.SUSPENDED, State.DENIED},
    }

    case = models.ForeignKey(Case, models.CASCADE, related_name="benefits")
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=12, choices=State, default=State.NOT_SCREENED)
    since = models.DateField()
    applied_on = models.DateField(null=True, blank=True)
    notice_sent_on = models.DateField(null=True, blank=True, help_text="Notice of the release to Social Services.")
    active_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    category = models.CharField(max_length=20, choices=Category, default=Category.BENEFITS)

    objects = Benefits.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="one_benefit_per_case_and_kind"),
            models.CheckConstraint(
                condition=~Q(state__in=["denied", "not_eligible"]) | ~Q(reason=""), name="denied_benefit_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(active_on__isnull=False), name="active_benefit_has_a_day"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_state_display()}"


class Document(models.Model):
    """A file on the case. What it is was read from its bytes; its class and category say who may have it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="documents")
    title = models.CharField(max_length=120)
    file = models.FileField(storage=private_storage, upload_to=random_name, max_length=100)
    name = models.CharField(max_length=100, help_text="The name it came with.")
    kind = models.CharField(max_length=10, choices=[(kind, kind.upper()) for kind in TYPES])
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    category = models.CharField(max_length=20, choices=Category)
    confidentiality = models.CharField(max_length=20, choices=Confidentiality)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)

    objects = Documents.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "sha256"], condition=Q(withdrawn_at=None), name="one_document_per_case_and_content"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_why=""), name="withdrawn_document_says_why"
            ),
        ]

    def __str__(self):
        return self.title
