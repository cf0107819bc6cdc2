from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.places import Facility
from cases.querysets import SavedViews
from reentry_portal import clock


class SavedView(models.Model):
    """Filters of the caseload under a name. Whoever opens a shared one sees their own people through it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=500, blank=True, help_text="The filters as they stand in the address.")
    is_shared = models.BooleanField(default=False, help_text="Everyone who works at the owner's facilities has it too.")

    objects = SavedViews.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_saved_view_per_owner_and_name")]

    def __str__(self):
        return self.name


class CaseTag(models.Model):
    """A word that staff put on a case, to find it again."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="tags")
    word = models.CharField(max_length=30)
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    put_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["word"]
        constraints = [models.UniqueConstraint(fields=["case", "word"], name="one_tag_per_case_and_word")]
        indexes = [models.Index(fields=["word", "case"], name="tag_by_word")]

    def __str__(self):
        return self.word


class AssignmentRule(models.Model):
    """Who carries the people of a facility, or of one housing unit in it; the unit's rule goes first."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="assignment_rules")
    housing_unit = models.CharField(max_length=20, blank=True, help_text="Empty: every unit without a rule of its own.")
    coordinator = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["facility__name", "housing_unit"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "housing_unit"], name="one_rule_per_facility_and_unit")
        ]

    def __str__(self):
        return f"{self.facility.short_name} {self.housing_unit or 'all units'}: {self.coordinator.get_short_name()}"


class HandOver(models.Model):
    """People handed from one member of staff to another, with what the other has to know."""

    from_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="hand_overs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)
    why = models.CharField(max_length=200)
    people = models.PositiveIntegerField()
    leaving_soon = models.PositiveIntegerField(help_text="Of them, who leaves within 30 days.")
    overdue_steps = models.PositiveIntegerField()
    seen = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["to_user"], condition=Q(seen=False), name="hand_over_unseen")]

    def __str__(self):
        return f"{self.people} people from {self.from_user} to {self.to_user}"
