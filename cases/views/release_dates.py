"""When a person leaves: every date received, which governs and why, what moved, and who was told."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render

from accounts.access import STAFF, allow
from audit import log
from cases import actions, forms
from cases.access import classes_read_by
from cases.models import Case, DateMove, DateMoveNotice, PlanStep
from cases.release_dates import confidence
from cases.views.case import form_page
from cases.views.frame import case_context
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

MOVES_SHOWN, DIGEST_SHOWN = 5, 50


@allow(STAFF)
def release_dates(request, case_id):
    """Every date received, which one governs, and the form by which staff confirm one."""
    context = case_context(request, case_id, active="cases:case")
    case = context["case"]
    form = forms.ConfirmDateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_release_date(case=case, by=request.user, **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Release date confirmed. Open steps moved with it.")
            return redirect("cases:release-dates", case_id)
    moves = list(case.date_moves.all()[:MOVES_SHOWN])
    name_steps(moves, request.user)
    context |= {
        "form": form,
        "dates": case.release_dates.select_related("entered_by", "roster"),
        "confidence": confidence(case, today=context["today"]),
        "moves": moves,
    }
    return render(request, "cases/release_dates.html", context)


@allow(STAFF)
def withdraw_date(request, case_id):
    context = case_context(request, case_id, active="cases:case")
    if request.method == "POST":
        try:
            actions.withdraw_confirmed_date(case=context["case"], by=request.user)
            messages.success(request, "Back to the date as received.")
        except ActionRefused as refused:
            messages.error(request, str(refused))
    return redirect("cases:release-dates", case_id)


@allow(STAFF)
def detainer(request, case_id):
    context = case_context(request, case_id, active="cases:case")
    case = context["case"]
    form = forms.DetainerForm(request.POST or None, initial={"detainer": case.detainer})
    return form_page(
        request,
        context,
        form,
        "Detainer",
        act=lambda data: actions.record_detainer(case=case, by=request.user, **data),
        done="Saved. The plan follows.",
        back=("cases:release-dates", case_id),
    )


@allow(STAFF)
def moved_dates(request):
    """The digest: what moved since this person last looked, in one page; for supervisors also short notice anywhere."""
    if request.method == "POST":
        read = actions.read_digest(by=request.user)
        messages.success(request, f"{read} read." if read else "Nothing was left to read.")
        return redirect("cases:moved-dates")
    unread = DateMoveNotice.objects.unread_by(request.user).select_related("move__case__person")
    notices = list(unread[:DIGEST_SHOWN])
    name_steps([notice.move for notice in notices], request.user)
    short = []
    if request.user.role == "supervisor":
        visible = DateMove.objects.visible_to(request.user)
        short = list(
            visible.filter(short_notice=True, case__state__in=Case.INSIDE).select_related("case__person")[:DIGEST_SHOWN]
        )
    cases = [notice.move.case for notice in notices] + [move.case for move in short]
    log.viewed(what="moved dates", people=[case.person_id for case in cases])
    context = {"notices": notices, "short": short, "today": clock.today()}
    return render(request, "cases/moved_dates.html", context)


def name_steps(moves: list[DateMove], user) -> None:
    """Give each move `named`: title, due before and due now of its steps that this user may read; one statement."""
    ids = [pk for move in moves for pk, _, _ in move.steps]
    titles = dict(PlanStep.objects.readable_by(classes_read_by(user)).filter(pk__in=ids).values_list("pk", "title"))
    for move in moves:
        move.named = [
            {"title": titles[pk], "before": _day(before), "after": _day(after)}
            for pk, before, after in move.steps
            if pk in titles
        ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
