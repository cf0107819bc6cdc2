"""Opening a record that cannot wait, closing it again, and the review that has to follow."""

from datetime import timedelta

from django.db import transaction

from accounts.models import Role
from cases.access import ALL, classes_read_by
from cases.actions.cases import record_event
from cases.models import Case, EmergencyAccess, TimelineEvent
from reentry_portal import clock
from reentry_portal.errors import ActionRefused


@transaction.atomic
def open_emergency(*, doc_number: str, reason: str, minutes: int, by) -> EmergencyAccess:
    """Open the newest case of the person with this DOC number, whole, for `minutes` (60 at most).

    Raises ActionRefused for those who are not staff, without such a case, when nothing is closed to `by`, while it is
    open already, or for the reason that `by` gave for this case before.
    """
    if not by.is_department:
        raise ActionRefused("Only staff can open a record in an emergency.")
    if not 1 <= minutes <= EmergencyAccess.MOST_MINUTES:
        raise ActionRefused(f"Choose up to {EmergencyAccess.MOST_MINUTES} minutes.")
    reason = " ".join(reason.split())
    if not reason:
        raise ActionRefused("Say why it cannot wait.")
    # Held, so that two clicks open it once.
    case = (
        Case.objects.select_for_update(of=("self",))
        .filter(person__doc_number=doc_number)
        .select_related("person")
        .order_by("-pk")
        .first()
    )
    if case is None:
        raise ActionRefused("There is no case with this DOC number. Check the number.")
    before = EmergencyAccess.objects.filter(user=by, case=case).order_by("-pk").first()
    if before is not None and before.is_open:
        raise ActionRefused("You have this record open already.")
    if classes_read_by(by) == ALL and Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise ActionRefused("You can see all of this person's record already.")
    if before is not None and before.reason.casefold() == reason.casefold():
        raise ActionRefused("You gave this reason before. Say why it cannot wait now.")
    now = clock.now()
    access = EmergencyAccess.objects.create(
        user=by, case=case, reason=reason, opened_at=now, ends_at=now + timedelta(minutes=minutes)
    )
    record_event(case=case, kind=TimelineEvent.Kind.CASE, title="Opened in an emergency", by=by)
    return access


@transaction.atomic
def close_emergency(*, access: EmergencyAccess, by) -> EmergencyAccess:
    """Before its time is over: whoever opened it is done, or a supervisor ends it."""
    access = _locked(access)
    if access.user_id != by.pk and by.role != Role.SUPERVISOR:
        raise ActionRefused("Only the person who opened it, or a supervisor, closes it.")
    if not access.is_open:
        raise ActionRefused("It is closed already.")
    access.ends_at = clock.now()
    access.save(update_fields=["ends_at"])
    record_event(case=access.case, kind=TimelineEvent.Kind.CASE, title="Emergency access closed", by=by)
    return access


@transaction.atomic
def review_emergency(*, access: EmergencyAccess, verdict: str, review: str, by) -> EmergencyAccess:
    """A supervisor says whether it was needed; not before it ended, and never the one who opened it."""
    access = _locked(access)
    if by.role != Role.SUPERVISOR:
        raise ActionRefused("Only a supervisor reviews this.")
    if access.user_id == by.pk:
        raise ActionRefused("You opened it, so somebody else has to review it.")
    if access.is_reviewed:
        raise ActionRefused(f"{access.reviewed_by.get_full_name()} reviewed it already.")
    if access.is_open:
        raise ActionRefused("It is still open. Review it when it has ended.")
    if not review.strip():
        raise ActionRefused("Say what you found.")
    access.reviewed_by, access.reviewed_at = by, clock.now()
    access.verdict, access.review = verdict, review.strip()
    access.save(update_fields=["reviewed_by", "reviewed_at", "verdict", "review"])
    record_event(case=access.case, kind=TimelineEvent.Kind.CASE, title="Emergency access reviewed", by=by)
    return access


def _locked(access: EmergencyAccess) -> EmergencyAccess:
    rows = EmergencyAccess.objects.select_for_update(of=("self",)).select_related("case", "reviewed_by")
    return rows.get(pk=access.pk)
