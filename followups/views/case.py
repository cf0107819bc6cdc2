from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import STAFF, allow
from cases.models import PlanStep
from cases.views.frame import case_context
from followups import actions
from followups.forms import OutcomeForm, ReleaseForm
from reentry_portal.errors import ActionRefused

TAB = "followups:case-follow-up"


@allow(STAFF)
def case_follow_up(request, case_id):
    """Before release: record it. After: the checkpoints with their owners and outcomes."""
    context = case_context(request, case_id, active=TAB)
    case = context["case"]
    if not case.is_inside:
        context["follow_ups"] = case.follow_ups.select_related("owner", "done_by", "point")
        return render(request, "followups/case.html", context)
    form = ReleaseForm(request.POST or None, initial={"on": context["today"]})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_release(case=case, by=request.user, **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Release recorded. The follow-ups are laid out.")
            return redirect(TAB, case_id)
    context["form"] = form
    context["unfinished"] = case.steps.filter(is_critical=True, state__in=PlanStep.UNFINISHED).count()
    return render(request, "followups/case.html", context)


@allow(STAFF)
def outcome(request, case_id, follow_up_id):
    context = case_context(request, case_id, active=TAB)
    follow_up = get_object_or_404(context["case"].follow_ups.select_related("point"), pk=follow_up_id)
    form = OutcomeForm(request.POST or None, cancel_url=context["tab_url"])
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_outcome(follow_up=follow_up, by=request.user, **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Outcome of the follow-up at {follow_up.title} recorded.")
            return redirect(TAB, case_id)
    return render(request, "followups/outcome.html", {**context, "form": form, "follow_up": follow_up})
