"""Intake, assessments, goals and signed plans of a person, and the plan in the person's words."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from cases import actions, plan_versions
from cases.forms.plan import (
    AssessmentForm,
    EditStepForm,
    EndGoalForm,
    GoalForm,
    IntakeForm,
    SignPlanForm,
    ToolForm,
)
from cases.models import Assessment, Goal, NeedArea
from cases.packets import LANGUAGES, packet_of
from cases.reference.intake import QUESTIONS, TOPICS
from cases.suggestions import suggestions_for
from cases.views.case import form_page
from cases.views.frame import case_context
from reentry_portal.errors import ActionRefused


@allow(STAFF)
def intake(request, case_id, topic=1):
    """The intake, one topic a page; leaving it in between loses nothing."""
    context = case_context(request, case_id, active="cases:plan")
    if not 1 <= topic <= len(TOPICS):
        raise Http404
    case, reads = context["case"], context["reads"]
    areas = set(NeedArea.objects.filter(confidentiality__in=reads).values_list("code", flat=True))
    answers = {answer.question: answer for answer in case.intake.filter(confidentiality__in=reads)}
    form = IntakeForm(request.POST or None, topic=topic - 1, answers=answers, readable_areas=areas)
    form.cancel_url = context["tab_url"]
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_intake(case=case, answers=form.answers(), by=request.user)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            if topic < len(TOPICS):
                return redirect("cases:intake-topic", case_id, topic + 1)
            messages.success(request, "Intake saved. Choose what goes into the plan.")
            return redirect("cases:suggestions", case_id)
    context |= {
        "form": form,
        "form_title": TOPICS[topic - 1][0],
        "steps": [name for name, _ in TOPICS],
        "current": topic,
    }
    return render(request, "cases/intake.html", context)


@allow(STAFF)
def suggestions(request, case_id):
    """What the intake and the assessments suggest; staff tick what goes into the plan."""
    context = case_context(request, case_id, active="cases:plan")
    found = suggestions_for(context["case"], reads=context["reads"])
    if request.method == "POST":
        chosen = set(request.POST.getlist("take"))
        try:
            taken = actions.take_suggestions(
                case=context["case"], suggestions=[s for s in found if s.key in chosen], by=request.user
            )
        except ActionRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{taken} added to the plan." if taken else "Nothing was chosen.")
            return redirect("cases:plan" if taken else "cases:suggestions", case_id)
    reads = context["reads"]
    answers = context["case"].intake.filter(confidentiality__in=reads).select_related("asked_by")
    context |= {
        "suggestions": found,
        "answers": [(QUESTIONS[a.question].text, a) for a in answers if a.question in QUESTIONS],
        "assessments": list(context["case"].assessments.prefetch_related("domains")),
    }
    return render(request, "cases/suggestions.html", context)


@allow(STAFF)
def add_assessment(request, case_id):
    """First which tool, then its result."""
    context = case_context(request, case_id, active="cases:plan")
    tool = request.GET.get("tool", "")
    if tool not in Assessment.Tool.values:
        form = ToolForm(request.POST or None, sex=context["person"].sex)
        form.cancel_url = context["tab_url"]
        if request.method == "POST" and form.is_valid():
            return redirect(f"{request.path}?tool={form.cleaned_data['tool']}")
        return render(request, "cases/form.html", {**context, "form": form, "form_title": "Record an assessment"})
    form = AssessmentForm(request.POST or None, tool=tool, reads=context["reads"])
    return form_page(
        request,
        context,
        form,
        Assessment.Tool(tool).label,
        act=lambda data: actions.record_assessment(case=context["case"], tool=tool, by=request.user, **form.result()),
        done="Result saved.",
        back=("cases:suggestions", case_id),
    )


@allow(STAFF)
def add_goal(request, case_id):
    context = case_context(request, case_id, active="cases:plan")
    return form_page(
        request,
        context,
        GoalForm(request.POST or None, reads=context["reads"]),
        "Add a goal",
        act=lambda data: actions.set_goal(case=context["case"], by=request.user, **data),
        done="Goal saved.",
        back=("cases:plan", case_id),
    )


@allow(STAFF)
def end_goal(request, case_id, goal_id):
    context = case_context(request, case_id, active="cases:plan")
    goal = get_object_or_404(Goal, pk=goal_id, case=context["case"], confidentiality__in=context["reads"])
    return form_page(
        request,
        context,
        EndGoalForm(request.POST or None, initial={"state": "reached"}),
        goal.words,
        act=lambda data: actions.end_goal(goal=goal, by=request.user, **data),
        done="Goal saved.",
        back=("cases:plan", case_id),
    )


@allow(STAFF)
def edit_step(request, case_id, step_id):
    """What the step is, whose it is, when it is due."""
    context = case_context(request, case_id, active="cases:plan")
    row = get_object_or_404(context["case"].steps.readable_by(context["reads"]), pk=step_id)
    initial = {
        "title": row.title,
        "area": row.area_id,
        "goal": row.goal_id,
        "done_by": row.done_by,
        "owner": row.owner_id,
        "days_before": row.days_before,
        "due_on": row.due_on if row.days_before is None else None,
    }
    form = EditStepForm(request.POST or None, initial=initial, case=context["case"], reads=context["reads"])
    return form_page(
        request,
        context,
        form,
        "Change a step",
        act=lambda data: actions.edit_step(step=row, by=request.user, **data),
        done="Step saved.",
        back=("cases:plan", case_id),
        seen=(row, actions.STEP_FIELDS),
    )


@allow(STAFF)
def sign_plan(request, case_id):
    context = case_context(request, case_id, active="cases:plan")
    return form_page(
        request,
        context,
        SignPlanForm(request.POST or None, initial={"signed_by_person": True}),
        "Sign the plan as it is now",
        act=lambda data: actions.sign_plan(case=context["case"], by=request.user, **data),
        done="Plan signed and kept.",
        back=("cases:plan-versions", case_id),
    )


@allow(STAFF)
@require_GET
def versions(request, case_id):
    """Signed plans; two of them, or one and the plan as it is now, side by side."""
    context = case_context(request, case_id, active="cases:plan")
    case, reads = context["case"], context["reads"]
    kept = list(case.plan_versions.select_related("signed_by"))
    numbers = {str(version.number): version for version in kept}
    old = numbers.get(request.GET.get("from", "")) or (kept[0] if kept else None)
    new = numbers.get(request.GET.get("to", ""))
    changes = []
    if old is not None:
        now = plan_versions.readable(new, reads) if new else plan_versions.readable_now(case, reads)
        changes = plan_versions.compare(plan_versions.readable(old, reads), now)
    context |= {"versions": kept, "old": old, "new": new, "changes": changes}
    return render(request, "cases/plan_versions.html", context)


@allow(STAFF)
@require_GET
def my_plan(request, case_id):
    """The plan in plain words and in the person's language: to read together, and to print."""
    context = case_context(request, case_id, active="cases:plan")
    lang = request.GET.get("lang", "")
    context["packet"] = packet_of(context["case"], reads=context["reads"], today=context["today"], lang=lang)
    context["languages"] = LANGUAGES
    return render(request, "cases/my_plan.html", context)
