"""Sign-ins, sign-outs and lockouts on the trail. Django and django-axes tell of them by signal only."""

from axes.signals import user_locked_out
from django.contrib.auth.signals import (
    user_logged_in,
    user_logged_out,
    user_login_failed,
)
from django.dispatch import receiver

from accounts.lockout import who
from audit import log
from audit.models import Action


@receiver(user_logged_in)
def signed_in(sender, user, **kwargs):
    log.record(Action.SIGNED_IN, object_type="accounts_user", object_id=user.pk)


@receiver(user_logged_out)
def signed_out(sender, user, **kwargs):
    if user is not None:
        log.record(Action.SIGNED_OUT, object_type="accounts_user", object_id=user.pk)


@receiver(user_login_failed)
def sign_in_failed(sender, credentials, request=None, **kwargs):
    log.record(
        Action.SIGN_IN_FAILED,
        object_type="accounts_user",
        outcome="refused",
        detail={"tried": who(request, credentials)},
    )


@receiver(user_locked_out)
def locked_out(sender, username, **kwargs):
    log.record(
        Action.LOCKED_OUT,
        object_type="accounts_user",
        outcome="refused",
        detail={"tried": username},
    )
