"""Every page that a role may enter, opened in a browser at the desk and on a phone: no rule finds a fault."""

import re

import pytest
from django.urls import reverse

from accounts.models import Role
from tests.accounts.access_table import ANYONE, TABLE
from tests.look.conftest import OWN_CHECKS, PHONE, faults
from tests.look.scene import addresses

pytestmark = pytest.mark.django_db

SMALL_DESK = (1280, 900)
SMALLEST = (360, 740)  # what partners' phones have
NOT_PAGES = {
    "health",
    "keep-alive",
    "home",  # sends each role on to a page that is in the table itself
    "cases:export",  # a file
    # Files.
    "cases:set-aside",
    "partners:import-rejects",
    "partners:export",
    # They come after a password, or after it was confirmed: tests/accounts/test_second_step_pages.py looks at them.
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "state-sign-in",  # these two lead elsewhere
    "state-sign-in-done",
    # A button elsewhere presses these; asked for as a page they send back, or refuse.
    "cases:apply-roster",
    "cases:discard-roster",
    "cases:close-emergency",
    "cases:document",  # a file
    "cases:packet-pdf",  # a file
    "cases:packet-zip",  # a file
    # A button elsewhere presses these; asked for as a page they send back, or refuse.
    "cases:confirm-home",
    "cases:draw-plan",
    "cases:end-condition",
    "cases:note-draft",
    "cases:end-person-around",
    "cases:step-done",
    "cases:snooze",
    "cases:save-view",
    "cases:drop-view",
    "cases:hand-over-seen",
    "cases:decide-duplicate",
    "cases:undo-merge",
    "cases:add-rule",
    "cases:drop-rule",
    "cases:undo-step",
    "cases:withdraw-date",
    "cases:quick",  # a row of the list, seen there
    "partners:partner-step",
    "partners:give-card",
    "partners:clear-visitor",
    "partners:consent-scan",  # files
    "partners:sheet-file",
    *(
        "followups:appointment-file",
        "followups:calendar",
        "followups:text-received",
        "followups:returned",
    ),  # not for eyes
    *("followups:calendar-feed", "followups:end-cover", "followups:settle", "followups:channel"),
    "followups:send-test",
    "employers:invite",
    "employers:opening-state",
    "employers:readiness",
}
ADMIN = ["index", "accounts_user_changelist", "accounts_organization_add", "audit_auditevent_changelist"]
FACES = {  # the questions to ask a page that has more than one face
    "account_login": ["?next=/caseload/"],
    "cases:add-assessment": ["", "?tool=wrna_release"],
    "cases:caseload": ["", "?q=nobody-has-this-name", "?sort=name"],
    "cases:emergencies": ["", "?all=1"],
    "cases:history": ["", "?kind=emergency&since=today", "?kind=shared&until=never", "?whole=1"],
    "cases:packet": ["", "?lang=es&large=1"],
    "followups:team": ["", "?up=1", "?owner=0"],
    "employers:list": ["", "?q=nobody-has-this-name"],
    "partners:directory": ["", "?county=BOON&near=100", "?q=nobody-has-this-name"],
    "partners:organizations": ["", "?q=nobody-has-this-name"],
    "partners:inbox": ["", "?tab=accepted", "?tab=waiting", "?tab=closed"],
    "reports:my-day": ["", "?team=all"],
    "reports:search": ["", "?q=angela", "?q=example", "?q=nobody-has-this-name"],
    "reports:search-notes": ["", "?q=work", "?q=nobody-has-this-name"],
    "womens_programs:board": ["", "?view=table"],
    "womens_programs:move": ["?step=enrolled"],
}
# Of axe's rules, those whose answer hangs on the width of the page.
RULES_OF_WIDTH = ["target-size", "scrollable-region-focusable", "css-orientation-lock", "meta-viewport"]


def pages_of(role, made) -> list[tuple[str, str]]:
    """Name and address of every page that the role may enter."""
    found = []
    for name, allowed in TABLE.items():
        if name in NOT_PAGES or (allowed is not ANYONE if role is None else role not in allowed):
            continue
        if name == "admin":
            found += [(page, reverse(f"admin:{page}")) for page in ADMIN]
            continue
        for args in made.get(name, [()]):
            query = args[-1] if args and str(args[-1]).startswith("?") else ""
            address = reverse(name, args=args[:-1] if query else args) + query
            found += [(name, address + query) for query in FACES.get(name, [""])]
    return found


def shape_of(html: str) -> frozenset:
    """The pieces that a page is made of."""
    return frozenset(re.findall(r'<(\w+)|class="([^"]*)"', html))


def resize(page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})


@pytest.fixture(scope="module")
def seen():
    """What was looked at already: where another role's page is made of the same pieces, it has no other faults."""
    return set()


@pytest.mark.parametrize("role", [None, *Role.values])
def test_each_page_of_a_role_has_no_fault(browse, client, sign_in, staff, seen, role):
    user = staff(role or "coordinator")
    pages = pages_of(role, addresses(user))
    if role:
        sign_in(user)
    wrong = {}
    for name, address in pages:
        answer = client.get(address)
        if answer.status_code != 200:
            wrong[address] = [f"answers {answer.status_code}"]
            continue
        face = name, shape_of(answer.content.decode())
        if face in seen:
            continue
        seen.add(face)
        page = browse(address, SMALL_DESK)
        wrong[address] = faults(page)
        resize(page, PHONE)
        wrong[f"{address} on a phone"] = faults(page, rules=RULES_OF_WIDTH)
        if role == Role.PARTNER:
            resize(page, SMALLEST)
            wrong[f"{address} on the smallest phone"] = page.evaluate(OWN_CHECKS)
    assert {address: found for address, found in wrong.items() if found} == {}
