"""The partners' door as it runs in production: a process of its own, whose login can become nothing but a partner."""

import dj_database_url
import psycopg2
import pytest
from playwright.sync_api import expect


def test_partners_come_in_and_staff_are_sent_to_their_own(portal, visit):
    page = visit("partner@demo.test", at=portal.partner_url, java_script=False, size=(360, 740))
    expect(page.get_by_role("heading", level=1)).to_have_text("Inbox")
    page.locator(".worklist a").first.click()
    page.locator("summary", has_text="Ask a question").click()
    page.locator("details[open] textarea").fill("Is there anything we should know about stairs?")
    page.locator("details[open] .buttons button").click()
    expect(page.locator("main")).to_contain_text("Is there anything we should know about stairs?")
    staff = visit("coordinator@demo.test", at=portal.partner_url, lets_in=False)
    expect(staff.locator("main")).to_contain_text("This sign-in is for others")
    assert staff.goto("/caseload/").url.endswith("/account/sign-in/?next=/caseload/")


@pytest.mark.parametrize("role", ["as_staff", "as_worker"])
def test_its_login_becomes_nobody_else(portal, role):
    settings = dj_database_url.parse(portal.partner_database)
    connection = psycopg2.connect(
        host=settings["HOST"],
        port=settings["PORT"],
        user=settings["USER"],
        password=settings["PASSWORD"],
        dbname=settings["NAME"],
    )
    try:
        with connection.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(f"set role {role}")
    finally:
        connection.close()
