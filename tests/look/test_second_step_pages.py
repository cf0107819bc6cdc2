"""The pages of the second step, of passkeys and of invitations, as people see them at the desk and on a phone."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from demo.factories.accounts import PASSWORD, InvitationFactory, UserFactory
from reentry_portal import clock
from tests.look.conftest import DESK, PHONE, faults

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


@pytest.fixture
def user(client, sign_in):
    """Signed in, and has just confirmed the password."""
    user = UserFactory()
    sign_in(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": reverse("mfa_index")})
    return user


@pytest.fixture
def factors(user):
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    return Authenticator.objects.create(user=user, type="webauthn", data={"name": "Passkey 1", "credential": {}})


@BOTH
@pytest.mark.parametrize("name", ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn"])
def test_setting_a_factor_up(browse, user, name, size):
    assert faults(browse(reverse(name), size)) == []


@BOTH
def test_the_pages_to_set_one_up_when_the_role_must_have_it(browse, user, settings, size):
    settings.FACTOR_ROLES = settings.ROLES
    page = browse("/my-day/", size)
    assert "to go on" in page.get_by_role("status").text_content()
    assert faults(page) == []


@BOTH
@pytest.mark.parametrize("name", ["mfa_index", "mfa_list_webauthn", "mfa_view_recovery_codes", "mfa_deactivate_totp"])
def test_with_every_factor_set_up(browse, factors, name, size, monkeypatch):
    assert faults(browse(reverse(name), size)) == []


@BOTH
@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_changing_a_passkey(browse, factors, name, size):
    assert faults(browse(reverse(name, args=[factors.pk]), size)) == []


@BOTH
@pytest.mark.parametrize("name", ["mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_reauthenticate"])
def test_codes_that_were_seen_and_new_ones(browse, client, user, name, size):
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user).mark_as_viewed()
    assert faults(browse(reverse(name), size)) == []


@BOTH
def test_a_wrong_code_is_said_in_a_sentence(browse, client, size):
    user = UserFactory()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    page = browse(reverse("mfa_authenticate"), size)
    assert faults(page) == []
    page.get_by_label("Code", exact=True).fill("12")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").get_by_text("There is a problem").wait_for()
    assert faults(page) == []


@BOTH
def test_an_invitation_with_mistakes_and_one_that_is_closed(browse, size):
    InvitationFactory(token="t")
    InvitationFactory(token="closed", withdrawn_at=clock.now())
    page = browse(reverse("invitation", args=["t"]), size)
    page.get_by_role("button", name="Make my account").click()
    page.get_by_role("alert").get_by_text("There is a problem").wait_for()
    assert faults(page) == []
    assert faults(browse(reverse("invitation", args=["closed"]), size)) == []


@BOTH
def test_coming_back_from_the_state_without_being_signed_in(browse, settings, size):
    settings.OIDC = {"issuer": "http://127.0.0.1:1", "name": "State account", "client_id": "x", "client_secret": "x"}
    assert faults(browse(reverse("account_login"), size)) == []
    assert faults(browse(reverse("state-sign-in"), size)) == []
