"""The verbs of a case. The only place that changes a state; each leaves one event on the timeline."""

from django.db import transaction

from cases.models import Case, Confidentiality, TimelineEvent
from reentry_portal import clock
from reentry_portal.errors import ActionRefused


def record_event(
    *,
    case: Case,
    kind: str,
    title: str,
    by,
    text: str = "",
    confidentiality: str = Confidentiality.GENERAL,
) -> TimelineEvent:
    """Put one event on the case's timeline. `by` is a user, or None for the portal itself (roster, reminders)."""
    event = TimelineEvent(
        case=case,
        kind=kind,
        title=title,
        text=text,
        confidentiality=confidentiality,
        actor=by,
        actor_label=_label(by),
    )
    event.save(force_insert=True)
    return event


def _label(by) -> str:
    if by is None:
        return "Reentry Portal"
    return by.organization.name if by.organization_id else by.get_full_name()


@transaction.atomic
def mark_released(*, case: Case, on, release_type: str, by) -> Case:
    """The person left prison on day `on`. Called through `followups.actions.record_release`."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if Case.State.RELEASED not in Case.ALLOWED.get(case.state, ()):
        raise ActionRefused(f"This case is {case.get_state_display().lower()}; a release cannot be recorded.")
    if on > clock.today():
        raise ActionRefused("The release day is in the future. Record it when the person has left.")
    case.state = Case.State.RELEASED
    case.released_on = on
    case.release_type = release_type
    case.last_activity_at = clock.now()
    case.save(update_fields=["state", "released_on", "release_type", "last_activity_at"])
    record_event(
        case=case,
        kind=TimelineEvent.Kind.CASE,
        title=f"Released on {on:%m/%d/%Y}",
        text=case.get_release_type_display(),
        by=by,
    )
    return case
