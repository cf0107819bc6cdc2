"""The tabs of a person's page. Each room draws its own; here they are only named."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tab:
    label: str
    url_name: str  # takes the case's id
    roles: frozenset | None = None  # None: every role that sees the case
    women_only: bool = False


TABS = (
    Tab("Overview", "cases:case"),
    Tab("Reentry plan", "cases:plan"),
    Tab("Referrals", "partners:case-referrals"),
    Tab("Work", "employers:case-work"),
    Tab("Women's programs", "womens_programs:case-programs", women_only=True),
    Tab("Follow-up", "followups:case-follow-up"),
    Tab("Notes", "cases:notes"),
    Tab("Home and people", "cases:homes"),
    Tab("Documents", "cases:papers"),
    Tab("History", "cases:history", frozenset({"supervisor"})),
)


def tabs_for(user, case):
    return [
        tab
        for tab in TABS
        if (tab.roles is None or user.role in tab.roles) and (not tab.women_only or case.person.sex == "F")
    ]
