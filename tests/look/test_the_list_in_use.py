"""The caseload with script: a look at a person opens under the row and closes again; the filter swaps the rows."""

import pytest
from django.urls import reverse

from demo.factories.cases import CaseFactory, ContactPointFactory, NoteFactory, PlanStepFactory

pytestmark = pytest.mark.django_db


def test_a_look_opens_under_the_row_and_closes(browse, sign_in, staff):
    user = staff("supervisor")
    case = CaseFactory(days=10, person__last_name="Zorn")
    CaseFactory(days=20)
    NoteFactory(case=case, text="Called the sister about a bed.")
    PlanStepFactory(case=case, title="Order the card")
    ContactPointFactory(person=case.person, value="573-555-0142")
    sign_in(user)
    page = browse(reverse("cases:caseload"))
    look = page.get_by_role("row", name="Zorn").get_by_role("link", name="Look")
    look.click()
    below = page.locator(".row--more")
    below.get_by_text("Called the sister about a bed.").wait_for()
    assert below.get_by_text("573-555-0142").is_visible()
    assert look.get_attribute("aria-expanded") == "true"
    look.click()
    assert below.count() == 0
    page.locator("#id_steps").select_option("blocked")
    page.get_by_text("No people match these filters.").wait_for()
