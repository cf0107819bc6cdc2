from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import STAFF, allow
from cases.views.frame import case_context
from employers import actions
from employers.fits import openings_that_fit
from employers.forms.records import ProfileForm, ReadinessForm
from employers.matching import profile_of
from employers.models import Application, ReadinessModule, ReadinessRecord, WorkProfile
from reentry_portal.errors import ActionRefused

TAB = "employers:case-work"


@allow(STAFF)
@require_GET
def case_work(request, case_id):
    """Readiness, applications and work of one person, and open jobs that fit with the reasons why."""
    context = case_context(request, case_id, active=TAB)
    case, user = context["case"], request.user
    done = {row.module_id: row for row in ReadinessRecord.objects.visible_to(user).filter(case=case)}
    modules = [(module, done.get(module.pk)) for module in ReadinessModule.objects.filter(is_active=True)]
    applications = Application.objects.visible_to(user).filter(case=case)
    applications = list(
        applications.select_related("opening__employer", "placement", "case").prefetch_related(
            "interviews", "placement__checks"
        )
    )
    context |= {
        "modules": modules,
        "modules_done": sum(record is not None for _, record in modules),
        "profile": profile_of(case),
        "applications": [row for row in applications if getattr(row, "placement", None) is None],
        "placements": [row for row in applications if getattr(row, "placement", None)],
        "fits": openings_that_fit(case, user=user),
    }
    return render(request, "employers/case_work.html", context)


@allow(STAFF)
def profile(request, case_id):
    context = case_context(request, case_id, active=TAB)
    case = context["case"]
    profile = profile_of(case) or WorkProfile(case=case)
    form = ProfileForm(request.POST or None, instance=profile, cancel_url=reverse(TAB, args=[case.pk]))
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_profile(profile=form.instance, credentials=form.cleaned_data["credentials"], by=request.user)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Work profile saved.")
            return redirect(TAB, case.pk)
    return render(request, "employers/profile.html", context | {"form": form})


@allow(STAFF)
@require_POST
def readiness(request, case_id, code):
    """A module is done: today, or on the day that was typed."""
    case = case_context(request, case_id, active=TAB)["case"]
    module = get_object_or_404(ReadinessModule, code=code, is_active=True)
    form = ReadinessForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["done_on"][0])
        return redirect(TAB, case.pk)
    try:
        actions.record_readiness(case=case, module=module, by=request.user, **form.cleaned_data)
    except ActionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{module} is done.")
    return redirect(TAB, case.pk)
