"""What every page's frame needs: the navigation of the role, and the session's limits."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

VERSION = "0.3"

MY_DAY = ("My day", "home", "my-day")
CASELOAD = ("Caseload", "cases:caseload", "cases")
REFERRALS = ("Referrals", "partners:referrals", "partners")
DIRECTORY = ("Directory", "partners:directory", "directory")
FOLLOW_UPS = ("Follow-ups", "followups:team", "followups")
EMPLOYERS = ("Employers", "employers:list", "employers")
WOMEN = ("Women's programs", "womens_programs:programs", "womens_programs")
ROSTER = ("Roster", "cases:rosters", "roster")
OVERSIGHT = ("Oversight", "reports:oversight", "oversight")
REPORTS = ("Reports", "reports:overview", "overview")
NAV = {
    "coordinator": [MY_DAY, CASELOAD, FOLLOW_UPS, REFERRALS, EMPLOYERS, WOMEN, REPORTS],
    "supervisor": [MY_DAY, CASELOAD, FOLLOW_UPS, REFERRALS, EMPLOYERS, WOMEN, ROSTER, REPORTS],
    "employment": [MY_DAY, CASELOAD, EMPLOYERS, REFERRALS, REPORTS],
    "womens": [MY_DAY, CASELOAD, FOLLOW_UPS, WOMEN, REFERRALS, REPORTS],
    "partner": [
        ("Inbox", "partners:inbox", "inbox"),
        ("People we serve", "partners:people", "people"),
        ("Our services", "partners:our-services", "our-services"),
        ("Our team", "partners:team", "team"),
    ],
    "administrator": [
        ("Administration", "admin:index", "admin"),
        DIRECTORY,
        ROSTER,
        OVERSIGHT,
        ("Outbox", "followups:outbox", "followups"),
    ],
}

# The key that leads to a section after "g" (UX 7.1).
KEYS = {
    "home": "d",
    "cases:caseload": "c",
    "followups:team": "f",
    "partners:referrals": "r",
    "employers:list": "e",
    "womens_programs:programs": "p",
    "reports:overview": "s",
}


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    current: bool
    key: str = ""


@dataclass(frozen=True)
class Frame:
    nav: list
    user_label: str
    role: str
    demo: bool
    idle_seconds: int
    search_url: str | None
    version: str = VERSION


def portal(request):
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"portal": Frame([], "", "", settings.DEMO, 0, None)}
    match = request.resolver_match
    names = {match.namespace or "", match.url_name or ""} if match else set()
    if names & {"rosters", "roster"}:
        names = {"roster"}
    if names & {"oversight"}:
        names |= {"overview"}  # supervisors reach it from the reports
    if match and match.route.startswith("directory/"):
        names |= {"directory"}  # staff reach it from the referrals
    if match and set(match.kwargs) >= {"case_id"} and "pk" not in match.kwargs:
        names = {"cases"}  # every tab of a person's page, whichever room it comes from
    nav = [NavItem(label, reverse(name), place in names, KEYS.get(name, "")) for label, name, place in NAV[user.role]]
    return {
        "portal": Frame(
            nav=nav,
            user_label=user.get_short_name(),
            role=user.role,
            demo=settings.DEMO,
            idle_seconds=settings.SESSION_IDLE_SECONDS,
            search_url=reverse("reports:search") if user.is_department else None,
        )
    }
