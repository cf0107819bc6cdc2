"""The case room when something went wrong, and when nothing is there yet: forms with faults, pages of a bare case."""

import pytest
from django.urls import reverse

from cases.models import Case
from demo.factories.cases import CaseFactory
from tests.look.conftest import PHONE, faults
from tests.look.scene import CASE_PAGES, addresses
from tests.look.test_every_page_looks_right import RULES_OF_WIDTH, SMALL_DESK, pages_of, resize, shape_of

pytestmark = pytest.mark.django_db

FIND = """
  const typed = "input:not([type=hidden], [type=submit], [type=button]), select, textarea";
  const form = [...document.querySelectorAll("main form")].find(
    (each) => each.method === "post" && each.querySelector(typed));
"""
HAS_FORM = f"() => {{ {FIND} return Boolean(form); }}"
# Sends the form with nothing chosen, nothing written, and days that are no days.
SPOIL = f"""() => {{ {FIND}
  form.querySelectorAll(typed).forEach((control) => {{
    if (control.type === "checkbox" || control.type === "radio") control.checked = false;
    else if (control.tagName === "SELECT") control.add(new Option("?", "no-such-choice", true, true));
    else if (control.type !== "file") control.value = "date" in control.dataset ? "the other day" : "";
  }});
  HTMLFormElement.prototype.submit.call(form);
}}"""
WRONG = ".errs, [aria-invalid=true]"
# Where nothing can be wrong, or where a sentence on the page says what is (nothing was chosen from a list).
NOTHING_WRONG = {"cases:detainer", "cases:intake", "cases:intake-topic"}
A_SENTENCE = {"cases:caseload", "cases:duplicates", "cases:suggestions", "cases:team"}
EMPTY = ("cases:caseload", "cases:team", "cases:packets", "cases:rosters", "cases:moved-dates", "cases:duplicates")


@pytest.fixture(scope="module")
def seen():
    """What was looked at already: where the other role's page is made of the same pieces, it has no other faults."""
    return set()


@pytest.mark.parametrize("role", ["coordinator", "supervisor"])
def test_each_form_of_the_case_room_has_no_fault_when_it_comes_back(browse, client, sign_in, staff, seen, role):
    user = staff(role)
    pages = [(name, address) for name, address in pages_of(role, addresses(user)) if name.startswith("cases:")]
    sign_in(user)
    wrong, silent = {}, set()
    for name, address in pages:
        face = name, shape_of(client.get(address).content.decode())
        if face in seen:
            continue
        seen.add(face)
        page = browse(address, SMALL_DESK)
        if not page.evaluate(HAS_FORM):
            continue
        with page.expect_event("load"):
            page.evaluate(SPOIL)
        if not page.locator(WRONG).count():
            silent.add(name)
            continue
        if not page.title().startswith("Error: "):
            wrong[f"{address} says nothing in its title"] = page.title()
        wrong[address] = faults(page)
        resize(page, PHONE)
        wrong[f"{address} on a phone"] = faults(page, rules=RULES_OF_WIDTH)
    assert {address: found for address, found in wrong.items() if found} == {}
    assert silent <= NOTHING_WRONG | A_SENTENCE


@pytest.mark.parametrize("role", ["coordinator", "supervisor"])
def test_each_page_has_no_fault_when_nothing_is_there(browse, client, sign_in, staff, seen, role):
    user = staff(role)
    sign_in(user)
    pages = [reverse(name) for name in EMPTY] + [reverse("reports:my-day")]
    case = CaseFactory(coordinator=user, state=Case.State.INTAKE, release_date=None, no_date_reason="none")
    shown = [name for name in CASE_PAGES if name != "take-back"]
    pages += [reverse(f"cases:{name}", args=[case.pk]) for name in shown]
    wrong = {}
    for address in pages:
        answer = client.get(address)
        face = address.rstrip("/").rpartition("/")[2], shape_of(answer.content.decode())
        if answer.status_code != 200 or face in seen:  # the other role's
            continue
        seen.add(face)
        page = browse(address, SMALL_DESK)
        wrong[address] = faults(page)
        resize(page, PHONE)
        wrong[f"{address} on a phone"] = faults(page, rules=RULES_OF_WIDTH)
    assert {address: found for address, found in wrong.items() if found} == {}
