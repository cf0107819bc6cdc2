"""What is done from the caseload: to the people chosen in it, or to the list as it is narrowed."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import STAFF, allow
from audit import log
from audit.models import Action
from cases import actions, forms, worklist
from cases.access import classes_read_by
from cases.filters import CaseloadFilter, narrow
from cases.models import Case, PlanStep, SavedView
from reentry_portal import clock, csv_rows
from reentry_portal.errors import ActionRefused

MOST_CHOSEN = 100
MOST_EXPORTED = 50_000
STEPS_ON_A_SHEET = 12


def chosen_from(request) -> list[Case]:
    """The cases ticked in a list, of those that the user may open, with what the list says of them."""
    ids = [typed for typed in request.GET.getlist("case") if typed.isdigit()][:MOST_CHOSEN]
    cases = Case.objects.visible_to(request.user).filter(pk__in=ids)
    cases = worklist.with_columns(cases, reads=classes_read_by(request.user))
    return list(cases.order_by("person__last_name", "person__first_name", "pk"))


@allow(STAFF)
def chosen(request):
    """Several people at once: assign them, add a step to each, tag them. `do` in the address says which."""
    cases = chosen_from(request)
    log.viewed(what="cases:chosen", people=[case.person_id for case in cases])
    if not cases:
        messages.error(request, "No one was chosen. Tick the people first.")
        return redirect("cases:caseload")
    kinds = {"assign": forms.AssignForm, "step": forms.StepForAllForm, "tag": forms.TagForm, "untag": forms.TagForm}
    do = request.GET.get("do", "")
    if do == "print":
        return redirect(f"{reverse('cases:sheets')}?{_ids(cases)}")
    if do not in kinds:
        do = "assign"
    form = kinds[do](request.POST or None, **({"reads": classes_read_by(request.user)} if do == "step" else {}))
    form.cancel_url = reverse("cases:caseload")
    form.submit_label = form.helper.inputs[0].value = LABELS[do]
    if request.method == "POST" and form.is_valid():
        done, left_out = actions.for_each(cases, lambda case: _act(do, case, form.cleaned_data, request.user))
        messages.success(request, f"{LABELS[do]}: {done} {'person' if done == 1 else 'people'}.")
        for line in left_out:
            messages.error(request, line)
        return redirect(request.GET.get("back") if _is_ours(request.GET.get("back", "")) else "cases:caseload")
    return render(request, "cases/chosen.html", {"cases": cases, "form": form, "title": LABELS[do]})


LABELS = {"assign": "Assign", "step": "Add a step", "tag": "Add tag", "untag": "Take tag off"}


def _act(do: str, case: Case, data: dict, by) -> None:
    if do == "assign":
        actions.assign(case=case, coordinator=data["coordinator"], by=by)
    elif do == "step":
        actions.add_step(case=case, by=by, owner=case.coordinator, **data)
    elif do == "tag":
        actions.tag_case(case=case, word=data["word"], by=by)
    else:
        actions.untag_case(case=case, word=data["word"], by=by)


def _ids(cases) -> str:
    return "&".join(f"case={case.pk}" for case in cases)


def _is_ours(path: str) -> bool:
    return path.startswith(reverse("cases:caseload"))


@allow(STAFF)
@require_GET
def sheets(request):
    """One sheet of paper for each person chosen: who, where, when, and the steps that come next."""
    cases = chosen_from(request)
    log.record(Action.EXPORTED, object_type="cases:sheets", people=[case.person_id for case in cases])
    steps = (
        PlanStep.objects.filter(case__in=cases, state__in=PlanStep.UNFINISHED)
        .readable_by(classes_read_by(request.user))
        .order_by("due_on", "id")
    )
    by_case = {case.pk: [] for case in cases}
    for step in steps:
        if len(by_case[step.case_id]) < STEPS_ON_A_SHEET:
            by_case[step.case_id].append(step)
    return render(
        request,
        "cases/sheets.html",
        {"sheets": [(case, by_case[case.pk]) for case in cases], "today": clock.today()},
    )


@allow(STAFF)
@require_GET
def export(request):
    """The caseload as it is narrowed, as CSV; whose lines were taken is on the trail."""
    visible = Case.objects.visible_to(request.user)
    narrowed = narrow(visible, user=request.user, **CaseloadFilter(request.GET).asked)
    ids = dict(narrowed.order_by("release_date", "pk").values_list("pk", "person_id")[:MOST_EXPORTED])
    log.record(Action.EXPORTED, object_type="cases:export", people=ids.values(), detail={"rows": len(ids)})
    # Those on the trail and no others, whoever came or went meanwhile.
    content = csv_rows.copied(worklist.csv_lines(Case.objects.filter(pk__in=list(ids))), head=worklist.CSV_HEAD)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="caseload-{clock.today():%Y-%m-%d}.csv"'
    return response


@allow(STAFF)
@require_POST
def save_view(request):
    """Keep the filters that stand in the caseload's address under a name."""
    form = forms.SaveViewForm(request.POST)
    query = QueryDict(request.POST.get("query", ""), mutable=True)
    for name in [name for name in query if name not in CaseloadFilter.base_fields and name != "sort"]:
        query.pop(name)
    if form.is_valid():
        try:
            data = form.cleaned_data
            actions.save_view(
                owner=request.user, name=data["name"], query=query.urlencode(), is_shared=data["is_shared"]
            )
        except ActionRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"View “{data['name']}” saved.")
    else:
        messages.error(request, "Give the view a name of up to 40 characters.")
    return redirect(f"{reverse('cases:caseload')}?{query.urlencode()}")


@allow(STAFF)
@require_POST
def drop_view(request, view_id):
    view = get_object_or_404(SavedView, pk=view_id, owner=request.user)
    view.delete()
    messages.success(request, f"View “{view.name}” removed.")
    return redirect("cases:caseload")


@allow(STAFF)
@require_POST
def snooze(request, case_id, step_id):
    """Put a step off My day; more than a week asks why."""
    visible = Case.objects.visible_to(request.user)
    step = get_object_or_404(
        PlanStep.objects.filter(case__in=visible).readable_by(classes_read_by(request.user)),
        pk=step_id,
        case=case_id,
    )
    days = request.POST.get("days", "")
    try:
        if not days.isdigit():
            raise ActionRefused("Say for how many days.")
        step = actions.snooze_step(step=step, days=int(days), why=request.POST.get("why", ""), by=request.user)
        messages.success(request, f"Put off until {step.snoozed_until:%m/%d/%Y}: {step.title}")
    except ActionRefused as refused:
        messages.error(request, str(refused))
    return redirect("reports:my-day")
