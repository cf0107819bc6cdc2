import logging

from celery import shared_task

from accounts import scope
from partners.actions import clocks
from partners.actions.consents import ask_about_earlier_stays
from partners.actions.directory import ask_for_confirmation, keep_doors_in_step
from partners.hsds import runs

STEPS = (
    clocks.end_of_ended_cases,
    clocks.end_uncovered,
    clocks.accepted_lines,
    clocks.remind_partners,
    clocks.tell_senders,
    clocks.tell_supervisors,
    clocks.pass_on,
    clocks.close_loops,
)


@shared_task
def ring():
    """Work through what time does to referrals; each step in a scope of its own."""
    for step in STEPS:
        with scope.acting_as(scope.worker):
            step()


@shared_task
def look_for_drift():
    """Every night: the disclosure recomputed. A difference is an error in the log too, for whoever watches it."""
    with scope.acting_as(scope.worker):
        drift = clocks.look_for_drift()
    if drift:
        logging.getLogger(__name__).error("The disclosure differs from releases and referrals in %s rows", drift)


@shared_task
def look_after_consents():
    """Every morning, after the roster: people who are back, with releases of information of an earlier stay."""
    with scope.acting_as(scope.worker):
        ask_about_earlier_stays()


@shared_task
def read_directory_packages():
    """The doorbell of the directory: read the data packages in line."""
    runs.read_waiting()


@shared_task
def look_after_directory():
    """Every morning: agreements that begin or ended today move the doors; stale entries are asked about."""
    with scope.acting_as(scope.worker):
        keep_doors_in_step()
        ask_for_confirmation()
