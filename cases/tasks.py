from celery import shared_task

from cases.roster import batches


@shared_task
def work_through_rosters():
    """The doorbell of the roster: check what was received, apply what was approved."""
    batches.work_through()
