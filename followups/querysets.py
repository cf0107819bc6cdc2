from cases.querysets import OfCases


class FollowUps(OfCases):
    def waiting(self):
        """Due, missed or with the supervisor: someone has to act."""
        return self.filter(state__in=self.model.WAITING)

    def due_by(self, day):
        return self.filter(due_on__lte=day)
