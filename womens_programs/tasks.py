from celery import shared_task

from accounts import scope
from womens_programs import sweeps


@shared_task
def ring():
    """The doorbell: let the waitlists follow where women are."""
    with scope.acting_as(scope.worker):
        sweeps.follow_moves()
