"""The verbs of following up. The only place that changes a checkpoint's state."""

from followups.actions.agreements import agree, flag_contact, handle_texts, take_agreement_back
from followups.actions.channels import pause, resume, send_test, settle
from followups.actions.checkpoints import record_attempt, record_outcome, snooze, why_not_unable
from followups.actions.clocks import open_due, ring_clocks, settle_owners
from followups.actions.moved_dates import tell_of_moved_dates
from followups.actions.release import (
    cancel_for_ended_cases,
    change_cadence,
    correct_release,
    count_anew,
    end_for_taken_back,
    lay_out,
    lay_out_missing,
    record_release,
    recount_corrected,
)
from followups.actions.reminders import remind_of_appointments, send_daily_mail, tell_of_changed_appointments
from followups.actions.returns import handle_returns
from followups.actions.team import (
    choose_mail,
    cover,
    end_calendar_feed,
    end_cover,
    hand_over,
    hash_of,
    make_calendar_feed,
)

__all__ = [
    "agree",
    "cancel_for_ended_cases",
    "change_cadence",
    "choose_mail",
    "correct_release",
    "count_anew",
    "cover",
    "end_calendar_feed",
    "end_cover",
    "end_for_taken_back",
    "flag_contact",
    "hand_over",
    "handle_returns",
    "handle_texts",
    "hash_of",
    "lay_out",
    "lay_out_missing",
    "make_calendar_feed",
    "open_due",
    "pause",
    "record_attempt",
    "record_outcome",
    "record_release",
    "recount_corrected",
    "remind_of_appointments",
    "resume",
    "ring_clocks",
    "send_daily_mail",
    "send_test",
    "settle",
    "settle_owners",
    "snooze",
    "take_agreement_back",
    "tell_of_changed_appointments",
    "tell_of_moved_dates",
    "why_not_unable",
]
