from django.db import models

from cases.models import Case
from reentry_portal import clock


class Services(models.QuerySet):
    def visible_to(self, user):
        """Staff choose from all active services; a partner keeps its own."""
        if user.role == "partner":
            return self.filter(organization=user.organization_id)
        return self.filter(is_active=True, organization__is_active=True)

    def for_need(self, need):
        """Active services for the need's area, those of the county of return first."""
        here = models.Q(statewide=True) | models.Q(counties=need.case.county_id)
        return (
            self.filter(areas=need.area_id)
            .annotate(fits_county=models.Max(models.Case(models.When(here, then=1), default=0)))
            .select_related("organization")
            .order_by("-fits_county", "organization__name", "name")
        )


class Consents(models.QuerySet):
    def active(self):
        today = clock.today()
        return self.filter(revoked_at=None, signed_on__lte=today, expires_on__gte=today)


class Referrals(models.QuerySet):
    def visible_to(self, user):
        """Staff: of the cases that they see. Partners: addressed to their organization."""
        if user.role == "partner":
            return self.filter(organization=user.organization_id)
        return self.filter(case__in=Case.objects.visible_to(user))

    def with_shared_person(self):
        """The columns that a partner may read of the person, the case and the need, and no others."""
        related = ("case__person", "case__county", "need__area", "service", "consent", "organization")
        return self.select_related(*related).only(
            *[field.name for field in self.model._meta.concrete_fields],
            "case__person__first_name",
            "case__person__last_name",
            "case__release_date",
            "case__released_on",
            "case__county__name",
            "need__confidentiality",
            "need__area__name",
            "service__name",
            "organization__name",
            "consent__signed_on",
            "consent__expires_on",
            "consent__revoked_at",
        )
