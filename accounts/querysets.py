from django.db import models

from reentry_portal import clock


class Invitations(models.QuerySet):
    def visible_to(self, user) -> "Invitations":
        """A partner's: those of the own organization. The department's: all."""
        return self.filter(organization=user.organization_id) if user.role == "partner" else self

    def open(self) -> "Invitations":
        """Neither used nor withdrawn; it may be too old."""
        return self.filter(used_at=None, withdrawn_at=None)

    def waiting(self) -> "Invitations":
        return self.open().filter(expires_at__gt=clock.now())
