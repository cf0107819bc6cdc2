"""A person's trail in words: for the supervisors who watch over it, and for the person it is about."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.apps import apps

from accounts.models import User
from audit.models import Action, AuditEvent
from cases.models import EmergencyAccess
from cases.tabs import TABS
from reentry_portal.templatetags.portal import named

PORTAL = "Reentry Portal"
EMERGENCY = "emergency:"
WROTE = (Action.CREATED, Action.CHANGED, Action.REMOVED)
KINDS = {  # what the page of the history can be narrowed to
    "looked": ("Looked at, or found in a search", (Action.VIEWED, Action.SEARCHED)),
    "changed": ("Added, changed or removed", WROTE),
    "shared": ("Shown outside the department, or exported", (Action.DISCLOSED, Action.EXPORTED)),
    "emergency": ("Opened in an emergency", ()),
}
LISTS = {
    "caseload": "caseload list",
    "my_day": "My day",
    "people": "people",
    "notes": "notes",
    "emergencies": "emergency access",
}


@dataclass
class Line:
    """One event as the history shows it."""

    event: AuditEvent
    who: str
    what: str
    why: str


@dataclass
class Day:
    """What one person did on one day, in words for the person it is about."""

    on: date
    who: str
    did: list[str] = field(default_factory=list)


def lines_of(events: Iterable[AuditEvent]) -> list[Line]:
    """The events with names and reasons: two statements, however many there are."""
    events = list(events)
    who = _names({event.actor_id for event in events}, formal=True)
    why = _reasons({event.basis for event in events})
    return [
        Line(
            event,
            who=who.get(event.actor_id, PORTAL),
            what=f"{event.get_action_display()}: {thing(event.object_type)}",
            why=why.get(event.basis, named(event.basis)),
        )
        for event in events
    ]


def days_in_words(rows: Iterable[dict]) -> list[Day]:
    """Rows of `audit.querysets.days_of` as sentences: who did what on a day, each thing once."""
    rows = list(rows)
    who = _names({row["actor_id"] for row in rows}, formal=False)
    days: dict[tuple, Day] = {}
    for row in rows:
        day = days.setdefault((row["day"], row["actor_id"]), Day(row["day"], who.get(row["actor_id"], "The portal")))
        phrase = _did(row["action"], row["object_type"], " in an emergency" * row["basis"].startswith(EMERGENCY))
        if phrase not in day.did:
            day.did.append(phrase)
    return list(days.values())


def _did(action: str, object_type: str, how: str) -> str:
    what = thing(object_type).lower()
    if action == Action.SEARCHED:
        return f"found you in a search{how}"
    if action == Action.VIEWED:
        return f"saw your name in a list{how}" if object_type in LISTS else f"looked at your record{how}: {what}"
    if action == Action.DISCLOSED:
        return f"shared information about you{how}: {what}"
    if action == Action.EXPORTED:
        return f"put information about you into a file{how}: {what}"
    return f"wrote in your record{how}: {what}"


@cache
def _things() -> dict[str, str]:
    tables = {
        model._meta.db_table: str(model._meta.verbose_name).capitalize()
        for model in apps.get_models()
        if model._meta.app_label not in ("audit", "auth", "sessions", "axes")
    }
    return tables | {tab.url_name: tab.label for tab in TABS} | LISTS


def thing(object_type: str) -> str:
    """What a table or a page is called."""
    return _things().get(object_type) or named(object_type).capitalize()


def _names(ids: set, *, formal: bool) -> dict[int, str]:
    """Who acted. A person's own copy names staff by initial and role, and partners by their organization."""
    users = User.objects.select_related("organization").in_bulk(ids - {None})
    if formal:
        return {
            pk: f"{user.get_full_name()}, {user.organization or user.get_role_display()}" for pk, user in users.items()
        }
    return {
        pk: user.organization.name if user.organization else f"{user.get_short_name()}, {user.get_role_display()}"
        for pk, user in users.items()
    }


def _reasons(bases: set[str]) -> dict[str, str]:
    ids = {int(basis.removeprefix(EMERGENCY)) for basis in bases if basis.startswith(EMERGENCY)}
    if not ids:
        return {}
    reasons = EmergencyAccess.objects.filter(pk__in=ids).values_list("pk", "reason")
    return {f"{EMERGENCY}{pk}": f"Emergency: {reason}" for pk, reason in reasons}
