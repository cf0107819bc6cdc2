"""State staff come in by the state's identity provider, into accounts that exist, when everything it says is right."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from accounts.models import User
from audit.models import AuditEvent
from demo.factories.accounts import UserFactory
from tests.accounts import identity_provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings):
    with identity_provider.serving() as provider:
        settings.OIDC = {
            "issuer": provider.url,
            "name": "State account",
            "client_id": identity_provider.CLIENT_ID,
            "client_secret": "only-in-tests",
            "mfa_values": {"mfa"},
        }
        yield provider


@pytest.fixture
def user():
    return UserFactory(email="jordan@example.test")


@pytest.fixture
def come_in(client, provider):
    """Go to the provider and come back from it; returns the portal's answer."""

    def there_and_back(**changes):
        question = parse_qs(urlsplit(client.get(reverse("state-sign-in")).url).query)
        provider.nonce = question["nonce"][0]
        back = {"code": "a-code", "state": question["state"][0], **changes}
        return client.get(reverse("state-sign-in-done"), back)

    return there_and_back


def is_in(client) -> bool:
    return client.get(reverse("account_change_password")).status_code == 200


def test_the_right_identity_signs_in(client, provider, user, come_in):
    assert come_in().url == "/"
    assert is_in(client)
    assert int(client.session["_auth_user_id"]) == user.pk
    assert provider.asked["code_verifier"]  # PKCE
    assert AuditEvent.objects.filter(action="signed_in", object_id=str(user.pk)).exists()


def test_the_way_in_stands_on_the_sign_in_page_only_when_it_is_set_up(client, provider, settings):
    assert "Sign in with your State account" in client.get(reverse("account_login")).content.decode()
    settings.OIDC = {}
    assert "State account" not in client.get(reverse("account_login")).content.decode()
    assert client.get(reverse("state-sign-in")).status_code == 404


WRONG = {
    "issuer": {"iss": "https://another.example"},
    "audience": {"aud": "another-portal"},
    "no audience": {"aud": None},
    "authorized party": {"aud": [identity_provider.CLIENT_ID, "x"], "azp": "x"},
    "nonce": {"nonce": "of another browser"},
    "no nonce": {"nonce": None},
    "expired": {"exp": int(time.time()) - 5},
    "no end": {"exp": None},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG)
def test_a_wrong_identity_is_refused(client, provider, user, come_in, claims):
    provider.claims = claims
    answer = come_in()
    assert answer.status_code == 401
    assert "did not confirm who you are" in answer.content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    assert AuditEvent.objects.filter(action="sign_in_failed").exists()


@pytest.mark.parametrize("how", ["another key", "no signature", "no identity", "another issuer"])
def test_an_identity_that_the_provider_did_not_sign_is_refused(client, provider, user, come_in, how):
    if how == "another key":
        provider.key = identity_provider.OTHER_KEY
    elif how == "no signature":
        provider.algorithm = "none"
    elif how == "no identity":
        provider.sends_identity = False
    else:
        provider.issuer = "https://another.example"
        assert client.get(reverse("state-sign-in")).status_code == 401
        return
    assert come_in().status_code == 401
    assert not is_in(client)


def test_a_provider_that_does_not_answer_is_said_in_a_sentence(client, settings):
    settings.OIDC = {"issuer": "http://127.0.0.1:1", "name": "x", "client_id": "x", "client_secret": "x"}
    assert "did not confirm who you are" in client.get(reverse("state-sign-in")).content.decode()


def test_an_answer_to_nobodys_question_is_refused(client, user, come_in):
    assert come_in(state="made-up").status_code == 401
    assert not is_in(client)


def test_who_cancels_at_the_provider_comes_back_to_a_plain_page(client, come_in):
    answer = come_in(code="", error="access_denied")
    assert answer.status_code == 401
    assert "Not signed in" in answer.content.decode()


def test_nobody_signs_up(client, come_in):
    assert "No account of the portal" in come_in().content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("verified", [False, None, "true"])
def test_an_address_that_was_not_verified_opens_nothing(client, provider, user, come_in, verified):
    provider.claims = {"email_verified": verified}
    assert come_in().status_code == 401
    assert not is_in(client)


def test_a_partner_does_not_come_in_by_the_state(client, come_in):
    UserFactory(email="jordan@example.test", role="partner")
    assert "sign in with their own account" in come_in().content.decode()
    assert not SocialAccount.objects.exists()


def test_a_closed_account_stays_closed(client, user, come_in):
    come_in()
    client.post(reverse("account_logout"))
    user.is_active = False
    user.save()
    assert come_in().url == reverse("account_inactive")
    assert not is_in(client)


def test_the_person_is_known_by_the_providers_name_for_them(client, provider, user, come_in):
    come_in()
    client.post(reverse("account_logout"))
    UserFactory(email="someone.else@example.test")
    provider.claims = {"email": "someone.else@example.test"}
    come_in()
    assert int(client.session["_auth_user_id"]) == user.pk


@pytest.mark.parametrize("claims", [{"amr": ["pwd", "mfa"]}, {"amr": "mfa"}, {"acr": "mfa"}])
def test_the_providers_second_factor_counts(client, provider, user, come_in, settings, claims):
    settings.FACTOR_ROLES = settings.ROLES
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    provider.claims = claims
    assert come_in().url == "/"
    assert client.get("/my-day/").status_code == 200


@pytest.mark.parametrize("claims", [{}, {"amr": ["pwd"]}, {"acr": "1"}])
def test_without_it_ours_is_asked_for(client, provider, user, come_in, settings, claims):
    settings.FACTOR_ROLES = settings.ROLES
    provider.claims = claims
    come_in()
    assert client.get("/my-day/").url.startswith(reverse("mfa_index"))
    client.post(reverse("account_logout"))
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    assert come_in().url == reverse("mfa_authenticate")
    assert not is_in(client)


def test_an_administrator_shows_a_passkey_all_the_same(client, provider, user, come_in, settings):
    settings.FACTOR_ROLES = settings.ROLES
    User.objects.update(role="administrator")
    provider.claims = {"amr": ["mfa"]}
    come_in()
    assert client.get("/admin/").url.startswith(reverse("mfa_index"))


def test_the_address_cannot_ask_for_more_than_to_sign_in(client, provider):
    asked = client.get(reverse("state-sign-in"), {"scope": "all", "auth_params": "prompt=none", "process": "connect"})
    question = parse_qs(urlsplit(asked.url).query)
    assert set(question["scope"][0].split()) == {"openid", "profile", "email"}
    assert "prompt" not in question


def test_a_next_address_of_another_host_is_not_followed(client, provider, user):
    question = parse_qs(urlsplit(client.get(reverse("state-sign-in"), {"next": "https://evil.example/"}).url).query)
    provider.nonce = question["nonce"][0]
    answer = client.get(reverse("state-sign-in-done"), {"code": "a-code", "state": question["state"][0]})
    assert answer.url == "/"
