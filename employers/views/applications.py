from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from employers.models import Application
from employers.steps import STEPS, WAY, open_steps
from reentry_portal import clock
from reentry_portal.errors import ActionRefused


def application_or_404(request, pk) -> Application:
    rows = Application.objects.visible_to(request.user).select_related(
        "case__person", "case__facility", "case__county", "opening__employer", "opening__county", "placement"
    )
    rows = rows.prefetch_related("interviews__event__facility", "placement__checks")
    application = get_object_or_404(rows, pk=pk)
    log.viewed(what="application", object_id=application.pk, people=[application.case.person_id])
    return application


@allow(STAFF)
@require_GET
def application(request, pk):
    """One person's way to one job: where it stands, what happened, what can be done now."""
    application = application_or_404(request, pk)
    steps = open_steps(application)
    context = {
        "application": application,
        "case": application.case,
        "opening": application.opening,
        "placement": getattr(application, "placement", None),
        "way": [state.label for state in WAY],
        "reached": WAY.index(application.state) + 1 if application.state in WAY else 0,
        "first_step": steps[0] if steps else None,
        "more_steps": steps[1:],
        "today": clock.today(),
    }
    return render(request, "employers/application.html", context)


@allow(STAFF)
def step(request, pk, name):
    """Take one step; what the verb refuses is said on its form, with what was typed."""
    application = application_or_404(request, pk)
    if name not in STEPS:
        raise Http404("No such step.")
    step = STEPS[name]
    if not step.is_open(application):
        where = application.get_state_display()
        messages.error(request, f"“{step.label}” cannot be done now: this application is at “{where}”.")
        return redirect(application)
    data = request.POST if request.method == "POST" else None
    form = step.form(data, application=application, cancel_url=application.get_absolute_url())
    if data is not None and form.is_valid():
        try:
            step.act(application=application, by=request.user, **form.step_data())
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{application.case.person.full_name}, {application.opening}: saved.")
            return redirect(application)
    context = {"application": application, "step": step, "form": form}
    return render(request, "employers/step.html", context)
