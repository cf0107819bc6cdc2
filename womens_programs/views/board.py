from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from womens_programs import actions
from womens_programs.board import columns, short_name
from womens_programs.forms import LeaveForm, MoveForm, TakePlaceForm, TransferForm
from womens_programs.models import Cohort, Enrollment
from womens_programs.moves import ENROLLERS, moves_for
from womens_programs.views.cohorts import cohort_or_404

State = Enrollment.State
FORMS = {State.ENROLLED: TakePlaceForm, State.LEFT: LeaveForm, State.TRANSFERRED: TransferForm}


@allow(STAFF)
@require_GET
def board(request, pk):
    """One list of people, as columns of cards or as a table at the same address."""
    cohort = cohort_or_404(request, pk)
    shown = columns(cohort, user=request.user)
    people = [card.enrollment.case.person_id for column in shown for card in column.cards]
    log.viewed(what="cohort board", object_id=cohort.pk, people=people)
    as_table = request.GET.get("view") == "table"
    views = [
        {"label": "Board", "url": "?", "current": not as_table},
        {"label": "Table", "url": "?view=table", "current": as_table},
    ]
    context = {"cohort": cohort, "columns": shown, "views": views, "as_table": as_table, "today": clock.today()}
    return render(request, "womens_programs/board.html", context)


@allow(ENROLLERS)
def move(request, pk):
    """One step for one person: at once from a card, or on a page of its own when the step needs words."""
    rows = Enrollment.objects.visible_to(request.user)
    enrollment = get_object_or_404(rows.select_related("case__person", "program", "facility", "cohort"), pk=pk)
    given = request.POST if request.method == "POST" else request.GET
    step = next((step for step in moves_for(enrollment, request.user) if step.to == given.get("step")), None)
    name, back = short_name(enrollment.case.person), _back(request, enrollment, given.get("board", ""))
    if step is None:
        messages.error(request, f"{name} cannot go there from {enrollment.get_state_display().lower()}. Choose again.")
        return redirect(back)
    form_class = FORMS.get(step.to, MoveForm)
    must_say = {field for field, each in form_class.base_fields.items() if each.required}
    pressed = request.method == "POST" and ("confirmed" in request.POST or must_say <= request.POST.keys())
    form = form_class(
        request.POST if pressed else None, initial=request.GET.dict(), enrollment=enrollment, user=request.user
    )
    if pressed and form.is_valid():
        try:
            moved = step.act(enrollment=enrollment, by=request.user, **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, sentence(moved))
            return redirect(back)
    board = given.get("board", "")
    heading = step.heading.format(name=name)
    context = {"enrollment": enrollment, "heading": heading, "step": step, "form": form, "back": back, "board": board}
    return render(request, "womens_programs/move.html", context)


def sentence(enrollment: Enrollment) -> str:
    """What became of the step, said to those who pressed the button."""
    name = short_name(enrollment.case.person)
    where = f"{enrollment.program} at {enrollment.facility.short_name}"
    if enrollment.state == State.ENROLLED:
        return f"{name} has a place in {where}, from {enrollment.cohort.starts_on:%m/%d/%Y}."
    if enrollment.state == State.WAITLISTED:
        elsewhere = actions.cohort_with_room(enrollment)
        hint = f" The group of {elsewhere.starts_on:%m/%d/%Y} has a free place." if elsewhere else ""
        return f"{name} is number {actions.place_in_line(enrollment)} in line for {where}.{hint}"
    return f"{name}: {enrollment.get_state_display().lower()}, {where}."


def _back(request, enrollment, board: str) -> str:
    """The board that the button was on; else the program's page."""
    cohorts = Cohort.objects.visible_to(request.user).filter(program=enrollment.program_id)
    cohort = cohorts.filter(pk=board).first() if board.isdigit() else enrollment.cohort
    return reverse("womens_programs:board", args=[cohort.pk]) if cohort else enrollment.program.get_absolute_url()
