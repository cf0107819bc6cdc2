from django.db import models


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
