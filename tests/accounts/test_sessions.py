"""How long a session lasts, what ends it, and what the browser may keep (CJIS 5.9.5 AC-2, AC-11, IA-11)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import outbox
from demo.factories.accounts import PASSWORD, OrganizationFactory, UserFactory
from reentry_portal import clock

pytestmark = pytest.mark.django_db


def is_in(client) -> bool:
    return client.get(reverse("account_change_password")).status_code == 200


def test_a_session_ends_after_thirty_idle_minutes(client, sign_in, move_clock):
    sign_in(UserFactory())
    assert is_in(client)
    move_clock(minutes=29)
    assert is_in(client)
    move_clock(minutes=29 + 29)
    assert is_in(client)
    move_clock(minutes=29 + 29 + 31)
    assert not is_in(client)


def test_a_session_ends_after_twelve_hours_however_busy(client, sign_in, move_clock):
    sign_in(UserFactory())
    for minutes in range(0, 12 * 60, 20):
        move_clock(minutes=minutes)
        assert is_in(client), minutes
    move_clock(hours=12, minutes=1)
    ended = client.get("/my-day/", follow=True)
    assert "Your session ended" in ended.content.decode()
    assert not is_in(client)


def test_a_closed_account_is_out_at_the_next_request(client, sign_in):
    user = UserFactory()
    sign_in(user)
    assert is_in(client)
    user.is_active = False
    user.save()
    assert not is_in(client)


def test_a_new_password_ends_other_sessions(client, sign_in):
    user = UserFactory()
    sign_in(user)
    user.set_password("another password of mine")
    user.save()
    assert not is_in(client)


def test_signed_in_pages_are_not_kept_by_the_browser(client, sign_in):
    sign_in(UserFactory())
    for path in ("/my-day/", "/caseload/", reverse("mfa_index"), "/no-such-page/"):
        assert "no-store" in client.get(path)["Cache-Control"], path


@pytest.mark.parametrize("password", ["fourteen chars", "1q2w3e4r5t6y7u8i9o0p", "coordinator.of.moberly@demo.test"])
def test_a_weak_password_is_refused(client, sign_in, password):
    user = UserFactory(email="coordinator.of.moberly@demo.test")
    sign_in(user)
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert client.post(reverse("account_change_password"), form).status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize("role", ["coordinator", "partner", "administrator"])
def test_a_phrase_of_64_characters_with_spaces_is_a_password(client, sign_in, role):
    user = UserFactory(role=role)
    sign_in(user)
    phrase = "seven geese walk home over the frozen river in the early morning"
    assert len(phrase) == 64
    form = {"oldpassword": PASSWORD, "password1": phrase, "password2": phrase}
    client.post(reverse("account_change_password"), form)
    user.refresh_from_db()
    assert user.check_password(phrase)


def test_a_password_can_be_chosen_anew_through_the_mailed_link(client, mailoutbox):
    user = UserFactory(role="partner")
    client.post(reverse("account_reset_password"), {"email": user.email})
    outbox.drain()
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/" in word)
    path = "/" + link.split("/", 3)[3]
    form = client.get(path, follow=True)
    phrase = "a new phrase that nobody guesses"
    client.post(form.redirect_chain[-1][0], {"password1": phrase, "password2": phrase})
    user.refresh_from_db()
    assert user.check_password(phrase)


# The agreement of a partner's organization


@pytest.mark.parametrize(("days", "goes_on"), [(0, True), (1, True), (-1, False)])
def test_access_goes_on_through_the_last_day_of_the_agreement(client, sign_in, days, goes_on):
    organization = OrganizationFactory(agreement_ends=clock.today() + timedelta(days=days))
    sign_in(UserFactory(role="partner", organization=organization))
    answer = client.get("/partner/inbox/")
    assert (answer.status_code == 200) is goes_on
    if not goes_on:
        assert "agreement with the department has ended" in client.get(answer.url).content.decode()
        assert not is_in(client)


def test_access_ends_in_a_running_session_at_midnight(client, sign_in, move_clock):
    organization = OrganizationFactory(agreement_ends=clock.today())
    sign_in(UserFactory(role="partner", organization=organization))
    client.get("/partner/inbox/")
    session = client.session
    move_clock(days=1)
    session["seen_at"] = session["started_at"] = int(clock.now().timestamp())
    session.save()
    assert client.get("/partner/inbox/").status_code == 302


def test_a_closed_organization_lets_nobody_in(client, sign_in):
    sign_in(UserFactory(role="partner", organization=OrganizationFactory(is_active=False)))
    assert client.get("/partner/inbox/").status_code == 302


def test_the_notice_stands_on_the_sign_in_page(client):
    page = client.get(reverse("account_login")).content.decode()
    for words in ("State of Missouri", "recorded", "no expectation of privacy", "offense", "consent"):
        assert words in page
