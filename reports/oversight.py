"""What supervisors and administrators look at once a week: sign-ins, refusals, emergencies, accounts, the chain.

The same figures are on a page and in a mail; neither names a person whose record this is. One statement a group,
over the index of what is watched (audit/models.py).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.utils import timezone

from accounts.models import Role, User
from audit.models import WATCHED, Action, AuditAnchor, AuditCheck, AuditEvent
from cases.models import EmergencyAccess
from reentry_portal import business_days, clock
from reentry_portal.templatetags.portal import short_time

WEEK = timedelta(days=7)
CHECK_IS_OLD = timedelta(hours=36)
SHOWN = 25


@dataclass(frozen=True)
class Figure:
    label: str
    week: int
    before: int  # the week before


@dataclass(frozen=True)
class AccountChange:
    at: datetime
    who: str
    what: str
    by: str


@dataclass(frozen=True)
class Digest:
    since: datetime
    until: datetime
    figures: list[Figure]
    to_review: int
    late: int
    check: AuditCheck | None
    anchor: AuditAnchor | None
    alerts: list[str] = field(default_factory=list)


def digest() -> Digest:
    """The last seven days beside the seven before, and what asks for attention."""
    until = clock.now()
    since, before = until - WEEK, until - 2 * WEEK
    check, anchor = AuditCheck.objects.order_by("-pk").first(), AuditAnchor.objects.order_by("-pk").first()
    to_review, late = emergencies_to_review()
    return Digest(
        since,
        until,
        [*_figures(before, since), *_emergencies(before, since)],
        to_review,
        late,
        check,
        anchor,
        alerts=[*chain_alerts(check), *([f"{late} emergency access reviews are late."] if late else [])],
    )


def _figures(before: datetime, since: datetime) -> list[Figure]:
    a_user = Q(object_type="accounts_user")
    wanted = {
        "Sign-ins that failed": Q(action=Action.SIGN_IN_FAILED),
        "Lockouts": Q(action=Action.LOCKED_OUT),
        "Refusals": Q(action=Action.REFUSED),
        "Exports": Q(action=Action.EXPORTED),
        "New accounts": a_user & Q(action=Action.CREATED),
        "Role changes": a_user & Q(action=Action.CHANGED, detail__has_key="role"),
        "Accounts closed or opened again": a_user & Q(action=Action.CHANGED, detail__has_key="is_active"),
    }
    return _two_weeks(AuditEvent.objects.filter(WATCHED), "at", wanted, before, since)


def _emergencies(before: datetime, since: datetime) -> list[Figure]:
    wanted = {"Records opened in an emergency": Q(), "Of these, reviewed": Q(reviewed_at__isnull=False)}
    return _two_weeks(EmergencyAccess.objects.all(), "opened_at", wanted, before, since)


def _two_weeks(rows, moment: str, wanted: dict[str, Q], before: datetime, since: datetime) -> list[Figure]:
    """Each thing counted in the week from `since` and in the one from `before`, in one statement."""
    this, last = Q(**{f"{moment}__gte": since}), Q(**{f"{moment}__lt": since})
    counts = {}
    for number, condition in enumerate(wanted.values()):
        counts[f"week_{number}"] = Count("pk", filter=condition & this)
        counts[f"before_{number}"] = Count("pk", filter=condition & last)
    found = rows.filter(**{f"{moment}__gte": before}).aggregate(**counts)
    return [Figure(label, found[f"week_{n}"], found[f"before_{n}"]) for n, label in enumerate(wanted)]


def emergencies_to_review() -> tuple[int, int]:
    """How many wait for their review, and how many of them are late."""
    waiting = EmergencyAccess.objects.to_review()
    found = list(waiting.order_by("opened_at").values_list("opened_at", flat=True)[:1000])
    today = clock.today()
    late = [
        opened
        for opened in found
        if business_days.after(timezone.localdate(opened), EmergencyAccess.REVIEW_DAYS) < today
    ]
    return len(found), len(late)


def chain_alerts(check: AuditCheck | None) -> list[str]:
    """What is wrong with the trail's chain, or with the looking after it."""
    if check is None:
        return ["The audit trail has not been verified yet."]
    if not check.is_whole:
        return [f"The audit trail is not whole: {_first(check)} Call the security officer."]
    if clock.now() - check.at > CHECK_IS_OLD:
        return ["The audit trail was not verified last night."]
    return []


def _first(check: AuditCheck) -> str:
    first = check.faults[0]
    return first["fault"] if first["link"] is None else f"link {first['link']}. {first['fault']}"


def account_changes(since: datetime) -> list[AccountChange]:
    """The newest new accounts and role changes, by name: of staff and partners, not of people served."""
    changes = list(
        AuditEvent.objects.filter(WATCHED, at__gte=since, object_type="accounts_user")
        .filter(Q(action=Action.CREATED) | Q(detail__has_key="role") | Q(detail__has_key="is_active"))
        .order_by(F("at").desc())[:SHOWN]
    )
    ids = {int(event.object_id) for event in changes} | {event.actor_id for event in changes}
    users = User.objects.in_bulk(ids - {None})

    def name(pk):
        return users[pk].get_full_name() if pk in users else "Reentry Portal"

    return [
        AccountChange(event.at, name(int(event.object_id)), _changed(event), name(event.actor_id)) for event in changes
    ]


def _changed(event: AuditEvent) -> str:
    if event.action == Action.CREATED:
        return "New account"
    roles = dict(Role.choices)
    words = []
    if "role" in event.detail:
        before, after = event.detail["role"]
        words.append(f"{roles.get(before, before)} became {roles.get(after, after)}")
    if "is_active" in event.detail:
        words.append("Opened again" if event.detail["is_active"][1] else "Closed")
    return ", ".join(words)


def as_text(found: Digest) -> str:
    """The digest as a mail: figures only."""
    lines = [f"From {found.since:%m/%d/%Y} to {found.until:%m/%d/%Y}. In brackets: the week before.", ""]
    lines += [f"{figure.label}: {figure.week} ({figure.before})" for figure in found.figures]
    lines += ["", f"Emergency accesses that wait for a review: {found.to_review}, late: {found.late}"]
    if found.check:
        verdict = "whole" if found.check.is_whole else "NOT WHOLE"
        looked_at = f"{found.check.links:,} links, {found.check.events:,} events"
        lines.append(f"Audit trail on {short_time(found.check.at)}: {verdict}, {looked_at}")
    if found.anchor:
        lines.append(f"Newest anchor: link {found.anchor.number}, {found.anchor.hash}")
    if found.alerts:
        lines += ["", "Needs attention:", *(f"- {alert}" for alert in found.alerts)]
    return "\n".join(lines) + "\n"
