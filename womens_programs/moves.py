"""The steps that a person can take on the board, and who may press each."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import Role
from womens_programs import actions
from womens_programs.models import Enrollment

State = Enrollment.State
LEADERS = frozenset({Role.WOMENS, Role.SUPERVISOR})
ENROLLERS = LEADERS | {Role.COORDINATOR}


@dataclass(frozen=True)
class Move:
    to: str
    label: str
    heading: str
    roles: frozenset
    act: Callable


def _enroll(*, enrollment, by, cohort, too_late_reason=""):
    return actions.enroll(case=enrollment.case, cohort=cohort, by=by, too_late_reason=too_late_reason)


MOVES = {
    move.to: move
    for move in (
        Move(State.WAITLISTED, "Waitlist", "{name} joins the waitlist", ENROLLERS, actions.join_waitlist),
        Move(State.ENROLLED, "Enrolled", "Enroll {name}", ENROLLERS, _enroll),
        Move(State.ACTIVE, "Active", "{name} starts", LEADERS, actions.start),
        Move(State.COMPLETED, "Completed", "{name} completes the program", LEADERS, actions.complete),
        Move(State.LEFT, "Left early", "{name} leaves early", LEADERS, actions.leave_early),
        Move(State.TRANSFERRED, "Another group", "{name} goes on in another group", LEADERS, actions.transfer),
    )
}


def moves_for(enrollment: Enrollment, user) -> list[Move]:
    allowed = Enrollment.ALLOWED.get(enrollment.state, ())
    return [move for move in MOVES.values() if move.to in allowed and user.role in move.roles]
