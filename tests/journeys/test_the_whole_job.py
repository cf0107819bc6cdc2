"""A person arrives on a roster, gets a plan, is referred, gets a job and a program, leaves, and is followed up.

In a real browser, against the portal as it runs: gunicorn, PostgreSQL with row-level security, Redis, worker and beat.
"""

import re
import time
from datetime import date, timedelta
from urllib.parse import urljoin

from playwright.sync_api import Page, expect

from demo.sign_ins import SIGN_INS
from tests.cases.roster_files import extract, fak, fak_line

TODAY = date.today()
PARTNER = next(sign_in.organization for sign_in in SIGN_INS if sign_in.email == "partner@demo.test")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str | re.Pattern) -> None:
    page.get_by_role("link", name=name).first.click()


def choose(page: Page, *labels: str) -> None:
    """Tick a box or a radio button by its words."""
    for label in labels:
        page.locator("main label", has_text=re.compile(f"^\\s*{re.escape(label)}")).first.click()


def see(page: Page, *texts: str) -> None:
    for text in texts:
        expect(page.locator("main")).to_contain_text(text)


def day(days: int, form="%m/%d/%Y") -> str:
    return f"{TODAY + timedelta(days=days):{form}}"


def bring_roster(page: Page, name: str, content: bytes, *, look_again: bool = False) -> None:
    """Upload a roster, wait for the worker to read it, look, apply, wait for the result."""
    page.goto("/roster/")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    press(page, "Check this file")
    wait_for(page, "What it would change", look_again)
    press(page, "Apply these changes")
    wait_for(page, "What changed", look_again)


def wait_for(page: Page, heading: str, look_again: bool) -> None:
    """The page follows by itself; without JavaScript its link does."""
    until = time.monotonic() + 30
    while look_again and time.monotonic() < until and not page.get_by_role("heading", name=heading).count():
        time.sleep(0.5)
        page.goto(page.url)
    expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=30_000)


def test_from_the_roster_to_the_first_follow_up(portal, visit):
    supervisor = visit("supervisor@demo.test")
    rows = [
        {"doc_id": "1234567", "last_name": "QUILLFEATHER", "first_name": "DARNELL", "sex": "M", "facility": "MCC"},
        {"doc_id": "1234568", "last_name": "QUILLFEATHER", "first_name": "ANGELA", "sex": "F", "facility": "CCC"},
    ]
    known = {"cycle": "20240110", "county": "BOON", "birth_date": "1988-01-15", "housing_unit": "HU-4"}
    dates = {"conditional_date": day(60, "%Y%m%d"), "maximum_date": day(400, "%Y%m%d")}
    bring_roster(supervisor, "extract.csv", extract(*({**row, **known, **dates} for row in rows)))
    see(supervisor, "Quillfeather, Darnell", "New person", day(60))

    coordinator = visit("coordinator@demo.test")
    case_path = open_case(coordinator)
    plan_and_notes(coordinator, case_path)
    refer(coordinator, case_path)
    answer(visit, coordinator, case_path)

    employment = visit("employment@demo.test")
    application_path = put_forward(employment, case_path)
    join_a_program(visit, rows[1])

    portal.manage("move_clock", "--days", "2")
    hire(visit("employment@demo.test"), application_path)
    coordinator = visit("coordinator@demo.test")
    record_release(coordinator, case_path)

    portal.manage("move_clock", "--days", "1")
    coordinator = visit("coordinator@demo.test")
    a_reminder_arrives(portal, coordinator)
    coordinator.goto(f"{case_path}follow-up/")
    follow(coordinator, re.compile("24|first day|Day 1|One day", re.I))
    choose(coordinator, "Reached")
    coordinator.locator("#id_note").fill("Called. Has a bed, a phone and a ride to work.")
    press(coordinator, "Record the outcome")
    see(coordinator, "Has a bed, a phone and a ride to work.")
    timeline_and_trail(visit, case_path)


