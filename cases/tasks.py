from celery import shared_task

from cases import packet_runs
from cases.roster import batches


@shared_task
def work_through_rosters():
    """The doorbell of the roster: check what was received, apply what was approved."""
    batches.work_through()


@shared_task
def make_packets():
    """The doorbell of release packets for many people."""
    packet_runs.work_through()
