"""What portal.js adds, in a browser."""

from tests.look.conftest import PHONE


def test_the_list_of_errors_has_the_focus_and_the_title_says_so(sample_pages, browse):
    page = browse("/form/?wrong")
    assert "There is a problem" in page.evaluate("document.activeElement.textContent")
    assert page.title().startswith("Error: ")
    page.locator(".errs a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_partner"


def test_a_menu_closes_on_escape_and_gives_the_focus_back(sample_pages, browse):
    page = browse("/list/")
    page.locator(".menu summary").click()
    assert page.get_by_role("button", name="Sign out").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Sign out").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_on_a_phone_the_filter_starts_closed(sample_pages, browse):
    assert not browse("/list/", PHONE).locator("details.filter").evaluate("panel => panel.open")


def test_a_calendar_writes_into_the_date_that_is_typed(sample_pages, browse):
    page = browse("/form/")
    assert page.get_by_role("button", name="Calendar: Reply needed by").is_visible()
    page.locator(".picker input").evaluate(
        "native => { native.value = '2026-12-24'; native.dispatchEvent(new Event('change')); }"
    )
    assert page.locator("#id_reply_by").input_value() == "12/24/2026"


def test_unsaved_text_is_not_left_without_asking(sample_pages, browse):
    page = browse("/form/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#id_note").fill("Mother can store belongings.")
    page.get_by_role("link", name="Reports").click()
    page.wait_for_timeout(200)
    assert asked == ["beforeunload"]


def test_five_minutes_before_the_session_ends_the_page_asks(sample_pages, browse):
    page = browse("/list/")
    page.clock.install()
    page.reload()
    page.clock.run_for(24 * 60 * 1000)
    assert not page.locator("#session-ends").is_visible()
    page.clock.run_for(90 * 1000)
    assert page.locator("#session-ends").is_visible()


def test_pages_work_without_scripts(sample_pages, browser, client):
    html = client.get("/form/?wrong").content.decode()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(html)
    assert page.title().startswith("Error: ")
    assert page.locator("button:visible", has_text="Send referral").count() == 1
    assert page.locator(".with-picker").count() == 0
    context.close()


def test_paper_shows_the_list_without_its_frame(sample_pages, browse):
    page = browse("/list/")
    page.emulate_media(media="print")
    for piece in (".bar", ".filter", ".views", ".pager", ".foot", ".head__actions"):
        assert not page.locator(piece).first.is_visible(), piece
    assert page.get_by_role("link", name="Delgado, Angela").is_visible()
