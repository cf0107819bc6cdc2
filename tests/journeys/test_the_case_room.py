"""A coordinator prepares someone for release, a supervisor looks after the team: by keyboard, and without script."""

import re
import time
from datetime import date, timedelta

import pytest

from tests.journeys.hands import Keyboard, Pointing

HANDS = [Keyboard, Pointing]
SOON = f"{date.today() + timedelta(days=40):%m/%d/%Y}"


@pytest.fixture(params=HANDS, ids=["keyboard", "without script"])
def hands(visit, request):
    """`hands("coordinator@demo.test")` signs in and returns the hands of that person."""
    return lambda email: request.param(visit(email, java_script=request.param.java_script))


def new_person(hand, number: str, last_name: str) -> str:
    """Add someone by hand; returns the address of the case."""
    hand.go("/cases/add/")
    hand.fill("#id_doc_number", number)
    hand.fill("#id_last_name", last_name)
    hand.fill("#id_first_name", "Darnell")
    hand.choose("Male")
    hand.select("#id_facility", "Moberly Correctional Center")
    hand.fill("#id_release_date", SOON)
    hand.press("Add person")
    hand.see(f"{last_name} added")
    return re.search(r"/cases/\d+/", hand.page.url)[0]


def test_a_coordinator_prepares_someone_for_release(hands):
    hand = hands("coordinator@demo.test")
    case = new_person(hand, f"77{time.time_ns() % 1_000_000:06d}", "Quillfeather")

    hand.go(f"{case}plan/")
    hand.follow("Intake")
    hand.choose("Yes", within="main form fieldset >> nth=0")
    hand.press("Save and go on")
    hand.see("Ask in the person's own language")

    hand.go(f"{case}plan/")
    hand.follow("Add goal")
    hand.select("#id_area", "Employment")
    hand.fill("#id_words", "Weld again, and keep the job this time.")
    hand.press("Save goal")
    hand.see("Weld again, and keep the job this time.")
    hand.follow("Add step")
    hand.fill("#id_title", "Call the union hall")
    hand.fill("#id_due_on", "+7")
    hand.press("Add step")
    hand.see("Call the union hall")
    hand.follow("Call the union hall")
    hand.select("#id_state", "Blocked")
    hand.press("Save step")
    hand.see("There is a problem")
    hand.fill("#id_reason", "The hall is closed this week")
    hand.press("Save step")
    hand.see("The hall is closed this week")

    hand.go(f"{case}documents/")
    hand.follow("Birth certificate")
    hand.choose("Asked for")
    hand.fill("#id_tracking", "MO-4711")
    hand.press("Save")
    hand.see("Order MO-4711")

    hand.go(f"{case}home/")
    hand.follow("Propose a place")
    hand.choose("First plan")
    hand.fill("#id_address", "1400 Example Street, Columbia")
    hand.press("Propose this place")
    hand.see("1400 Example Street, Columbia", "Draft")

    hand.go(f"{case}notes/add/")
    hand.fill("#id_text", "Wants evening classes in Mexico.")
    hand.press("Save note")
    hand.see("Wants evening classes in Mexico.")
    hand.follow("Add a correction", exact=False)
    hand.fill("#id_text", "In Moberly, not in Mexico.")
    hand.press("Save note")
    hand.see("Correction of the note of", "In Moberly, not in Mexico.", "Wants evening classes in Mexico.")

    hand.go(f"{case}packet/")
    hand.select("#lang", "Español")
    hand.press("Show")
    hand.see("Lo que quiero", "Weld again, and keep the job this time.", "1-800-799-7233")


def test_a_coordinator_finds_people_and_notes_and_keeps_a_view(hands):
    hand = hands("coordinator@demo.test")
    case = new_person(hand, f"78{time.time_ns() % 1_000_000:06d}", "Thistlewood")
    hand.go(f"{case}notes/add/")
    hand.fill("#id_text", "Plays the accordion on Sundays.")
    hand.press("Save note")
    hand.see("Note saved", "Plays the accordion on Sundays.")
    hand.go("/search/notes/")
    hand.fill("main #id_q", "accordions sunday")
    hand.press("Search notes")
    hand.see("Thistlewood", "Plays the accordion on Sundays")
    hand.follow("People and places")
    hand.see("No one named or numbered “accordions sunday”")

    hand.go("/caseload/?window=60")
    hand.open_part("Keep this view")
    hand.fill("#id_view_name", f"Soon {hand.java_script}")
    hand.press("Save view")
    hand.see(f"Soon {hand.java_script}")


def test_a_supervisor_hands_over_tags_and_merges(hands):
    hand = hands("supervisor@demo.test")
    hand.go("/caseload/")
    for box in hand.page.locator("main input[name=case]").all()[:2]:
        hand.tick(box)
    hand.select("#id_do", "Add tag")
    hand.press("Go on with the people ticked")
    hand.fill("#id_word", "needs glasses")
    hand.press("Add tag")
    hand.see("needs glasses")

    hand.go("/people/twice/")
    hand.choose(hand.page.locator("main fieldset label").first.inner_text().strip())
    hand.fill("main input[name=why] >> nth=0", "The photo is the same")
    hand.press("Decide")
    hand.see("Merged into", "The photo is the same")
    hand.press("Undo", exact=False)
    hand.see("Undone: two people again.")

    hand.go("/team/")
    hand.follow("Hand over", exact=False)
    hand.select("#id_to_user", hand.page.locator("#id_to_user option").nth(1).inner_text())
    hand.fill("#id_why", "Moves to another prison in May")
    hand.press("Hand over")
    hand.see("Moves to another prison in May")
