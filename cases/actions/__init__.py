"""The verbs of a case. The only place that changes a state; each leaves one event on the timeline."""

from cases.actions.appointments import book_appointment, cancel_appointment, move_appointment, record_attendance
from cases.actions.cases import (
    CASE_FACTS,
    assign,
    close_case,
    edit_facts,
    mark_released,
    open_case,
    record_event,
    transfer,
)
from cases.actions.contacts import add_contact_point, end_contact_point
from cases.actions.goals import end_goal, set_goal, sign_plan
from cases.actions.homes import (
    HOME_FIELDS,
    SUPERVISION_FIELDS,
    add_condition,
    add_person_around,
    confirm_home,
    edit_home,
    end_condition,
    end_person_around,
    move_home,
    propose_home,
    record_conflict_check,
    record_supervision,
)
from cases.actions.intake import answer_intake, record_assessment, take_suggestions
from cases.actions.needs import NEED_STANDING, add_need, change_need
from cases.actions.notes import write_note
from cases.actions.papers import add_document, move_benefit, move_paper, withdraw_document
from cases.actions.plans import (
    STEP_FIELDS,
    STEP_STANDING,
    add_step,
    change_step,
    draw_plan,
    edit_step,
    move_steps,
    plan_of,
)
from cases.actions.release_dates import (
    confirm_release_date,
    read_digest,
    receive_release_dates,
    record_detainer,
    withdraw_confirmed_date,
)
from cases.actions.roster import NewCase, open_cases

__all__ = [
    "CASE_FACTS",
    "HOME_FIELDS",
    "NEED_STANDING",
    "STEP_FIELDS",
    "STEP_STANDING",
    "SUPERVISION_FIELDS",
    "NewCase",
    "add_condition",
    "add_contact_point",
    "add_document",
    "add_need",
    "add_person_around",
    "add_step",
    "answer_intake",
    "assign",
    "book_appointment",
    "cancel_appointment",
    "change_need",
    "change_step",
    "close_case",
    "confirm_home",
    "confirm_release_date",
    "draw_plan",
    "edit_facts",
    "edit_home",
    "edit_step",
    "end_condition",
    "end_contact_point",
    "end_goal",
    "end_person_around",
    "mark_released",
    "move_appointment",
    "move_benefit",
    "move_home",
    "move_paper",
    "move_steps",
    "open_case",
    "open_cases",
    "plan_of",
    "propose_home",
    "read_digest",
    "receive_release_dates",
    "record_assessment",
    "record_attendance",
    "record_conflict_check",
    "record_detainer",
    "record_event",
    "record_supervision",
    "set_goal",
    "sign_plan",
    "take_suggestions",
    "transfer",
    "withdraw_confirmed_date",
    "withdraw_document",
    "write_note",
]
