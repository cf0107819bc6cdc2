from celery import shared_task

from accounts import actions, scope


@shared_task
def close_lapsed_accounts():
    with scope.acting_as(scope.worker):
        actions.close_lapsed_accounts()
