from django.db import models
from django.db.models import F, Q


class Consents(models.QuerySet):
    def in_force(self, day):
        """Those that cover something on that day: neither revoked, replaced nor ended."""
        ends = Q(expires_on=None) | Q(expires_on__gte=day), Q(ended_on=None) | Q(ended_on__gte=day)
        return self.filter(*ends, revoked_at=None, superseded_at=None, signed_on__lte=day)

    def of(self, person):
        """Every release of the person; what one covers is for `partners.consent` to say."""
        return self.filter(person=person).prefetch_related("recipients").order_by(F("superseded_at").desc(), "-pk")
