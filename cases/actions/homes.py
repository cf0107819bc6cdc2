from datetime import date, datetime

from django.db import IntegrityError, transaction

from cases.actions.cases import locked, must_be_open, record_event, touch
from cases.models import (
    Case,
    Category,
    Condition,
    Confidentiality,
    HomePlan,
    PersonAround,
    Supervision,
    TimelineEvent,
)
from cases.seen import must_be_as_seen
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

HOME_FIELDS = ("kind", "address", "county_id", "host", "host_phone", "rules", "paid_by")
SUPERVISION_FIELDS = ("officer", "phone", "report_at", "report_place", "directions")
State = HomePlan.State


@transaction.atomic
def propose_home(*, case: Case, rank: str, by, **fields) -> HomePlan:
    """Write down a place to live, first or backup; `fields` are those of HOME_FIELDS."""
    case = locked(case)
    must_be_open(case)
    try:
        with transaction.atomic():
            home = HomePlan.objects.create(case=case, rank=rank, **fields)
    except IntegrityError as error:
        rank = HomePlan.Rank(rank).label.lower()
        raise ActionRefused(f"There is a {rank} already. Withdraw it, or wait until it is decided.") from error
    _tell(case, f"Home plan: {home.get_kind_display().lower()}, {home.get_rank_display().lower()}", by)
    return home


@transaction.atomic
def edit_home(*, home: HomePlan, by, seen: str = "", **fields) -> HomePlan:
    """Change a draft; what the parole office has before it is withdrawn and proposed anew."""
    case, home = _current(home)
    must_be_as_seen(home, HOME_FIELDS, seen)
    if home.state != State.DRAFT:
        raise ActionRefused("The parole office has this plan. Withdraw it and propose another.")
    for name, value in fields.items():
        setattr(home, name, value)
    home.save()
    _tell(case, "Home plan changed", by)
    return home


@transaction.atomic
def move_home(
    *, home: HomePlan, state: str, by, on: date | None = None, rejection: str = "", reason: str = ""
) -> HomePlan:
    """Take a home plan to its next state. A plan with a conflict cannot be approved."""
    case, home = _current(home)
    on = on or clock.today()
    if on > clock.today():
        raise ActionRefused("That day is still to come.")
    if state not in HomePlan.ALLOWED[home.state]:
        then = State(state).label.lower()
        raise ActionRefused(f"A plan that is {home.get_state_display().lower()} cannot become {then}.")
    if state == State.REJECTED and not rejection:
        raise ActionRefused("Say why it was rejected.")
    if state == State.WITHDRAWN and not reason.strip():
        raise ActionRefused("Say why it is withdrawn.")
    if state == State.SUBMITTED and home.conflict_checked_on is None:
        raise ActionRefused("Ask the parole office first whether there is a conflict, and record the answer.")
    if state == State.APPROVED and home.has_conflict:
        raise ActionRefused("There is a conflict. The parole office decides; it cannot be approved here.")
    home.state, home.since, home.reason = state, on, reason
    home.rejection = rejection if state == State.REJECTED else ""
    home.save(update_fields=["state", "since", "rejection", "reason"])
    text = " ".join(filter(None, [home.get_rejection_display(), reason]))
    _tell(case, f"Home plan {home.get_state_display().lower()} ({home.get_rank_display().lower()})", by, text)
    return home


@transaction.atomic
def record_conflict_check(*, home: HomePlan, has_conflict: bool, by, on: date | None = None) -> HomePlan:
    """The answer of the parole office, yes or no. Whose order or which distance stays with them."""
    case, home = _current(home)
    if has_conflict and home.state == State.APPROVED:
        home.state, home.since, home.rejection = State.REJECTED, clock.today(), HomePlan.Rejection.CONFLICT
    home.has_conflict, home.conflict_checked_on = has_conflict, on or clock.today()
    home.save()
    title = "Home plan: conflict, ask the parole office" if has_conflict else "Home plan: no conflict"
    _tell(case, title, by)
    return home


