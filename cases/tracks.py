"""How a case is planned: its track (domain.md 2.1). Decided by the date, its type and what waits outside.

| track | who | what it means for the plan |
|---|---|---|
| standard | 180 days or more when the case opened | every step |
| short | 30 to 179 days | every step; those whose day is past fall due in a quarter of the days left, a week at most |
| express | less than 30 days | critical steps only, those whose day is past due at once; supervisors are told |
| court | a court's 120-day program | everything up to 90 days before falls due within a week |
| max out | no supervision afterwards | and consent to voluntary follow-up, a navigator in the community |
| detainer | other custody waits | papers, health summary and benefits only |
"""

from datetime import date, timedelta

from django.utils import timezone

from cases.models import Case, PlanStep, PlanTemplate, ReleaseDate

Track, Audience = Case.Track, PlanTemplate.Audience
STANDARD_DAYS, SHORT_NOTICE_DAYS = 180, 30
CATCH_UP_DAYS = 7
COURT_AT_ONCE_DAYS = 90
SET_ASIDE = "Set aside: not part of this track"


def track_of(case: Case) -> str:
    """The track that follows from what the case is now; the days count from the day it was opened."""
    if case.detainer:
        return Track.DETAINER
    if case.release_date_kind == ReleaseDate.Kind.COURT:
        return Track.COURT
    if case.release_date_kind in (ReleaseDate.Kind.MAXIMUM, ReleaseDate.Kind.SENTENCE_MAXIMUM):
        return Track.MAX_OUT
    if case.release_date is None:
        return Track.STANDARD
    days = (case.release_date - timezone.localdate(case.opened_at)).days
    return Track.STANDARD if days >= STANDARD_DAYS else Track.SHORT if days >= SHORT_NOTICE_DAYS else Track.EXPRESS


def audiences_of(case: Case) -> set[str]:
    """The templates that belong to this case without anyone asking."""
    if case.track == Track.DETAINER:
        return {Audience.DETAINER}
    own = {Audience.WOMEN} if case.person.sex == "F" else set()
    return {Audience.ALL, *own, *({Audience.MAX_OUT} if case.track == Track.MAX_OUT else ())}


def belongs(step: PlanStep, case: Case) -> bool:
    """Whether a step is part of the case's track. What staff added themselves always is."""
    if step.template_id is None or step.template.audience == Audience.ASKED:
        return True
    if step.template.audience not in audiences_of(case):
        return False
    return step.is_critical or case.track != Track.EXPRESS


def due_date(case: Case, days_before: int, *, today: date, was_due_on: date | None = None) -> date | None:
    """When a step is due: so many days before release; where that day is past, soon after today.

    Someone identified late gets a quarter of the days left, a week at most, to catch up; on short notice none. A step
    that was due earlier stays due then (`was_due_on`, as it stood before today): a date that moves hides no delay. The
    day depends on the date as it is now and on how things stood this morning, not on the way there.
    """
    if case.release_date is None:
        return None
    due = case.release_date - timedelta(days=days_before)
    at_once = case.track == Track.COURT and days_before >= COURT_AT_ONCE_DAYS
    if due >= today and not at_once:
        return due
    days_left = max((case.release_date - today).days, 0)
    catch_up = 0 if case.track == Track.EXPRESS else min(CATCH_UP_DAYS, days_left // 4)
    days = [today + timedelta(days=catch_up)]
    days += [due] if due >= today else []
    days += [was_due_on] if was_due_on else []
    return min(days)