def open_case(page: Page) -> str:
    """My day, then the caseload narrowed by filters, then the person by name and by DOC number."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    follow(page, "Caseload")
    page.locator("#id_q").fill("Quillfeather")
    see(page, "Quillfeather, Darnell")
    page.goto("/search/?q=1234567")
    page.wait_for_url(re.compile(r"/cases/\d+/$"))
    see(page, "Moberly", day(60))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Darnell Quillfeather")
    return re.sub(r"^https?://[^/]+", "", page.url)


def plan_and_notes(page: Page, case_path: str) -> None:
    follow(page, "Add need")
    page.get_by_label("Area").select_option(label="Housing")
    page.locator("#id_standing").fill("No place yet")
    page.locator("#id_next_action").fill("Ask for a bed")
    press(page, "Add need")
    see(page, "Need added", "Housing")

    page.goto(f"{case_path}plan/")
    see(page, "Home plan approved, or a bed asked for")
    before = page.locator("main").inner_text()
    page.goto(f"{case_path}dates/")
    page.locator("#id_date").fill(day(75))
    page.get_by_label("Where it comes from").fill("The board's letter")
    press(page, "Confirm this date")
    see(page, "Open steps moved with it")
    page.goto(f"{case_path}plan/")
    assert page.locator("main").inner_text() != before

    page.goto(f"{case_path}notes/add/")
    page.locator("#id_text").fill("Wants work in welding and asked about evening classes.")
    choose(page, "General")
    press(page, "Save note")
    see(page, "Wants work in welding")


def refer(page: Page, case_path: str) -> None:
    """Without a release of information that covers it, sending is refused; with it, the referral goes."""
    page.goto(f"{case_path}referrals/")
    follow(page, re.compile("^Housing"))
    page.goto(f"{page.url.partition('?')[0]}?q={PARTNER}")
    follow(page, re.compile(f"^{PARTNER}"))
    see(page, "Nothing can be sent yet", "No release of information")
    follow(page, "Record a signed release")
    choose(page, "On screen")
    choose(page, "Read and explained")
    press(page, "Record the signed release")
    see(page, "recorded", "Always shared")
    page.get_by_label("Why this referral").fill("Needs a bed from the first night.")
    press(page, "Check what will be shared")
    see(page, "word for word", "Darnell Q.", "Needs a bed from the first night.")
    press(page, "Send referral")
    see(page, "sent to")


def answer(visit, coordinator: Page, case_path: str) -> None:
    """The partner to whom it went sees it and nothing else of the person; the other organization sees nothing."""
    partner, other = visit("partner@demo.test"), visit("partner2@demo.test")
    expect(other.locator("main")).not_to_contain_text("Darnell Q.")
    follow(partner, "Darnell Q.")
    see(partner, "Darnell signed a release of information", "Needs a bed from the first night.")
    expect(partner.locator("main")).not_to_contain_text("welding")
    referral = re.search(r"/partner/referrals/(\d+)/", partner.url)[1]
    assert other.goto(f"/partner/referrals/{referral}/").status == 404
    assert partner.goto(case_path).status == 403
    partner.goto(f"/partner/referrals/{referral}/")
    take(partner, "Accept")
    expect(partner.get_by_role("heading", level=1)).to_contain_text("Darnell Quillfeather")
    take(partner, "Record first contact")
    open_step(partner, "Record the outcome")
    choose(partner, "Completed")
    choose(partner, "Need met")
    partner.get_by_label("Outcome in words").fill("Moved in, rent paid for three months")
    finish_step(partner)
    see(partner, "Moved in, rent paid")
    coordinator.goto(f"/referrals/{referral}/")
    see(coordinator, "Completed", "Moved in, rent paid for three months")


def open_step(page: Page, name: str) -> None:
    page.locator("summary", has_text=name).first.click()


def take(page: Page, name: str) -> None:
    open_step(page, name)
    finish_step(page)


def finish_step(page: Page) -> None:
    page.locator("details.step[open] .buttons button").click()


def put_forward(page: Page, case_path: str) -> str:
    page.goto(f"/employers{case_path}")
    see(page, "Readiness")
    fits = page.get_by_role("link", name=re.compile("^Put forward"))
    if fits.count():
        fits.first.click()
    else:
        page.goto("/employers/jobs/")
        page.locator("main table a[href*='/employers/jobs/']").first.click()
        page.goto(f"{page.url}put-forward{case_path.replace('/cases', '')}")
    page.get_by_label("What speaks for this person").fill("Two years of welding")
    choose(page, "The person agrees that this employer hears of them")
    press(page, "Put forward")
    see(page, "put forward for")
    path = re.search(r"/employers/applications/\d+/", page.url)[0]
    page.goto(f"{path}interview/")
    choose(page, "Video")
    page.locator("#id_day").fill(day(1))
    page.locator("#id_time").fill("10:00")
    page.locator("#id_place").fill("Visiting room 2")
    press(page, "Book interview")
    see(page, "Booked")
    return path


def hire(page: Page, path: str) -> None:
    page.goto(f"{path}outcome/")
    choose(page, "Yes")
    submit(page)
    page.goto(f"{path}offer/")
    page.locator("#id_wage").fill("21.50")
    page.locator("#id_start_date").fill(day(80))
    submit(page)
    see(page, "Before release", "Yes")
    page.goto(f"{path}accept/")
    submit(page)
    see(page, "$21.50 an hour")


def submit(page: Page) -> None:
    page.locator("main form input[type=submit], main form button:not([type=button])").last.click()


def join_a_program(visit, row: dict) -> None:
    """A full group puts the next woman in line."""
    page = visit("women@demo.test")
    page.goto(f"/search/?q={row['doc_id']}")
    page.wait_for_url(re.compile(r"/cases/\d+/$"))
    page.goto(page.url.replace("/cases/", "/womens-programs/cases/"))
    see(page, "Her programs", "No program yet")
    closed = page.locator("main details:not([open]) summary")
    if closed.count():
        closed.first.click()
    for address in page.locator("main a[href*='/enroll/']").evaluate_all("links => links.map(link => link.href)"):
        page.goto(address)
        here = page.locator("#id_cohort option", has_text="Chillicothe")
        if here.count():
            page.locator("#id_cohort").select_option(here.last.get_attribute("value"))
            break
    page.locator("#id_why").fill("Asked for it herself")
    page.get_by_label("Why she goes in although she leaves before the last session").fill("Goes on at Fulton")
    press(page, "Enroll")
    expect(page.get_by_role("table").first).to_contain_text(re.compile("Enrolled|Waitlist|in line", re.I))


def record_release(page: Page, case_path: str) -> None:
    page.goto(f"{case_path}follow-up/")
    page.locator("#id_on").fill(day(2))
    page.get_by_label("Type of release").select_option(label="Conditional release")
    press(page, "Record the release")
    see(page, "Follow-ups after release", day(3))


def a_reminder_arrives(portal, page: Page) -> None:
    """Beat rings, the worker opens what is due and mails its owner: once, without a word about the person."""
    until = time.monotonic() + 60
    while time.monotonic() < until and not any("coordinator@demo.test" in mail["To"] for mail in portal.mails()):
        time.sleep(0.5)
    page.goto("/demo/mail/")
    see(page, "A follow-up is due")
    expect(page.locator("main")).not_to_contain_text("Quillfeather")


def timeline_and_trail(visit, case_path: str) -> None:
    page = visit("supervisor@demo.test")
    page.goto(case_path)
    told = read_on(page, "Show older")
    for event in (
        "Roster of",
        "Release date",
        "Housing",
        "Wants work in welding",
        "Release of information",
        "Referral",
        "Put forward for",
        "Job offered before release",
        "Released on",
        "follow-ups laid out",
    ):
        assert event in told, f"The timeline does not tell of: {event}\n{told}"
    page.goto(f"{case_path}history/")
    told = read_on(page, "Next")
    for event in ("Looked at", "Searched", "Shown outside the department"):
        assert event in told, f"The trail does not tell of: {event}\n{told}"


def read_on(page: Page, link: str) -> str:
    """The words of a list on all of its pages."""
    told = page.locator("main").inner_text()
    while (further := page.get_by_role("link", name=link)).count():
        page.goto(urljoin(page.url, further.get_attribute("href")))
        told += page.locator("main").inner_text()
    return told


def test_the_roster_can_be_brought_without_java_script(portal, visit):
    page = visit("supervisor@demo.test", java_script=False, size=(390, 844))
    rows = [fak_line(1300000 + n, last="OAKENSHIELD", minimum=day(50 + n, "%Y%m%d")) for n in range(30)]
    bring_roster(page, "fak930.txt", fak(*rows[:10], "too short", *rows[10:]), look_again=True)
    see(page, "Oakenshield, Darnell", "The line has 9 characters instead of 298")


def test_the_command_works_with_the_workers_login(portal, tmp_path):
    file = tmp_path / "made.txt"
    portal.manage("make_roster", str(file), "--lines", "3000")
    # A made-up file names nobody of the last one, which the portal takes for a file that was cut off.
    said = portal.manage("import_roster", str(file), "--confirm", "A roster of invented people", as_worker=True)
    assert "New person" in said


def test_an_administrator_reaches_every_list(portal, visit):
    page = visit("admin@demo.test")
    page.goto("/admin/")
    links = page.locator("#content-main th a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(links) > 10
    for link in links:
        assert page.goto(link).status == 200, link
        add = page.locator("a.addlink")
        if add.count():
            add.first.click()
            expect(page.locator("#content form").first).to_be_visible()
    visitor = visit("supervisor@demo.test")
    assert visitor.goto("/admin/").status == 403
