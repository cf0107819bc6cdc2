from datetime import timedelta

import factory

from cases.models import Case
from followups import actions
from followups.models import Cadence, FollowUp
from reentry_portal import clock


class CadenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cadence

    name = factory.Sequence(lambda n: f"Example cadence {n}")


def populate(rng, cases, staff) -> None:
    """Follow-ups of everyone who was released; most of what is past is done, some waits."""
    today = clock.today()
    changed = []
    for case in cases:
        if case.released_on is None:
            continue
        actions.lay_out(case)
        rows = list(case.follow_ups.all())
        for row in rows:
            if row.due_on > today - timedelta(days=1):
                continue
            row.state = FollowUp.State.DUE
            if case.state != Case.State.RELEASED or rng.random() < 0.9:
                row.state = FollowUp.State.DONE
                row.outcome = rng.choice(["reached", "reached", "reached", "needs_help", "unable"])
                row.done_at, row.done_by = clock.now(), row.owner
        changed += rows
    FollowUp.objects.bulk_update(changed, ["state", "outcome", "done_at", "done_by"], batch_size=500)
    actions.cancel_for_ended_cases()
