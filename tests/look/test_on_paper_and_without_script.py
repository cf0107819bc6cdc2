"""What is printed is black on white, without the frame; and every page works without JavaScript."""

import pytest

from demo.factories.cases import CaseFactory, NeedFactory
from demo.factories.employers import HiringEventFactory, InterviewFactory

pytestmark = pytest.mark.django_db

INK = """() => [...document.querySelectorAll("main *")]
  .filter((element) => element.checkVisibility() && element.textContent.trim())
  .map((element) => getComputedStyle(element))
  .flatMap((style) => [style.backgroundColor].filter((color) => !/0\\)$|255, 255, 255/.test(color)))"""


@pytest.fixture
def coordinator(staff, sign_in):
    user = staff()
    sign_in(user)
    return user


@pytest.mark.parametrize("path", ["/cases/{case}/", "/cases/{case}/plan/", "/caseload/", "/employers/events/{event}/"])
def test_paper_has_no_frame_no_buttons_and_no_tint(browse, coordinator, path):
    case = CaseFactory(coordinator=coordinator, days=5)
    NeedFactory(case=case, is_blocked=True, reason="No answer")
    event = HiringEventFactory(facility=case.facility)
    InterviewFactory(application__case=case, kind="event", event=event, at=event.starts_at)
    page = browse(path.format(case=case.pk, event=event.pk))
    page.emulate_media(media="print")
    for frame in ("header.bar", "footer", ".tabs", ".filter", "main button", ".pager", ".acts"):
        assert not page.locator(frame).locator("visible=true").count(), frame
    assert page.evaluate(INK) == []
    assert page.get_by_text("Confidential. Keep this paper safe").is_visible()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_list_is_narrowed_without_script(browse, coordinator):
    soon, later = CaseFactory(coordinator=coordinator, days=5), CaseFactory(coordinator=coordinator, days=80)
    page = browse("/caseload/")
    page.get_by_text("Next 30 days").click()
    page.get_by_role("button", name="Apply filters").click()
    assert page.get_by_role("link", name=soon.person.list_name, exact=True).is_visible()
    assert not page.get_by_role("link", name=later.person.list_name, exact=True).count()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_form_says_its_errors_and_saves_without_script(browse, coordinator):
    case = CaseFactory(coordinator=coordinator)
    page = browse(f"/cases/{case.pk}/notes/add/")
    page.get_by_role("button", name="Save note").click()
    assert page.get_by_role("alert").get_by_text("There is a problem").is_visible()
    page.get_by_label("Note", exact=True).fill("Met in person.")
    page.get_by_role("button", name="Save note").click()
    assert page.get_by_role("status").get_by_text("Note saved").is_visible()
    assert case.notes.get().text == "Met in person."


def test_the_keyboard_skips_the_frame_and_closes_the_menu(browse, coordinator):
    page = browse("/my-day/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").text_content() == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("id") == "main"
    menu = page.locator(".bar details.menu")
    menu.locator("summary").press("Enter")
    assert menu.get_by_role("button", name="Sign out").is_visible()
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.locator(":focus").text_content() == coordinator.get_short_name()
