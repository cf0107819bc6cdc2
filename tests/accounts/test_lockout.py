"""Five wrong passwords lock a name, until an administrator releases it (CJIS 5.9.5 AC-7)."""

import pytest
from axes.models import AccessAttempt
from axes.utils import reset
from django.urls import reverse

from accounts.adapter import Adapter
from audit.models import AuditEvent
from demo.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory(email="coordinator@demo.test")


def try_to_sign_in(client, password, email="coordinator@demo.test", ip="10.0.0.1"):
    return client.post(reverse("account_login"), {"login": email, "password": password}, REMOTE_ADDR=ip)


def test_the_right_password_signs_in(client, user):
    assert try_to_sign_in(client, PASSWORD).status_code == 302
    assert AuditEvent.objects.filter(action="signed_in", object_id=str(user.pk)).exists()


def test_the_fifth_wrong_try_locks(client, user):
    answers = [try_to_sign_in(client, "wrong-password-here").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert AccessAttempt.objects.get().username == "coordinator@demo.test"


def test_after_the_lock_the_right_password_is_refused_from_any_address(client, user):
    for _ in range(5):
        try_to_sign_in(client, "wrong-password-here")
    assert try_to_sign_in(client, PASSWORD).status_code == 429
    assert try_to_sign_in(client, PASSWORD, ip="10.9.9.9").status_code == 429
    assert try_to_sign_in(client, PASSWORD, email="COORDINATOR@demo.test").status_code == 429


def test_an_administrators_reset_releases_the_lock(client, user):
    for _ in range(5):
        try_to_sign_in(client, "wrong-password-here")
    reset(username="coordinator@demo.test")
    assert try_to_sign_in(client, PASSWORD).status_code == 302


def test_failures_and_the_lock_are_on_the_trail(client, user):
    for _ in range(5):
        try_to_sign_in(client, "wrong-password-here")
    actions = list(AuditEvent.objects.values_list("action", flat=True))
    assert actions.count("sign_in_failed") == 5
    assert "locked_out" in actions


def test_the_limits_of_tries_count_the_visitors_own_address_behind_the_proxy(rf, settings):
    settings.BEHIND_PROXY = True
    request = rf.get("/", headers={"X-Forwarded-For": "6.6.6.6, 198.51.100.7"})
    assert Adapter().get_client_ip(request) == "198.51.100.7"
