"""What is done from a list: to several people at once, or to the list itself."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from cases.actions.cases import assign, locked, must_be_open, record_event, touch
from cases.models import Case, CaseTag, HandOver, PlanStep, SavedView, TimelineEvent
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

WITHOUT_A_REASON = 7  # days that a step may be put off without one
MOST_VIEWS = 20
SOON_DAYS = 30


def for_each(cases: Iterable[Case], act) -> tuple[int, list[str]]:
    """Do `act(case)` to each; returns to how many it was done, and for the others who and why not."""
    done, left_out = 0, []
    for case in cases:
        try:
            with transaction.atomic():
                act(case)
        except ActionRefused as refused:
            left_out.append(f"{case.person.list_name}: {refused}")
        else:
            done += 1
    return done, left_out


@transaction.atomic
def tag_case(*, case: Case, word: str, by) -> CaseTag:
    """Put a word on a case; there already, it stays."""
    case = locked(case)
    must_be_open(case)
    word = " ".join(word.lower().split())
    if not word:
        raise ActionRefused("Say which word.")
    tag, made = CaseTag.objects.get_or_create(case=case, word=word, defaults={"put_by": by})
    if made:
        touch(case)
        record_event(case=case, kind=TimelineEvent.Kind.CASE, title=f"Tagged “{word}”", by=by)
    return tag


@transaction.atomic
def untag_case(*, case: Case, word: str, by) -> None:
    case = locked(case)
    word = " ".join(word.lower().split())
    gone, _ = case.tags.filter(word=word).delete()
    if not gone:
        raise ActionRefused(f"Has no tag “{word}”.")
    touch(case)
    record_event(case=case, kind=TimelineEvent.Kind.CASE, title=f"Tag “{word}” taken off", by=by)


@transaction.atomic
def snooze_step(*, step: PlanStep, days: int, by, why: str = "") -> PlanStep:
    """Put a step off My day for so many days; its due date stays. More than a week asks for a reason."""
    case = locked(step.case)
    must_be_open(case)
    step = PlanStep.objects.select_for_update(of=("self",)).select_related("area").get(pk=step.pk)
    if step.is_finished:
        raise ActionRefused(f"This step is {step.get_state_display().lower()}.")
    if not 1 <= days <= 90:
        raise ActionRefused("A step can be put off for 1 to 90 days.")
    if days > WITHOUT_A_REASON and not why.strip():
        raise ActionRefused("More than 7 days: say why it can wait.")
    step.snoozed_until = clock.today() + timedelta(days=days)
    step.save(update_fields=["snoozed_until"])
    touch(case)
    record_event(
        case=case,
        kind=TimelineEvent.Kind.STEP,
        title=f"Put off until {step.snoozed_until:%m/%d/%Y}: {step.title}"[:200],
        text=why.strip(),
        confidentiality=step.area.confidentiality if step.area else "general",
        by=by,
    )
    return step


@transaction.atomic
def save_view(*, owner, name: str, query: str, is_shared: bool) -> SavedView:
    """Keep the caseload's filters under a name; the same name again takes the new filters."""
    others = SavedView.objects.filter(owner=owner).exclude(name=name).count()
    if others >= MOST_VIEWS:
        raise ActionRefused(f"You have {MOST_VIEWS} views. Remove one first.")
    view, _ = SavedView.objects.update_or_create(
        owner=owner, name=name, defaults={"query": query[:500], "is_shared": is_shared}
    )
    return view


@transaction.atomic
def hand_over(*, from_user: User, to_user: User, why: str, by) -> HandOver:
    """Give every open case of one member of staff to another, and tell the other what comes with them."""
    if from_user == to_user:
        raise ActionRefused("Choose someone else to hand over to.")
    if not to_user.is_active or not to_user.is_department:
        raise ActionRefused("Only active department staff carry cases.")
    cases = list(Case.objects.filter(coordinator=from_user, state__in=Case.OPEN).order_by("pk"))
    if not cases:
        raise ActionRefused(f"{from_user.get_full_name()} carries no one.")
    today = clock.today()
    overdue = PlanStep.objects.filter(case__in=cases, state__in=PlanStep.UNFINISHED, due_on__lt=today).count()
    for case in cases:
        assign(case=case, coordinator=to_user, by=by)
    return HandOver.objects.create(
        from_user=from_user,
        to_user=to_user,
        by=by,
        why=why,
        people=len(cases),
        leaving_soon=sum(_leaves_soon(case, today) for case in cases),
        overdue_steps=overdue,
    )


def _leaves_soon(case: Case, today: date) -> bool:
    return case.is_inside and case.release_date is not None and case.release_date <= today + timedelta(days=SOON_DAYS)
