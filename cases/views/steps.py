"""The plan of a person: its steps by when they are due, one click that can be taken back, and the forms of a step."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import STAFF, allow
from cases import actions, forms
from cases.models import PlanStep, PlanTemplate
from cases.seen import values_of
from cases.views.case import form_page
from cases.views.frame import case_context
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

UNDO_FOR = timedelta(seconds=10)


@allow(STAFF)
@require_GET
def plan(request, case_id):
    context = case_context(request, case_id, active="cases:plan")
    today = context["today"]
    groups = {"Overdue": [], "Next 30 days": [], "Later": [], "No date yet": [], "Finished": []}
    for step in context["case"].steps.readable_by(context["reads"]).select_related("owner", "goal"):
        if step.is_finished:
            groups["Finished"].append(step)
        elif step.due_on is None:
            groups["No date yet"].append(step)
        elif step.due_on < today:
            groups["Overdue"].append(step)
        else:
            groups["Next 30 days" if step.due_on <= today + timedelta(days=30) else "Later"].append(step)
    context["groups"] = [(title, steps) for title, steps in groups.items() if steps]
    context["goals"] = context["case"].goals.filter(confidentiality__in=context["reads"]).select_related("area")
    context["undo"] = undo_offered(request)
    context["newest_version"] = context["case"].plan_versions.first()
    context["templates"] = PlanTemplate.objects.filter(is_active=True, audience=PlanTemplate.Audience.ASKED).exclude(
        pk__in=context["case"].steps.filter(template__isnull=False).order_by().values("template")
    )
    return render(request, "cases/plan.html", context)


@allow(STAFF)
def step(request, case_id, step_id):
    context = case_context(request, case_id, active="cases:plan")
    row = get_object_or_404(context["case"].steps.readable_by(context["reads"]), pk=step_id)
    form = forms.StepForm(
        request.POST or None, initial={"state": row.state, "reason": row.reason, "evidence": row.evidence}
    )
    return form_page(
        request,
        context,
        form,
        row.title,
        act=lambda data: actions.change_step(step=row, by=request.user, **data),
        done="Step saved.",
        back=("cases:plan", case_id),
        seen=(row, actions.STEP_STANDING),
        also=("Change what it is, whose it is or when it is due", reverse("cases:edit-step", args=[case_id, step_id])),
    )


@allow(STAFF)
def step_done(request, case_id, step_id):
    """One click from the plan: the step is done."""
    context = case_context(request, case_id, active="cases:plan")
    row = get_object_or_404(context["case"].steps.readable_by(context["reads"]), pk=step_id)
    if request.method == "POST":
        try:
            actions.change_step(step=row, state=PlanStep.State.DONE, by=request.user)
            offer_undo(request, row)
        except ActionRefused as refused:
            messages.error(request, str(refused))
    return redirect("reports:my-day") if request.POST.get("from") == "my-day" else redirect("cases:plan", case_id)


def offer_undo(request, step) -> None:
    """Remember how the step was, for those seconds in which a click can be taken back."""
    request.session["undo"] = {
        "step": step.pk,
        "case": step.case_id,
        "title": step.title,
        "before": values_of(step, actions.STEP_STANDING),
        "until": (clock.now() + UNDO_FOR).timestamp(),
    }


def undo_offered(request) -> dict | None:
    """What can still be taken back by this session."""
    offer = request.session.get("undo")
    return offer if offer and offer["until"] >= clock.now().timestamp() else None


@allow(STAFF)
@require_POST
def undo_step(request, case_id, step_id):
    context = case_context(request, case_id, active="cases:plan")
    row = get_object_or_404(context["case"].steps.readable_by(context["reads"]), pk=step_id)
    offer = undo_offered(request)
    request.session.pop("undo", None)
    if offer is None or offer["step"] != row.pk:
        messages.error(request, "That was too long ago. Open the step to change it.")
        return redirect("reports:my-day") if request.POST.get("from") == "my-day" else redirect("cases:plan", case_id)
    try:
        actions.undo_step(step=row, before=offer["before"], by=request.user)
        messages.success(request, f"Taken back: {row.title}")
    except ActionRefused as refused:
        messages.error(request, str(refused))
    return redirect("reports:my-day") if request.POST.get("from") == "my-day" else redirect("cases:plan", case_id)


@allow(STAFF)
def add_step(request, case_id):
    context = case_context(request, case_id, active="cases:plan")
    form = forms.NewStepForm(request.POST or None, reads=context["reads"])
    return form_page(
        request,
        context,
        form,
        "Add a step",
        act=lambda data: actions.add_step(case=context["case"], by=request.user, **data),
        done="Step added.",
        back=("cases:plan", case_id),
    )


@allow(STAFF)
def draw_plan(request, case_id, template_id):
    context = case_context(request, case_id, active="cases:plan")
    template = get_object_or_404(PlanTemplate, pk=template_id, is_active=True)
    if request.method == "POST":
        try:
            added = actions.draw_plan(case=context["case"], template=template, by=request.user)
            messages.success(request, f"{added} step{'' if added == 1 else 's'} added.")
        except ActionRefused as refused:
            messages.error(request, str(refused))
    return redirect("cases:plan", case_id)
