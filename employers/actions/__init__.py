"""The verbs of work: the only place that changes what stands between a person and a job."""

from employers.actions.applications import (
    accept_offer,
    book_interview,
    decline,
    make_offer,
    move_start,
    note_interest,
    put_forward,
    record_interview_outcome,
    record_readiness,
    save_profile,
    withdraw,
)
from employers.actions.employers import (
    add_opening,
    change_opening,
    close_opening,
    note_contact,
    reopen_opening,
    save_employer,
)
from employers.actions.events import cancel_event, invite_employer, record_results, save_event
from employers.actions.placements import end_placement, record_check, start_work

__all__ = [
    "accept_offer",
    "add_opening",
    "book_interview",
    "cancel_event",
    "change_opening",
    "close_opening",
    "decline",
    "end_placement",
    "invite_employer",
    "make_offer",
    "move_start",
    "note_contact",
    "note_interest",
    "put_forward",
    "record_check",
    "record_interview_outcome",
    "record_readiness",
    "record_results",
    "reopen_opening",
    "save_employer",
    "save_event",
    "save_profile",
    "start_work",
    "withdraw",
]
