"""Pages, and things to do for a person, that someone looks for by their words: what the search box offers besides
people and places (UX 7.10)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import resolve, reverse

from accounts.access import allowed_roles
from cases.models import Case
from cases.search import words_of

# What it is called, its address's name, and other words that people look for it by.
PAGES = (
    ("My day", "home", "today start home"),
    ("Caseload", "cases:caseload", "people list"),
    ("Add a person", "cases:add-person", "new case open"),
    ("Follow-ups", "followups:team", "checkpoints after release due"),
    ("Cover for a colleague", "followups:cover", "leave away absence"),
    ("Hand people over", "followups:hand-over", "handover reassign leave"),
    ("Referrals", "partners:referrals", "partners replies"),
    ("Directory of services", "partners:directory", "partners find service"),
    ("Partner organizations", "partners:organizations", "agencies nonprofits"),
    ("Visits and gate list", "partners:gate-list", "visitors clearance"),
    ("Employers", "employers:list", "companies work"),
    ("Add an employer", "employers:add-employer", "new company"),
    ("Jobs", "employers:openings", "openings work vacancies"),
    ("Hiring events", "employers:events", "fairs interviews"),
    ("Add a hiring event", "employers:add-event", "new fair"),
    ("Women's programs", "womens_programs:programs", "groups waitlist classes"),
    ("Release packets", "cases:packets", "print pdf"),
    ("Dates that moved", "cases:moved-dates", "release digest"),
    ("Team and unassigned people", "cases:team", "balance caseload assign"),
    ("People who are in twice", "cases:duplicates", "duplicates merge same"),
    ("Roster", "cases:rosters", "import upload extract fak930"),
    ("Emergency access", "cases:emergency", "break glass urgent"),
    ("Emergencies to review", "cases:emergencies", "access"),
    ("Search in notes", "reports:search-notes", "text words"),
    ("Reports", "reports:overview", "figures measures numbers"),
    ("Oversight", "reports:oversight", "looks trail audit"),
    ("Reminders and calendar", "followups:reminders", "settings mail feed"),
    ("Change password", "account_change_password", "settings account"),
)
MOST_PAGES = 5


@dataclass(frozen=True)
class Way:
    """A link with its words."""

    words: str
    url: str


@dataclass(frozen=True)
class Deed:
    """Something to do for a person, by the first word that asks for it: "note halvorsen"."""

    words: str
    page: str
    asked_by: tuple[str, ...]

    def for_(self, case: Case) -> Way:
        return Way(f"{self.words} {case.person.full_name}", reverse(self.page, args=[case.pk]))


DEEDS = (
    Deed("Add note for", "cases:add-note", ("note", "notes", "call", "log")),
    Deed("Plan of", "cases:plan", ("plan", "step", "steps")),
    Deed("Referrals of", "partners:case-referrals", ("refer", "referral", "referrals")),
    Deed("Print packet for", "cases:packet", ("packet", "print")),
)


def pages_named(typed: str, *, user) -> list[Way]:
    """Those that the user may enter and of which every word typed begins a word."""
    asked = words_of(typed)
    found = []
    for title, name, others in PAGES if asked else ():
        known = words_of(title) + others.split()
        if all(any(word.startswith(begun) for word in known) for begun in asked) and _may_enter(user, name):
            found.append(Way(title, reverse(name)))
    return found[:MOST_PAGES]


def _may_enter(user, name: str) -> bool:
    match = resolve(reverse(name))
    return user.role in allowed_roles(match.func, match)


def deed_asked(typed: str) -> tuple[Deed | None, str]:
    """What "note for halvorsen" asks to do, and the name that is left; (None, typed) where it asks for nothing."""
    first, _, name = typed.partition(" ")
    name = name.removeprefix("for ").strip()
    deed = next((deed for deed in DEEDS if first.lower() in deed.asked_by), None)
    return (deed, name) if deed and name else (None, typed)


def deeds_for(cases: Iterable[Case], deed: Deed | None) -> list[Way]:
    """The one asked for, for each of the people; or everything that can be done for the only one."""
    cases = list(cases)
    if deed:
        return [deed.for_(case) for case in cases]
    return [each.for_(cases[0]) for each in DEEDS] if len(cases) == 1 else []
