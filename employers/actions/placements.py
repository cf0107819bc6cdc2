"""Work that began, its checks and its end."""

from datetime import date, timedelta

from django.db import transaction

from cases.actions.cases import must_be_open
from employers.actions.rules import check_step, go, locked_application, tell
from employers.models import Application, Placement, RetentionCheck
from employers.models.placements import CHECK_DAYS
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

State = Application.State


@transaction.atomic
def start_work(*, application: Application, started_on: date, by, work_release_reason: str = "") -> Placement:
    """The first day was worked: the job counts from now, and its checks are laid out."""
    application = locked_application(application)
    case = application.case
    must_be_open(case)
    check_step(application, State.STARTED)
    work_release_reason = work_release_reason or application.work_release_reason
    if started_on > clock.today():
        raise ActionRefused("That day is still to come. Record the start when the first day was worked.")
    if case.is_inside and not work_release_reason:
        raise ActionRefused(
            f"{case.person.first_name} has not been released. Record the release first, or say why work starts "
            "before it (work release)."
        )
    if case.released_on and started_on < case.released_on and not work_release_reason:
        raise ActionRefused(f"{case.person.first_name} was released on {case.released_on:%m/%d/%Y}; work starts after.")
    application.work_release_reason = work_release_reason
    go(application, State.STARTED)
    placement = Placement.objects.create(application=application, started_on=started_on)
    RetentionCheck.objects.bulk_create(
        RetentionCheck(placement=placement, days=days, due_on=started_on + timedelta(days=days)) for days in CHECK_DAYS
    )
    tell(
        case,
        f"Started work: {application.opening}",
        by,
        text=f"First day {started_on:%m/%d/%Y}. {work_release_reason}".strip(),
    )
    return placement


@transaction.atomic
def record_check(*, check: RetentionCheck, still_working: bool, evidence: str, by, reason: str = "") -> RetentionCheck:
    """Write down whether the person still works there; a no ends the placement, with its reason."""
    placement = _locked_placement(check.placement)
    check = placement.checks.select_for_update(of=("self",), no_key=True).get(pk=check.pk)
    _check_runs(placement)
    if check.done_on:
        raise ActionRefused(f"The {check.days}-day check was done on {check.done_on:%m/%d/%Y}.")
    if check.due_on > clock.today():
        raise ActionRefused(f"The {check.days}-day check is due on {check.due_on:%m/%d/%Y}.")
    if evidence not in RetentionCheck.Evidence.values:
        raise ActionRefused("Say how you know.")
    check.done_on, check.still_working = clock.today(), still_working
    check.evidence, check.done_by = evidence, by
    check.save()
    if not still_working:
        end_placement(placement=placement, ended_on=clock.today(), reason=reason, by=by)
        return check
    placement.state = Placement.State.HELD
    placement.save(update_fields=["state"])
    application = placement.application
    text = f"{application.opening}. {check.get_evidence_display()}."
    tell(application.case, f"Still at work after {check.days} days", by, text=text)
    return check


@transaction.atomic
def end_placement(*, placement: Placement, ended_on: date, reason: str, by) -> Placement:
    placement = _locked_placement(placement)
    _check_runs(placement)
    if reason not in Placement.EndReason.values:
        raise ActionRefused("Say why the work ended.")
    if not placement.started_on <= ended_on <= clock.today():
        raise ActionRefused("The last day worked is between the first day and today.")
    placement.state, placement.ended_on, placement.end_reason = Placement.State.ENDED, ended_on, reason
    placement.save(update_fields=["state", "ended_on", "end_reason"])
    application = placement.application
    text = f"Last day {ended_on:%m/%d/%Y}. {placement.get_end_reason_display()}."
    tell(application.case, f"Work ended: {application.opening}", by, text=text)
    return placement


def _check_runs(placement: Placement) -> None:
    if placement.state == Placement.State.ENDED:
        raise ActionRefused(f"This work ended on {placement.ended_on:%m/%d/%Y}.")


def _locked_placement(placement: Placement) -> Placement:
    application = locked_application(placement.application)
    placement = Placement.objects.select_for_update(of=("self",), no_key=True).get(pk=placement.pk)
    placement.application = application
    return placement
