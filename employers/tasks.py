from celery import shared_task

from accounts import scope
from employers import sweeps

SWEEPS = (sweeps.call_off_where_people_moved, sweeps.withdraw_where_cases_ended)


@shared_task
def ring():
    """The doorbell: let work follow what became of people; each sweep in a scope of its own."""
    for sweep in SWEEPS:
        with scope.acting_as(scope.worker):
            sweep()
