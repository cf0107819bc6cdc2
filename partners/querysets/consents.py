from django.db import models
from django.db.models import F


class Consents(models.QuerySet):
    def of(self, person):
        """Every release of the person; what one covers is for `partners.consent` to say."""
        return self.filter(person=person).prefetch_related("recipients").order_by(F("superseded_at").desc(), "-pk")
