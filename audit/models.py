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

    class Meta:
        indexes = [
            GinIndex(fields=["people"], name="audit_people"),
            models.Index(fields=["-id", "action"], name="audit_newest"),
        ]

    def __str__(self):
        return f"{self.at:%m/%d/%Y %H:%M} {self.action} {self.object_type} {self.object_id}"
