from celery import shared_task

from accounts import scope
from cases import duplicates, packet_runs
from cases.roster import batches, nightly


@shared_task
def work_through_rosters():
    """The doorbell of the roster: look into the watched folder, check what was received, apply what was approved."""
    nightly.collect()
    batches.work_through()


@shared_task
def keep_house():
    """Once a night: purge what was given back, look for people who are here twice."""
    nightly.purge()
    with scope.acting_as(scope.worker):
        duplicates.suggest()


@shared_task
def make_packets():
    """The doorbell of release packets for many people."""
    packet_runs.work_through()
