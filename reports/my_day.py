"""What one member of staff has before them today: a few bounded lists, each one statement."""

from datetime import datetime, time, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Role
from audit.models import AuditCheck
from cases.access import classes_read_by
from cases.models import Appointment, Case, Category, Need, PlanStep, TimelineEvent
from cases.recent import RECENT
from followups.models import FollowUp
from followups.oversight import covered_by
from partners.models import Referral
from reentry_portal import clock
from reports import oversight

SHOWN = 12
LEAVING_WITHIN = 14
NEWS_FROM_PARTNERS = ("accepted", "declined", "question", "started", "completed", "ended_early")
READY_FOR_RELEASE = {
    "identification": "ID",
    "housing": "Home plan",
    "transportation": "Ride",
    "health": "Health",
    "employment": "Work",
}


def cases_of(user, *, whole_team: bool):
    """The user's own cases; for a supervisor who asks, everyone's."""
    visible = Case.objects.visible_to(user).filter(state__in=Case.OPEN)
    return visible if whole_team else visible.filter(coordinator=user)


def steps_to_do(cases, *, user, today):
    """Unfinished steps due by today that no one put off, oldest first."""
    return (
        PlanStep.objects.filter(case__in=cases, state__in=PlanStep.UNFINISHED, due_on__lte=today)
        .awake(today)
        .readable_by(classes_read_by(user))
        .select_related("case__person", "case__coordinator")
        .order_by("due_on", "id")
    )


def follow_ups_to_do(cases, *, user, whole_team: bool, today):
    """The user's own, those of colleagues whom they cover, and those that came up to them; or the whole team's."""
    own = Q(owner=user) | Q(owner__in=covered_by(user)) | Q(escalated_to=user)
    return (
        FollowUp.objects.waiting()
        .filter(Q(case__in=cases) if whole_team else own, due_on__lte=today)
        .select_related("case__person", "owner")
        .order_by("due_on", "id")
    )


def leaving(cases, *, today):
    """People who leave within two weeks, or whose date has passed."""
    until = today + timedelta(days=LEAVING_WITHIN)
    return cases.filter(state__in=Case.INSIDE, release_date__lte=until).order_by("release_date", "id")


def leaving_soon(cases, *, today):
    """The first of those who leave, with what is still open for release day."""
    soon = list(_with_standing(leaving(cases, today=today).select_related("person", "facility"))[:SHOWN])
    for case in soon:
        unfinished, finished = set(case.needs_open + case.steps_open), set(case.needs_met + case.steps_finished)
        case.marks = [
            {"label": label, "open": code in unfinished or code not in finished}
            for code, label in READY_FOR_RELEASE.items()
        ]
    return soon


def _with_standing(cases):
    """Add the areas of release day in which something is unfinished, and in which something is finished.

    An area in which nothing was ever recorded is in neither: no news is not good news.
    """

    def areas(rows, states):
        found = rows.filter(case=OuterRef("pk"), area__code__in=list(READY_FOR_RELEASE), state__in=states)
        return ArraySubquery(found.order_by().values("area__code"))

    return cases.annotate(
        needs_open=areas(Need.objects, Need.OPEN),
        steps_open=areas(PlanStep.objects, PlanStep.UNFINISHED),
        needs_met=areas(Need.objects, [Need.State.MET]),
        steps_finished=areas(PlanStep.objects, PlanStep.FINISHED),
    )


def replies_from_partners(cases):
    return (
        Referral.objects.filter(case__in=cases, state__in=NEWS_FROM_PARTNERS)
        .filter(Exists(Case.objects.filter(pk=OuterRef("case"), state__in=Case.OPEN)))
        .select_related("case__person", "organization", "service")
        .order_by("-pk")
    )


def alerts_for(user) -> list[str]:
    """What a supervisor has to know before anything else, one sentence each."""
    if user.role != Role.SUPERVISOR:
        return []
    waiting, late = oversight.emergencies_to_review()
    was = "record was" if waiting == 1 else "records were"
    opened = f"{waiting} {was} opened in an emergency and not reviewed yet{f', {late} of them late' if late else ''}."
    check = AuditCheck.objects.order_by("-pk").first()
    broken = [] if check is None or check.is_whole else oversight.chain_alerts(check)
    return [*broken, *([opened] if waiting else [])]


def moved_dates(cases, *, today):
    """Release dates that moved in the last seven days."""
    return (
        TimelineEvent.objects.filter(
            case__in=cases,
            kind=TimelineEvent.Kind.RELEASE_DATE,
            at__gte=clock.now() - timedelta(days=7),
        )
        .select_related("case__person")
        .order_by("-pk")[:SHOWN]
    )


def appointments(cases, *, user):
    """Today's and tomorrow's."""
    today = clock.today()
    until = timezone.make_aware(datetime.combine(today + timedelta(days=2), time.min))
    since = timezone.make_aware(datetime.combine(today, time.min))
    return (
        Appointment.objects.filter(case__in=cases, state=Appointment.State.PLANNED)
        .filter(starts_at__gte=since, starts_at__lt=until)
        .filter(category__in=categories_read_by(user))
        .select_related("case__person")
        .order_by("starts_at", "id")[:SHOWN]
    )


def categories_read_by(user) -> list[str]:
    reads = classes_read_by(user)
    return [category.value for category in Category if category.confidentiality in reads]


def recent_people(request):
    """Whom the user opened last, newest first, of those still in sight."""
    ids = request.session.get(RECENT, [])
    cases = Case.objects.visible_to(request.user).select_related("person", "facility").in_bulk(ids)
    return [cases[case_id] for case_id in ids if case_id in cases]


def by_worker(steps) -> list[tuple[str, list]]:
    """The steps under the name of who carries the case."""
    groups: dict[str, list] = {}
    for step in steps:
        worker = step.case.coordinator
        groups.setdefault(worker.get_full_name() if worker else "Unassigned", []).append(step)
    return sorted(groups.items())
