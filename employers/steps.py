"""The steps that staff take with an application: when each is open, what it asks, and the verb behind it."""

from collections.abc import Callable
from dataclasses import dataclass

from employers import actions
from employers.forms import steps as forms
from employers.models import Application, Interview, Placement, RetentionCheck
from reentry_portal import clock

State = Application.State
WAY = (State.INTERESTED, State.APPLIED, State.INTERVIEW, State.OFFERED, State.ACCEPTED, State.STARTED)


@dataclass(frozen=True)
class Step:
    name: str
    label: str
    form: type[forms.StepForm]
    is_open: Callable[[Application], bool]
    act: Callable  # takes application, by, and what the form asks
    lead: str = ""


def interview_ahead(application: Application) -> Interview | None:
    return next((interview for interview in application.interviews.all() if not interview.outcome), None)


def running_placement(application: Application) -> Placement | None:
    placement = getattr(application, "placement", None)
    return placement if placement and placement.state != Placement.State.ENDED else None


def due_check(application: Application) -> RetentionCheck | None:
    placement = running_placement(application)
    if placement is None:
        return None
    today = clock.today()
    return next((check for check in placement.checks.all() if not check.done_on and check.due_on <= today), None)


def at(*states: str) -> Callable[[Application], bool]:
    return lambda application: application.state in states


def with_its_date(state: str) -> Callable[[Application], bool]:
    """At that state, and the first day of work still holds."""
    return lambda application: application.state == state and not application.is_date_review


def _put_forward(*, application, by, **asked):
    return actions.put_forward(case=application.case, opening=application.opening, by=by, **asked)


def _record_outcome(*, application, by, **asked):
    return actions.record_interview_outcome(interview=interview_ahead(application), by=by, **asked)


def _record_check(*, application, by, **asked):
    return actions.record_check(check=due_check(application), by=by, **asked)


def _end(*, application, by, **asked):
    return actions.end_placement(placement=application.placement, by=by, **asked)


STEPS = {
    step.name: step
    for step in (
        Step("put-forward", "Put forward", forms.AgreeForm, at(State.INTERESTED), _put_forward),
        Step(
            "outcome",
            "Record how the interview went",
            forms.OutcomeForm,
            lambda application: application.is_live and interview_ahead(application) is not None,
            _record_outcome,
        ),
        Step(
            "interview",
            "Book interview",
            forms.InterviewForm,
            lambda application: (
                application.state in (State.APPLIED, State.INTERVIEW) and interview_ahead(application) is None
            ),
            actions.book_interview,
        ),
        Step(
            "offer",
            "Record offer",
            forms.OfferForm,
            at(State.APPLIED, State.INTERVIEW),
            actions.make_offer,
            lead="An offer to someone who is still inside starts after the release.",
        ),
        Step("accept", "Accept offer", forms.AcceptForm, with_its_date(State.OFFERED), actions.accept_offer),
        Step("start", "Record start", forms.StartForm, with_its_date(State.ACCEPTED), actions.start_work),
        Step("move-start", "Move first day", forms.MoveStartForm, at(*Application.WITH_OFFER), actions.move_start),
        Step(
            "check",
            "Record check",
            forms.CheckForm,
            lambda application: due_check(application) is not None,
            _record_check,
        ),
        Step(
            "end",
            "Record end of work",
            forms.EndForm,
            lambda application: running_placement(application) is not None,
            _end,
        ),
        Step("decline", "Declined", forms.DeclineForm, at(*Application.LIVE), actions.decline),
        Step(
            "withdraw",
            "Withdraw",
            forms.WithdrawForm,
            at(*Application.LIVE),
            actions.withdraw,
            lead="Staff take the application back. When the employer or the person said no, record that instead.",
        ),
    )
}


def open_steps(application: Application) -> list[Step]:
    """In the order in which they are likely to come; the first is the one to offer."""
    return [step for step in STEPS.values() if step.is_open(application)]
