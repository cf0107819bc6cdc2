from django.db import models
from django.db.models import F, Q

from reentry_portal import clock


class Consents(models.QuerySet):
    def in_force(self):
        """Neither revoked, superseded nor ended. What one covers is for `partners.consent` to say."""
        today = clock.today()
        return self.filter(revoked_at=None, superseded_at=None, signed_on__lte=today).filter(
            Q(expires_on=None) | Q(expires_on__gte=today), Q(ended_on=None) | Q(ended_on__gte=today)
        )

    def of(self, person):
        return self.filter(person=person).prefetch_related("recipients").order_by(F("superseded_at").desc(), "-pk")
