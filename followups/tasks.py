from celery import shared_task

from accounts import scope
from followups import actions, delivery
from followups.actions.clocks import BATCH

# What a ring looks after, each in a scope of its own, in this order.
SWEEPS = (
    actions.handle_texts,
    actions.handle_returns,
    actions.lay_out_missing,
    actions.recount_corrected,
    actions.cancel_for_ended_cases,
    actions.end_for_taken_back,
    actions.count_anew,
    actions.settle_owners,
    actions.open_due,
    actions.ring_clocks,
    actions.remind_of_appointments,
    actions.tell_of_changed_appointments,
    actions.send_daily_mail,
    actions.tell_of_moved_dates,
)
HELPERS = 3


@shared_task
def ring():
    """The doorbell: look what is due and do it. Losing one ring costs the time until the next."""
    if sweep() >= BATCH:
        for _ in range(HELPERS):
            send.apply_async(expires=60)
    delivery.drain()


@shared_task
def send():
    """One more pair of hands, when much fell due at once."""
    delivery.drain()


def sweep() -> int:
    """Everything but the sending; returns how many checkpoints opened."""
    opened = 0
    for action in SWEEPS:
        while True:
            with scope.acting_as(scope.worker):
                done = action()
            if action is actions.open_due:
                opened += done
            # These take a batch each time; the others do all there is.
            if not done or action not in (actions.open_due, actions.ring_clocks):
                break
    return opened


def look_after() -> dict[str, int]:
    sweep()
    return delivery.drain()
