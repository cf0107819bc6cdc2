import uuid

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models.functions import Lower

from accounts.querysets import Invitations
from reentry_portal import clock


class DirectoryEntry(models.Model):
    """A row that the directory exchanges with others in the Open Referral form (HSDS 3): ours, or of a source.

    `source` is empty for what was entered here; else it names who sent the row, and `source_id` is its id there.
    """

    hsds_id = models.UUIDField(unique=True, db_default=RandomUUID(), editable=False)
    source = models.CharField(max_length=40, blank=True, editable=False)
    source_id = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~models.Q(source=""), name="one_%(class)s_per_source_and_id"
            )
        ]


class Organization(DirectoryEntry):
    """A body outside the department whose people may sign in. What it offers stands in the partners' room."""

    class Kind(models.TextChoices):
        NONPROFIT = "nonprofit", "Nonprofit"
        FAITH = "faith", "Faith-based"
        GOVERNMENT = "government", "Government agency"
        CARE = "care", "Care provider"
        VICTIM_SERVICE = "victim_service", "Victim service"

    name = models.CharField(max_length=160)
    alternate_name = models.CharField("also known as", max_length=160, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    description = models.TextField(blank=True)
    is_part2_program = models.BooleanField(
        "treats substance use under 42 CFR Part 2", default=False, help_text="Needs a QSOA or a BAA on file."
    )
    agreement_ends = models.DateField(null=True, blank=True, help_text="Sign-in stops after this day.")
    is_active = models.BooleanField(default=True)

    class Meta(DirectoryEntry.Meta):
        abstract = False
        ordering = ["name"]
        indexes = [models.Index(Lower("name"), "id", name="organization_by_name")]
        constraints = [
            *DirectoryEntry.Meta.constraints,
            # Lists from elsewhere name branches alike; what is entered here is entered once.
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(source=""), name="one_organization_per_name_entered_here"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def access_ended(self) -> bool:
        """Its people can no longer sign in: the agreement ended, or the organization was closed."""
        return not self.is_active or (self.agreement_ends is not None and self.agreement_ends < clock.today())


class Role(models.TextChoices):
    COORDINATOR = "coordinator", "Reentry coordinator"
    SUPERVISOR = "supervisor", "Supervisor"
    EMPLOYMENT = "employment", "Employment specialist"
    WOMENS = "womens", "Women's programs"
    PARTNER = "partner", "Partner organization"
    ADMINISTRATOR = "administrator", "Administrator"


# Packages whose tables hold secrets of signing in: not even administrators read or change them by hand.
NOT_FOR_ADMINISTRATORS = {"mfa", "socialaccount"}
STAFF_ROLES = (Role.COORDINATOR, Role.SUPERVISOR, Role.EMPLOYMENT, Role.WOMENS)


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.select_related("organization").get(email__iexact=email)

    def visible_to(self, user):
        """A partner's: the colleagues in the own organization. The department's: all."""
        return self.filter(organization=user.organization_id) if user.role == Role.PARTNER else self.all()

    def create_user(self, *, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, *, email, password=None, **fields):
        return self.create_user(email=email, password=password, role=Role.ADMINISTRATOR, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in, in one role. Partners belong to the organization whose referrals they see."""

    email = models.EmailField(unique=True)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    role = models.CharField(max_length=20, choices=Role)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="members")
    phone = models.CharField(max_length=20, blank=True)
    is_organization_admin = models.BooleanField(
        "administrator of the organization", default=False, help_text="Invites and removes colleagues."
    )
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ("first_name", "last_name")

    class Meta:
        ordering = ["last_name", "first_name"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_user_per_mail_address"),
            models.CheckConstraint(
                condition=models.Q(role=Role.PARTNER, organization__isnull=False)
                | (~models.Q(role=Role.PARTNER) & models.Q(organization__isnull=True)),
                name="partners_and_only_they_have_an_organization",
                violation_error_message="Partners have an organization, and nobody else does.",
            ),
            models.CheckConstraint(
                condition=models.Q(role=Role.PARTNER) | models.Q(is_organization_admin=False),
                name="only_partners_administer_an_organization",
            ),
        ]

    def __str__(self):
        return self.get_full_name()

    def get_full_name(self):
        return f"{self.first_name} {self.last_name}"

    def get_short_name(self):
        return f"{self.first_name[:1]}. {self.last_name}"

    @property
    def is_department(self) -> bool:
        """Works for the department with cases: every role but partner and administrator."""
        return self.role in STAFF_ROLES

    @property
    def is_staff(self) -> bool:
        """Django admin's question: administrators only."""
        return self.role == Role.ADMINISTRATOR

    def has_perm(self, perm, obj=None):
        return self.has_module_perms(perm.partition(".")[0])

    def has_module_perms(self, app_label):
        return self.is_active and self.role == Role.ADMINISTRATOR and app_label not in NOT_FOR_ADMINISTRATORS


USED = "This invitation was used already. Sign in with the account that it made."


class Invitation(models.Model):
    """One link for one account, sent to one mail address. Only a fingerprint of its token is kept."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="invitations")
    email = models.EmailField()
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    as_admin = models.BooleanField("as administrator of the organization", default=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = Invitations.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                "organization",
                Lower("email"),
                condition=models.Q(used_at=None, withdrawn_at=None),
                name="one_open_invitation_per_organization_and_address",
            ),
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(withdrawn_at=None),
                name="invitation_is_used_or_withdrawn",
            ),
        ]

    def __str__(self):
        return f"{self.email} for {self.organization_id}"

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def refusal(self) -> str:
        """Why it cannot be used, in a sentence; empty when it can."""
        if self.used_at is not None:
            return USED
        if self.withdrawn_at is not None:
            return "This invitation was withdrawn. Ask the person who sent it."
        if self.expires_at <= clock.now():
            return "This invitation is more than 3 days old. Ask the person who sent it for a new one."
        if self.organization.access_ended:
            return "The agreement of your organization with the department has ended. Call the reentry unit."
        return ""


class OutgoingMail(models.Model):
    """A mail of signing in that waits to be sent (accounts/outbox.py). Its text is emptied when it is gone."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.EmailField()
    subject = models.CharField(max_length=120)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    due_at = models.DateTimeField(default=clock.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-due_at"]
        verbose_name = "mail of signing in"
        verbose_name_plural = "mails of signing in"
        indexes = [
            models.Index(
                fields=["due_at", "key"], name="mail_to_send", condition=models.Q(state__in=["queued", "claimed"])
            )
        ]

    def __str__(self):
        return f"{self.subject}, {self.get_state_display().lower()}"
