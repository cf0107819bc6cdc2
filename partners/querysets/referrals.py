from django.db import models
from django.db.models import Q

from cases.models import Case
from reentry_portal import clock


class Referrals(models.QuerySet):
    def visible_to(self, user):
        """Staff: of the cases that they see. Partners: what was sent to their organization."""
        if user.role == "partner":
            return self.filter(organization=user.organization_id).exclude(sent_at=None)
        return self.filter(case__in=Case.objects.visible_to(user))

    def of_step(self):
        """With what a step needs to read, and no more: a partner cannot read the case or the need."""
        return self.select_related("organization")

    def awaiting_partner(self):
        return self.filter(state=self.model.State.SENT)

    def to_remind(self):
        return self.awaiting_partner().filter(reminded_at=None, remind_on__lte=clock.today())

    def to_tell(self):
        return self.awaiting_partner().filter(told_at=None, tell_on__lte=clock.today())

    def to_supervise(self):
        return self.awaiting_partner().filter(supervisor_told_at=None, supervisor_on__lte=clock.today())

    def to_pass_on(self):
        return self.awaiting_partner().filter(pass_on__lte=clock.today())

    def without_cover(self):
        """Open referrals whose person's name no release covers any more: nothing is left to be seen."""
        today = clock.today()
        covered = Q(disclosures__category="identity", disclosures__since__lte=today) & (
            Q(disclosures__until=None) | Q(disclosures__until__gte=today)
        )
        return self.filter(state__in=self.model.OPEN).exclude(
            pk__in=self.model.objects.filter(covered, state__in=self.model.OPEN).values("pk")
        )

    def loop_open(self):
        """Ended, and the need does not know yet."""
        return self.filter(closed_on__isnull=False, loop_closed_at=None)
