from django.db import IntegrityError, transaction

from cases.actions.cases import locked, must_be_open, record_event, touch
from cases.models import Case, Need, TimelineEvent
from cases.seen import must_be_as_seen
from reentry_portal.errors import ActionRefused

NEED_STANDING = ("state", "is_blocked", "reason", "standing", "next_action", "due_on")
EDITABLE = ("standing", "next_action", "due_on", "reason", "is_blocked", "owner")


@transaction.atomic
def add_need(*, case: Case, area, by, **fields) -> Need:
    """Record a need in an area of life; its confidentiality class follows from the area."""
    case = locked(case)
    must_be_open(case)
    try:
        with transaction.atomic():
            need = Need.objects.create(case=case, area=area, confidentiality=area.confidentiality, **fields)
    except IntegrityError as error:
        raise ActionRefused(f"{area.name} is on the list of needs already.") from error
    if case.state == Case.State.INTAKE:
        case.state = Case.State.PLANNING
    touch(case, "state")
    record_event(
        case=case,
        kind=TimelineEvent.Kind.NEED,
        title=f"Need recorded: {area.name}",
        text=need.standing,
        confidentiality=need.confidentiality,
        by=by,
    )
    return need


@transaction.atomic
def change_need(*, need: Need, state: str, by, seen: str = "", **fields) -> Need:
    """Change where a need stands. `seen` is the version that the person had before them when they decided.

    Raises ActionRefused when the step is not allowed, SomeoneElseFirst when someone else changed it meanwhile.
    """
    case = locked(need.case)
    must_be_open(case)
    need = Need.objects.select_for_update(of=("self",)).select_related("area").get(pk=need.pk)
    must_be_as_seen(need, NEED_STANDING, seen)
    if state != need.state and state not in Need.ALLOWED[need.state]:
        raise ActionRefused(
            f"A need that is {need.get_state_display().lower()} cannot become {Need.State(state).label.lower()}."
        )
    for name in EDITABLE:
        if name in fields:
            setattr(need, name, fields[name])
    if (state in (Need.State.DECLINED, Need.State.DEFERRED) or need.is_blocked) and not need.reason:
        raise ActionRefused("Say why it is declined, deferred or blocked.")
    moved = state != need.state
    need.state = state
    need.save()
    touch(case)
    title = f"{need.area.name}: {need.get_state_display()}" if moved else f"{need.area.name}: details changed"
    record_event(
        case=case,
        kind=TimelineEvent.Kind.NEED,
        title=title,
        text=need.standing,
        confidentiality=need.confidentiality,
        by=by,
    )
    return need
