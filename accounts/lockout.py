"""Lockout after five wrong passwords, until an administrator releases it (CJIS 5.9.5 AC-7)."""

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
