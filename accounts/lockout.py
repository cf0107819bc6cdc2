"""Lockout after five wrong passwords, until an administrator releases it (CJIS 5.9.5 AC-7)."""

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_credentials
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.shortcuts import render


def who(request, credentials) -> str | None:
    """The mail address that was tried, lower-cased.

    allauth names it differently in its form, its credentials and its signals; without this django-axes counts nobody
    and locks nobody out (tests/accounts/test_lockout.py).
    """
    credentials = credentials or {}
    tried = credentials.get("email") or credentials.get("username") or credentials.get("login")
    if not tried and request is not None:
        tried = request.POST.get("login")
    return (tried or "").strip().lower() or None


def locked(request, credentials, *args):
    return render(request, "account/locked.html", status=429)


class Handler(AxesDatabaseHandler):
    """Keeps the lock of a name when its owner comes in by passkey, which has a path of its own: only an administrator
    releases it."""

    def user_logged_in(self, sender, request, user, **kwargs):
        if not self.is_locked(request, get_credentials(user.get_username())):
            super().user_logged_in(sender, request, user, **kwargs)


def refuse_locked(request, user) -> None:
    """For a form that asks for a code: raises ValidationError when the name is locked, and the answer is its page."""
    if not AxesProxyHandler.is_allowed(request, get_credentials(user.email)):
        request.axes_locked_out = True
        raise ValidationError("This account is locked.")


def count_failure(request, user) -> None:
    """A wrong code of the second step counts like a wrong password."""
    user_login_failed.send(sender=__name__, credentials={"email": user.email}, request=request)
