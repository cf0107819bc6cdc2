"""A lost phone or passkey: an administrator takes the second factors away, and the person sets up new ones."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts import outbox
from accounts.models import Role, User
from reentry_portal.errors import ActionRefused

BODY = """An administrator removed the second step of your sign-in to the Reentry Portal.

You set up a new one when you sign in.

If you did not ask for this, call your administrator now.
"""


@transaction.atomic
def take_factors_away(*, user: User, by: User | None) -> int:
    """Remove every passkey, authenticator app and recovery code of `user`; returns how many. `by` is None for the
    deploy job, which is the way back when the only administrator lost the passkey."""
    if by is not None and (by.role != Role.ADMINISTRATOR or by.pk == user.pk):
        raise ActionRefused("Only another administrator can remove the second step of a sign-in.")
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if removed:
        outbox.post(to=user.email, subject="Your second step was removed", body=BODY)
    return removed
