from django.db import models

from cases.models import Case


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
