from django.db import models
from django.db.models import F, Q


class Consents(models.QuerySet):
    def in_force(self, day):
        """Those that cover something on that day: neither revoked, replaced nor ended."""
        ends = Q(expires_on=None) | Q(expires_on__gte=day), Q(ended_on=None) | Q(ended_on__gte=day)
        return self.filter(*ends, revoked_at=None, superseded_at=None, signed_on__lte=day)

    def signed_by(self, person):
        """Every release that the human being signed, also under a number that was merged into this record."""
        return self.filter(Q(person=person) | Q(person__merged_into=person))

    def of(self, person):
        """The same to look at, newest first; what one covers is for `partners.consent` to say."""
        return self.signed_by(person).prefetch_related("recipients").order_by(F("superseded_at").desc(), "-pk")
