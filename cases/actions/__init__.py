"""The verbs of a case. The only place that changes a state; each leaves one event on the timeline."""

from cases.actions.appointments import book_appointment, cancel_appointment, move_appointment, record_attendance
from cases.actions.cases import (
    assign,
    close_case,
    edit_facts,
    label_of,
    mark_released,
    open_case,
    record_event,
    transfer,
)
from cases.actions.contacts import add_contact_point, end_contact_point
from cases.actions.needs import add_need, change_need
from cases.actions.notes import write_note
from cases.actions.plans import add_step, change_step, draw_plan, due_date, move_steps, steps_from
from cases.actions.release_dates import confirm_release_date, receive_release_dates, withdraw_confirmed_date
from cases.actions.roster import NewCase, open_cases

__all__ = [
    "NewCase",
    "add_contact_point",
    "add_need",
    "add_step",
    "assign",
    "book_appointment",
    "cancel_appointment",
    "change_need",
    "change_step",
    "close_case",
    "confirm_release_date",
    "draw_plan",
    "due_date",
    "edit_facts",
    "end_contact_point",
    "label_of",
    "mark_released",
    "move_appointment",
    "move_steps",
    "open_case",
    "open_cases",
    "receive_release_dates",
    "record_attendance",
    "record_event",
    "steps_from",
    "transfer",
    "withdraw_confirmed_date",
    "write_note",
]
