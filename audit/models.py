from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Action(models.TextChoices):
    VIEWED = "viewed", "Looked at"
    SEARCHED = "searched", "Searched"
    DISCLOSED = "disclosed", "Shown outside the department"
    EXPORTED = "exported", "Exported"
    CREATED = "created", "Added"
    CHANGED = "changed", "Changed"
    REMOVED = "removed", "Removed"
    REFUSED = "refused", "Refused"
    SIGNED_IN = "signed_in", "Signed in"
    SIGNED_OUT = "signed_out", "Signed out"
    SIGN_IN_FAILED = "sign_in_failed", "Sign-in failed"
    LOCKED_OUT = "locked_out", "Locked out"
    VERIFIED = "verified", "Verified"


# What the weekly digest counts: few rows among millions, with an index of their own.
WATCHED = models.Q(action__in=["sign_in_failed", "locked_out", "refused", "exported"]) | models.Q(
    object_type="accounts_user", action__in=["created", "changed"]
)


class AuditEvent(models.Model):
    """One thing that someone did or saw: append-only, written only by the database function `audit_record`.

    No foreign keys: the trail outlives what it speaks of. `people` holds the ids of every person whose record was
    touched, so that "who looked at this person" is one index look-up. `detail` names the fields that changed and
    never holds the values of a row that is not of the general confidentiality class.
    """

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    organization_id = models.BigIntegerField(null=True)
    database_role = models.CharField(max_length=40)
    action = models.CharField(max_length=20, choices=Action)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40, blank=True)
    people = ArrayField(models.BigIntegerField(), default=list)
    basis = models.CharField(max_length=80, blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    ip = models.GenericIPAddressField(null=True)
    outcome = models.CharField(max_length=20, default="done")
    detail = models.JSONField(default=dict)
    batch = models.BigIntegerField(editable=False, help_text="The first event of the transaction: its link.")

    class Meta:
        indexes = [
            GinIndex(fields=["people"], name="audit_people"),
            models.Index(fields=["-id", "action"], name="audit_newest"),
            models.Index(fields=["batch"], name="audit_batch"),
            models.Index(fields=["at"], name="audit_watched", condition=WATCHED),
        ]

    def __str__(self):
        return f"{self.at:%m/%d/%Y %H:%M} {self.action} {self.object_type} {self.object_id}"


class AuditLink(models.Model):
    """One link of the hash chain: all events of one transaction, sealed at its commit by audit/sql/chain.sql.

    Its hash is over the hash of the link before, its own number and time, and each of its events.
    """

    batch = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField(unique=True, null=True)  # empty only within the transaction that makes it
    at = models.DateTimeField(null=True)
    events = models.IntegerField(null=True)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self):
        return f"Link {self.number}"


class AuditHead(models.Model):
    """The one row that says where the chain ends; who makes a link holds it until the commit is through."""

    id = models.SmallIntegerField(primary_key=True)
    number = models.BigIntegerField()
    at = models.DateTimeField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_head")]

    def __str__(self):
        return f"Head at link {self.number}"


class AuditAnchor(models.Model):
    """The head as it was written down outside the database; this row only says that it was."""

    number = models.BigIntegerField()
    at = models.DateTimeField(help_text="When the link was made.")
    hash = models.CharField(max_length=64)
    taken_at = models.DateTimeField()

    class Meta:
        get_latest_by = "id"

    def __str__(self):
        return f"Link {self.number}, written down {self.taken_at:%m/%d/%Y %H:%M}"


class AuditCheck(models.Model):
    """One verification of the chain and what it found."""

    at = models.DateTimeField()
    links = models.BigIntegerField()
    events = models.BigIntegerField()
    anchors = models.IntegerField()
    is_whole = models.BooleanField()
    faults = models.JSONField(default=list)
    seconds = models.FloatField()

    class Meta:
        get_latest_by = "id"

    def __str__(self):
        return f"{self.at:%m/%d/%Y %H:%M}: {'whole' if self.is_whole else 'not whole'}"
