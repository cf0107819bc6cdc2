"""The pages before and around sign-in, and what a person sees when something is refused."""

import pytest

from accounts import outbox
from tests.look.conftest import DESK, PHONE, faults

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


@BOTH
@pytest.mark.parametrize(
    "path",
    [
        "/account/sign-in/",
        "/account/password/reset/",
        "/account/password/reset/sent/",
        "/account/password/reset/done/",
        "/account/password/reset/a-b/",
        "/account/inactive/",
    ],
)
def test_a_visitors_pages_have_no_fault(browse, path, size):
    assert faults(browse(path, size)) == []


@BOTH
@pytest.mark.parametrize("path", ["/account/sign-out/", "/account/password/", "/account/confirm/", "/no-such-page/"])
def test_a_persons_own_pages_have_no_fault(browse, sign_in, staff, path, size):
    sign_in(staff())
    assert faults(browse(path, size)) == []


@BOTH
def test_a_wrong_password_is_said_in_a_sentence(browse, size):
    page = browse("/account/sign-in/", size)
    page.get_by_label("Email").fill("nobody@demo.test")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").get_by_text("There is a problem").wait_for()
    assert page.get_by_label("Email").input_value() == "nobody@demo.test"
    assert faults(page) == []


@BOTH
def test_the_page_of_a_locked_account_has_no_fault(browse, size):
    page = browse("/account/sign-in/", size)
    for _ in range(5):
        page.get_by_label("Email").fill("locked@demo.test")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("heading", level=1).text_content() == "This account is locked"
    assert faults(page) == []


def test_a_password_link_goes_to_those_who_have_an_account_and_nobody_can_tell_who_has(client, staff, mailoutbox):
    user = staff()
    known = client.post("/account/password/reset/", {"email": user.email})
    unknown = client.post("/account/password/reset/", {"email": "stranger@example.test"})
    assert known.url == unknown.url
    assert mailoutbox == []  # nothing is sent while a page waits
    outbox.drain()
    assert [mail.to for mail in mailoutbox] == [[user.email]]
    assert "open this link" in mailoutbox[0].body
    assert "/account/password/reset/" in mailoutbox[0].body


def test_a_refused_page_says_whom_to_ask(browse, sign_in, staff):
    sign_in(staff("coordinator"))
    page = browse("/admin/")
    assert page.get_by_role("heading", level=1).text_content() == "You don't have access to this page"
    assert faults(page) == []


def test_a_page_that_fails_gives_a_reference(client, sign_in, staff, monkeypatch):
    client = sign_in(staff())
    client.raise_request_exception = False

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("accounts.views.frame.render", fail)
    reply = client.get("/about/")
    assert reply.status_code == 500
    assert reply["X-Request-ID"] in reply.content.decode()
