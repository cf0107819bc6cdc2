"""Signing in with a second step, by passkey, and by invitation: in a real browser, against the portal as it runs."""

import re
import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Page, expect

expect.set_options(timeout=15_000)
PASSWORD = "Demo-reentry-2026"
PHRASE = "the river is high this spring"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    with page.expect_navigation():
        press(page, "Sign in")


def sign_out(page: Page) -> None:
    page.goto("/account/sign-out/")
    page.locator("main").get_by_role("button", name="Sign out").click()


def confirm_password(page: Page) -> None:
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Go on")


def next_code(secret: str, used: set[str]) -> str:
    """The code of now; waits for the next one when it was used."""
    while (code := totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))) in used:
        time.sleep(0.5)
    used.add(code)
    return code


@pytest.fixture
def open_page(portal, browser):
    """`open_page()` is a new visitor's page; an error of its scripts fails the test."""
    contexts, problems = [], []

    def opened(java_script=True) -> Page:
        context = browser.new_context(base_url=portal.url, java_script_enabled=java_script)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: problems.append(said.text) if "Content Security" in said.text else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not problems, problems


@pytest.fixture
def authenticator():
    """`authenticator(page)` gives the page's browser a virtual passkey holder, like the lock of a phone."""

    def plug_in(page: Page):
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        made = session.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        return lambda method, **more: session.send(
            f"WebAuthn.{method}", {"authenticatorId": made["authenticatorId"], **more}
        )

    return plug_in


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "no script"])
def test_an_authenticator_app_and_its_recovery_codes(portal, open_page, java_script):
    email = "taylor@demo.test" if java_script else "jamie@demo.test"
    portal.manage("take_factors_away", email)  # of a run before, whose database may still be there
    page, used = open_page(java_script), set()
    sign_in(page, email)
    page.goto("/account/second-step/")
    page.get_by_role("link", name="Set up the app").click()
    confirm_password(page)
    secret = page.locator(".key").inner_text()
    page.get_by_label("Authenticator code").fill(next_code(secret, used))
    press(page, "Turn the app on")
    expect(page.locator(".codes code")).to_have_count(10)
    codes = page.locator(".codes code").all_inner_texts()
    sign_out(page)

    sign_in(page, email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    page.get_by_label("Code", exact=True).fill(next_code(secret, used))
    press(page, "Sign in")
    expect(page).to_have_url(re.compile("/partner/inbox/"))
    sign_out(page)

    sign_in(page, email)
    page.get_by_label("Code", exact=True).fill(codes[3])
    press(page, "Sign in")
    expect(page).to_have_url(re.compile("/partner/inbox/"))
    sign_out(page)
    sign_in(page, email)
    page.get_by_label("Code", exact=True).fill(codes[3])
    press(page, "Sign in")
    expect(page.get_by_role("alert")).to_contain_text("used before")


def invite(portal, open_page, email: str) -> str:
    """The organization's administrator invites; the worker mails. Returns the path of the link."""
    page = open_page()
    sign_in(page, "partner@demo.test")
    page.get_by_role("link", name="Our team").click()
    page.get_by_role("link", name="Invite a colleague").click()
    page.get_by_label("First name").fill("Robin")
    page.get_by_label("Last name").fill("Fairchild")
    page.get_by_label("Mail address").fill(email)
    press(page, "Send the invitation")
    expect(page.locator("main")).to_contain_text(f"Invitation sent to {email}")
    until = time.monotonic() + 30
    while time.monotonic() < until:
        for mail in portal.mails():
            if email in mail["To"]:
                return re.search(r"/account/invitation/[\w-]+/", mail.get_content())[0]
        time.sleep(0.3)
    raise AssertionError("No invitation came.")


def test_from_an_invitation_to_a_passkey_that_no_lock_of_the_name_stops(portal, open_page, authenticator):
    email = f"robin.fairchild.{time.time_ns()}@example.test"
    path = invite(portal, open_page, email)
    page = open_page()
    holder = authenticator(page)
    page.goto(path)
    page.get_by_label("Mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PHRASE)
    page.get_by_label("Password again").fill(PHRASE)
    press(page, "Make my account")
    expect(page.locator("main")).to_contain_text("Your account is ready")
    sign_in(page, email, PHRASE)
    page.goto("/account/passkeys/add/")
    page.get_by_label("Password", exact=True).fill(PHRASE)
    press(page, "Go on")
    page.get_by_label("Name of the passkey").fill("My phone")
    press(page, "Add passkey")
    expect(page.locator(".codes code")).to_have_count(10)
    page.goto("/account/passkeys/")
    expect(page.locator("main")).to_contain_text("My phone")
    assert len(holder("getCredentials")["credentials"]) == 1
    sign_out(page)

    # With the password, the passkey is the second step.
    sign_in(page, email, PHRASE)
    press(page, "Use a passkey")
    expect(page).to_have_url(re.compile("/partner/inbox/"))
    sign_out(page)

    # A stranger locks the name; the passkey alone still opens, and the lock stays.
    stranger = open_page()
    for _ in range(5):
        sign_in(stranger, email, "not the password")
    expect(stranger.get_by_role("heading", level=1)).to_have_text("This account is locked")
    page.goto("/account/sign-in/")
    press(page, "Use a passkey")
    expect(page).to_have_url(re.compile("/partner/inbox/"))
    sign_in(stranger, email, PHRASE)
    expect(stranger.get_by_role("heading", level=1)).to_have_text("This account is locked")

    # The link worked once.
    again = open_page()
    again.goto(path)
    expect(again.locator("main")).to_contain_text("used already")

    # Removed by the administrator, out at the next click.
    admin = open_page()
    sign_in(admin, "partner@demo.test")
    admin.goto("/partner/team/")
    admin.get_by_role("link", name="Remove Robin Fairchild").click()
    press(admin, "Remove colleague")
    expect(admin.locator("main")).to_contain_text("can no longer sign in")
    page.goto("/partner/inbox/")
    expect(page).to_have_url(re.compile("/account/sign-in/"))
    press(page, "Use a passkey")
    expect(page.get_by_role("heading", level=1)).to_have_text("This account is closed")


def test_a_passkey_of_somebody_else_opens_nothing(open_page, authenticator):
    page = open_page()
    authenticator(page)
    page.goto("/account/sign-in/")
    press(page, "Use a passkey")
    expect(page.get_by_text("The passkey was not read")).to_be_visible()