@transaction.atomic
def confirm_home(*, home: HomePlan, by) -> HomePlan:
    """Someone called: the bed or the home is still there."""
    case, home = _current(home)
    if home.state != State.APPROVED:
        raise ActionRefused("Only an approved place is confirmed.")
    home.confirmed_on = clock.today()
    home.save(update_fields=["confirmed_on"])
    _tell(case, "Home confirmed by phone", by)
    return home


@transaction.atomic
def record_supervision(
    *,
    case: Case,
    by,
    officer: str,
    phone: str,
    report_at: datetime | None,
    report_place: str,
    directions: str,
    seen: str = "",
) -> Supervision:
    """Who the officer is, where and when the first report is."""
    case = locked(case)
    must_be_open(case)
    row = Supervision.objects.select_for_update().filter(case=case).first() or Supervision(case=case)
    must_be_as_seen(row, SUPERVISION_FIELDS, seen)
    row.officer, row.phone, row.report_at = officer, phone, report_at
    row.report_place, row.directions = report_place, directions
    row.save()
    _tell(case, "Supervision after release changed", by)
    return row


@transaction.atomic
def add_condition(
    *, case: Case, code: str, words: str, by, starts_on=None, ends_on=None, source: str = ""
) -> Condition:
    case = locked(case)
    must_be_open(case)
    if starts_on and ends_on and ends_on < starts_on:
        raise ActionRefused("It ends before it starts.")
    category = Category(Condition.CATEGORIES.get(code, Category.SUPERVISION))
    condition = Condition.objects.create(
        case=case,
        code=code,
        words=words,
        starts_on=starts_on,
        ends_on=ends_on,
        source=source,
        category=category,
        confidentiality=category.confidentiality,
    )
    _tell(case, f"Condition: {condition.get_code_display().lower()}", by, confidentiality=condition.confidentiality)
    return condition


@transaction.atomic
def end_condition(*, condition: Condition, by, on: date | None = None) -> Condition:
    case = locked(condition.case)
    condition.ends_on = on or clock.today()
    condition.save(update_fields=["ends_on"])
    title = f"Condition ended: {condition.get_code_display().lower()}"
    _tell(case, title, by, confidentiality=condition.confidentiality)
    return condition


@transaction.atomic
def add_person_around(*, case: Case, kind: str, name: str, by, **fields) -> PersonAround:
    """Someone in the person's life; `fields` are relation, phone, birth_year, may_be_told and note."""
    case = locked(case)
    must_be_open(case)
    if kind == PersonAround.Kind.NO_CONTACT:
        fields |= {"may_be_told": False, "confidentiality": Confidentiality.VICTIM}
    if kind != PersonAround.Kind.CHILD:
        fields["birth_year"] = None
    elif " " in name.strip():
        raise ActionRefused("Of a child only the first name is kept.")
    row = PersonAround.objects.create(case=case, kind=kind, name=name.strip(), added_by=by, **fields)
    _tell(case, f"Person around: {row.get_kind_display().lower()}", by, confidentiality=row.confidentiality)
    return row


@transaction.atomic
def end_person_around(*, row: PersonAround, by) -> PersonAround:
    """No longer part of the person's life, or written down by mistake; it stays on record."""
    case = locked(row.case)
    if row.ended_on:
        raise ActionRefused("That has ended already.")
    row.ended_on = clock.today()
    row.save(update_fields=["ended_on"])
    _tell(case, f"No longer around: {row.get_kind_display().lower()}", by, confidentiality=row.confidentiality)
    return row


def _current(home: HomePlan) -> tuple[Case, HomePlan]:
    case = locked(home.case)
    must_be_open(case)
    home = HomePlan.objects.select_for_update().get(pk=home.pk)
    if not home.is_current:
        raise ActionRefused(f"This plan is {home.get_state_display().lower()}; propose another.")
    return case, home


def _tell(case: Case, title: str, by, text: str = "", confidentiality: str = Confidentiality.GENERAL) -> None:
    touch(case)
    record_event(
        case=case, kind=TimelineEvent.Kind.HOME, title=title, text=text, confidentiality=confidentiality, by=by
    )
