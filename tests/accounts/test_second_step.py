"""The second step of signing in: who must have it, what counts, and that a code works once."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse

from accounts import actions, factors
from accounts.models import Role
from audit.models import AuditEvent
from demo.factories.accounts import PASSWORD, UserFactory
from reentry_portal.errors import ActionRefused
from tests.accounts.access_table import TABLE

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def one_moment(monkeypatch):
    """Codes do not change while a test runs; `one_moment(60)` goes a minute on."""
    held = [time.time()]
    monkeypatch.setattr(totp.time, "time", lambda: held[0])
    return lambda seconds: held.__setitem__(0, held[0] + seconds)


@pytest.fixture
def everyone_must(settings):
    settings.FACTOR_ROLES = settings.ROLES


def code(secret=SECRET, steps=0) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(totp.time.time()) // 30 + steps))


def with_app(user) -> Authenticator:
    return totp.TOTP.activate(user, SECRET).instance


def with_passkey(user) -> Authenticator:
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Passkey 1"})


def sign_in_with_password(client, user, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def enter(client, typed):
    return client.post(reverse("mfa_authenticate"), {"code": typed})


def is_in(client) -> bool:
    return client.get(reverse("account_change_password")).status_code == 200


def confirm_password(client, after="mfa_index"):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": reverse(after)})


# What counts


def test_with_an_app_the_password_alone_does_not_sign_in(client):
    user = UserFactory()
    with_app(user)
    assert sign_in_with_password(client, user).url == reverse("mfa_authenticate")
    assert not is_in(client)
    enter(client, code())
    assert is_in(client)


def test_a_code_works_once_also_in_another_process(client):
    user = UserFactory()
    with_app(user)
    sign_in_with_password(client, user)
    enter(client, code())
    assert is_in(client)
    cache.clear()  # another web process has another cache
    other = Client()
    sign_in_with_password(other, user)
    assert "used before" in enter(other, code()).content.decode()
    assert not is_in(other)


def test_an_older_code_does_not_work_after_a_newer_one(client):
    user = UserFactory()
    authenticator = with_app(user)
    assert factors.use_once(authenticator, code(steps=1))
    assert not factors.use_once(authenticator, code())


def test_the_code_that_set_the_app_up_is_used_up(client, sign_in):
    user = UserFactory()
    sign_in(user)
    confirm_password(client, "mfa_activate_totp")
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="key">(\w+)<', page)[1]
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    authenticator = Authenticator.objects.get(user=user, type="totp")
    assert not factors.use_once(authenticator, code(secret))


@pytest.mark.parametrize(("seconds", "right"), [(29, True), (31, True), (95, False)])
def test_a_code_is_good_for_a_minute_or_so(client, one_moment, seconds, right):
    user = UserFactory()
    with_app(user)
    one_moment(-(totp.time.time() % 30))
    typed = code()
    one_moment(seconds)
    sign_in_with_password(client, user)
    enter(client, typed)
    assert is_in(client) is right


def test_each_recovery_code_works_once(client):
    user = UserFactory()
    with_app(user)
    recovery = RecoveryCodes.activate(user).get_unused_codes()[0]
    sign_in_with_password(client, user)
    enter(client, recovery)
    assert is_in(client)
    other = Client()
    sign_in_with_password(other, user)
    enter(other, recovery)
    assert not is_in(other)


def test_five_wrong_codes_lock_the_name_like_five_wrong_passwords(client):
    user = UserFactory()
    with_app(user)
    sign_in_with_password(client, user)
    wrong = "000000" if code() != "000000" else "111111"
    answers = [enter(client, wrong).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert enter(client, code()).status_code == 429
    assert sign_in_with_password(Client(), user).status_code == 429
    assert AuditEvent.objects.filter(action="locked_out").exists()


def test_wrong_passwords_and_wrong_codes_count_together(client):
    user = UserFactory()
    with_app(user)
    for _ in range(3):
        sign_in_with_password(client, user, "not the password")
    sign_in_with_password(client, user)
    assert [enter(client, "12").status_code for _ in range(2)] == [200, 429]


def test_secrets_are_sealed_in_the_database():
    authenticator = with_app(UserFactory())
    assert SECRET not in str(authenticator.data)
    assert factors.FactorAdapter().decrypt(authenticator.data["secret"]) == SECRET


def test_a_secret_sealed_under_the_key_before_still_opens(settings):
    before = settings.SECRET_KEY
    authenticator = with_app(UserFactory())
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key-" * 5, [before]
    assert factors.FactorAdapter().decrypt(authenticator.data["secret"]) == SECRET


# Who must


@pytest.mark.parametrize("role", Role.values)
def test_without_a_factor_a_role_sees_nothing_but_the_pages_to_set_one_up(client, everyone_must, role):
    user = UserFactory(role=role)
    sign_in_with_password(client, user)
    open_pages = []
    for name, allowed in TABLE.items():
        if role not in allowed or name == "admin":
            continue
        for arguments in ([], [1], [1, 1], ["a"], [1, "a"], ["a", "b"], [1, 1, 1]):
            try:
                path = reverse(name, args=arguments)
            except Exception:  # noqa: S112
                continue
            answer = client.get(path)
            if not answer.headers.get("Location", "").startswith(reverse("mfa_index") + "?next="):
                open_pages.append(name)
            break
    assert set(open_pages) == factors.ENROLLING
    for path in ("/admin/", "/admin/accounts/user/"):
        if role == Role.ADMINISTRATOR:
            assert client.get(path).url.startswith(reverse("mfa_index"))


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.ADMINISTRATOR])
def test_after_setting_the_app_up_the_portal_opens(client, everyone_must, role):
    user = UserFactory(role=role)
    sign_in_with_password(client, user)
    confirm_password(client, "mfa_activate_totp")
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="key">(\w+)<', page)[1]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert len(re.findall(r"<li><code>\d{8}</code>", client.get(answer.url).content.decode())) == 10
    assert is_in(client)


def test_recovery_codes_are_shown_once(client, sign_in):
    user = UserFactory()
    with_app(user)
    RecoveryCodes.activate(user)
    sign_in(user)
    confirm_password(client)
    shown, again = (client.get(reverse("mfa_view_recovery_codes")).content.decode() for _ in range(2))
    assert "<code>" in shown
    assert "<code>" not in again


def test_a_session_that_began_before_the_factor_was_set_up_has_to_show_it(client, everyone_must):
    """Someone with a stolen password who signed in first does not come in through what its owner sets up."""
    user = UserFactory()
    sign_in_with_password(client, user)
    with_app(user)
    assert client.get("/my-day/").url.startswith(reverse("mfa_reauthenticate"))
    assert client.get(reverse("mfa_add_webauthn")).url.startswith(reverse("mfa_reauthenticate"))
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("mfa_reauthenticate"))
    client.post(reverse("mfa_reauthenticate"), {"code": code(), "next": "/my-day/"})
    assert client.get("/my-day/").status_code == 200


def test_for_an_administrator_only_a_passkey_counts(client, everyone_must):
    user = UserFactory(role="administrator")
    with_app(user)
    RecoveryCodes.activate(user)
    sign_in_with_password(client, user)
    enter(client, code())
    assert client.get("/admin/").url.startswith(reverse("mfa_index"))
    with_passkey(user)
    assert client.get("/admin/").url.startswith(reverse("mfa_reauthenticate_webauthn"))
    assert client.get(reverse("mfa_add_webauthn")).url.startswith(reverse("mfa_reauthenticate_webauthn"))


def test_only_the_roles_that_are_named_must(client, settings):
    settings.FACTOR_ROLES = {"partner"}
    coordinator, partner = UserFactory(), UserFactory(role="partner")
    sign_in_with_password(client, coordinator)
    assert client.get("/my-day/").status_code == 200
    client.post(reverse("account_logout"))
    sign_in_with_password(client, partner)
    assert client.get("/partner/inbox/").url.startswith(reverse("mfa_index"))


# Changing factors


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"])
def test_changing_a_factor_needs_fresh_authentication(client, sign_in, name):
    sign_in(UserFactory())
    for answer in (client.get(reverse(name)), client.post(reverse(name))):
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_reauthenticate"))


def test_fresh_authentication_goes_stale(client, sign_in, monkeypatch):
    from allauth.account.internal.flows import reauthentication

    sign_in(UserFactory())
    confirm_password(client)
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200
    later = time.time() + 301
    monkeypatch.setattr(reauthentication.time, "time", lambda: later)
    assert client.get(reverse("mfa_add_webauthn")).status_code == 302


def test_the_last_factor_cannot_be_removed_where_the_role_must_have_one(client, everyone_must):
    user = UserFactory()
    with_app(user)
    sign_in_with_password(client, user)
    enter(client, code())
    confirm_password(client)
    page = client.post(reverse("mfa_deactivate_totp")).content.decode()
    assert "Add another one before you remove this" in page
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_the_last_passkey_of_an_administrator_cannot_be_removed(client, sign_in, settings):
    user = UserFactory(role="administrator")
    with_app(user)
    passkey = with_passkey(user)
    sign_in(user)
    confirm_password(client)
    settings.FACTOR_ROLES = settings.ROLES
    assert factors.is_last_one(passkey)
    settings.FACTOR_ROLES = set()
    client.post(reverse("mfa_remove_webauthn", args=[passkey.pk]))
    assert not Authenticator.objects.filter(pk=passkey.pk).exists()


def test_nobody_reaches_the_passkey_of_another(client, sign_in):
    passkey = with_passkey(UserFactory())
    sign_in(UserFactory())
    confirm_password(client)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(reverse(name, args=[passkey.pk])).status_code == 404
        assert client.post(reverse(name, args=[passkey.pk])).status_code == 404


def test_factors_are_on_the_trail_without_their_secrets(client, sign_in):
    user = UserFactory()
    with_app(user)
    events = AuditEvent.objects.filter(object_type="mfa_authenticator")
    assert [event.action for event in events] == ["created"]
    assert "secret" not in str(list(events.values_list("detail", flat=True)))


def test_another_administrator_takes_lost_factors_away(acting, mailoutbox):
    from accounts import outbox

    user, administrator = UserFactory(), UserFactory(role="administrator")
    with_app(user)
    with acting(administrator):
        assert actions.take_factors_away(user=user, by=administrator) == 1
    outbox.drain()
    assert [mail.to for mail in mailoutbox] == [[user.email]]
    for by in (user, UserFactory(role="supervisor")):
        with pytest.raises(ActionRefused):
            actions.take_factors_away(user=user, by=by)


def test_the_database_shows_nobody_the_factors_of_another(acting):
    user = UserFactory()
    with_app(user)
    for other in (UserFactory(), UserFactory(role="partner")):
        with acting(other):
            assert not Authenticator.objects.exists()
            assert Authenticator.objects.filter(user=user).delete()[0] == 0
    assert Authenticator.objects.filter(user=user).exists()


@pytest.mark.parametrize("role", ["coordinator", "partner"])
def test_wrong_confirmations_while_signed_in_lock_the_name_too(client, sign_in, role):
    user = UserFactory(role=role)
    sign_in(user)
    wrong = [client.post(reverse("account_reauthenticate"), {"password": "wrong"}).status_code for _ in range(5)]
    assert wrong == [200, 200, 200, 200, 429]
    assert sign_in_with_password(Client(), user).status_code == 429


# Settings


def problems() -> set[str]:
    return {problem.id for problem in run_checks(include_deployment_checks=True)}


def test_production_without_a_second_factor_is_an_error_until_someone_says_why(settings):
    settings.PRODUCTION, settings.FACTOR_ROLES = True, set()
    assert "accounts.E002" in problems()
    settings.FACTOR_EXCEPTION = "Accepted by the security officer for the pilot"
    assert "accounts.E002" not in problems()


def test_production_with_a_second_factor_for_all_is_fine(settings):
    settings.PRODUCTION, settings.FACTOR_ROLES = True, settings.ROLES
    assert "accounts.E002" not in problems()


def test_the_roles_of_the_settings_are_the_roles_there_are(settings):
    assert set(Role.values) == settings.ROLES
