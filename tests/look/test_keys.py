"""The search box over the page, and the keys of those who like them (UX 7.1, 7.10), in a browser."""

import pytest
from playwright.sync_api import expect

from demo.factories.cases import CaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(browse, sign_in, staff):
    """`at(path)` opens it as a supervisor who sees three people."""
    for last in ("Zorn", "Zorba", "Quill"):
        CaseFactory(person__last_name=last, person__first_name="Nadia")
    sign_in(staff("supervisor"))
    return browse


def press(page, *keys: str) -> None:
    """The page listens once it has loaded its scripts."""
    page.wait_for_load_state("load")
    for key in keys:
        page.keyboard.press(key)


def focused(page) -> str:
    return page.evaluate("document.activeElement.textContent")


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_the_box_opens_finds_while_one_types_and_arrows_lead_through(key, at):
    page = at("/caseload/")
    press(page, key)
    box = page.get_by_role("dialog", name="Search")
    expect(box.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("zor")
    expect(box.get_by_role("region", name="People").get_by_role("link")).to_have_count(2)
    press(page, "ArrowDown")
    assert focused(page) == "Zorba, Nadia"
    press(page, "ArrowDown")
    assert focused(page) == "Zorn, Nadia"
    press(page, "ArrowUp")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nadia Zorba")
    press(page, key)
    expect(box.get_by_role("region", name="Opened last").get_by_role("link")).to_have_text("Zorba, Nadia")
    press(page, "Escape")
    expect(box).to_be_hidden()


def test_what_to_do_and_a_name_lead_there(at):
    page = at("/my-day/")
    press(page, "/")
    page.keyboard.type("note quill")
    expect(page.get_by_role("link", name="Add note for Nadia Quill")).to_be_visible()
    press(page, "Enter")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Add a note")


def test_keys_lead_to_sections_and_through_a_list(at):
    page = at("/my-day/")
    press(page, "g", "c")
    expect(page.get_by_role("heading", level=1)).to_have_text("Caseload")
    names = page.locator("tbody th > a").all_inner_texts()
    press(page, "j", "j")
    assert focused(page) == names[1]
    press(page, "x")
    assert page.locator("tbody input[type=checkbox]:checked").count() == 1
    press(page, "k")
    assert focused(page) == names[0]
    press(page, "Enter")
    expect(page.locator(".identity")).to_be_visible()
    press(page, "n")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Add a note")


def test_while_one_types_a_key_is_a_letter(at):
    page = at("/caseload/")
    page.locator("#id_q").focus()
    page.keyboard.type("j/?gn")
    assert page.locator("#id_q").input_value() == "j/?gn"
    assert page.locator("dialog[open]").count() == 0


def test_the_list_of_keys_turns_them_off_for_this_browser(at):
    page = at("/caseload/")
    press(page, "?")
    keys = page.get_by_role("dialog", name="Keys")
    keys.get_by_text("Use single keys in this browser").click()
    keys.get_by_role("button", name="Close").click()
    page.reload()
    press(page, "/", "?")
    assert page.locator("dialog[open]").count() == 0
    page.locator(".bar .menu summary").click()
    page.get_by_role("button", name="Keys").click()
    keys.get_by_text("Use single keys in this browser").click()
    keys.get_by_role("button", name="Close").click()
    press(page, "/")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
