from django.db import models

from reentry_portal import clock


class Consents(models.QuerySet):
    def active(self):
        today = clock.today()
        return self.filter(revoked_at=None, signed_on__lte=today, expires_on__gte=today)
