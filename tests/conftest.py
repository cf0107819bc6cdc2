import shutil
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from reentry_portal import clock


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": shutil.which("chromium"),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests that need real transactions empty every table afterwards, the trail too; nothing else may."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("auditevent", "auditlink", "audithead", "auditanchor", "auditcheck"):
            cursor.execute(f"alter table public.audit_{table} disable trigger never_emptied")


@pytest.fixture(scope="session", autouse=True)
def private_files(tmp_path_factory):
    """Files that tests send are kept in a folder of the test run."""
    settings.PRIVATE_FOLDER["OPTIONS"]["location"] = tmp_path_factory.mktemp("private")


@pytest.fixture
def sign_in(client):
    """`sign_in(user)` returns a test client on which that user is signed in."""

    def as_user(user):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return as_user


@pytest.fixture
def staff(db):
    """`staff("coordinator")` makes a user of that role."""
    from demo.factories.accounts import UserFactory

    return lambda role="coordinator", **fields: UserFactory(role=role, **fields)


@pytest.fixture
def acting():
    """`with acting(user):` runs as the database role and actor that the user's requests have."""
    from accounts import scope

    return lambda user: scope.acting_as(scope.actor_for(user))


@pytest.fixture
def move_clock(db):
    """`move_clock(days=3)` puts the portal's clock ahead, in and outside scopes, until the test ends."""
    held = []

    def move(**ahead):
        with connection.cursor() as cursor:
            cursor.execute("delete from public.demo_clock")
            cursor.execute("insert into public.demo_clock values (%s)", [timedelta(**ahead)])
        held.append(clock.hold(timezone.now() + timedelta(**ahead)))

    yield move
    for token in reversed(held):
        clock.release(token)
    with connection.cursor() as cursor:
        cursor.execute("delete from public.demo_clock")


@pytest.fixture
def noon():
    """An aware moment at noon of a day, in America/Chicago."""
    return lambda day: timezone.make_aware(datetime(day.year, day.month, day.day, 12))
