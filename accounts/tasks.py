from celery import shared_task

from accounts import actions, outbox, scope


@shared_task
def close_lapsed_accounts():
    with scope.acting_as(scope.worker):
        actions.close_lapsed_accounts()


@shared_task
def send_mails():
    """The doorbell of the outbox: losing one ring costs the time until the next."""
    outbox.drain()
