"""Where the person will live, who supervises them, and the people around them."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import STAFF, allow
from cases import actions
from cases.forms.homes import (
    ConditionForm,
    ConflictForm,
    HomeForm,
    MoveHomeForm,
    NewHomeForm,
    PersonAroundForm,
    SupervisionForm,
)
from cases.models import HomePlan, Supervision
from cases.views.case import form_page
from cases.views.frame import case_context
from reentry_portal.errors import ActionRefused

HERE = "cases:homes"


@allow(STAFF)
@require_GET
def homes(request, case_id):
    context = case_context(request, case_id, active=HERE)
    case, reads = context["case"], context["reads"]
    context |= {
        "homes": list(case.home_plans.select_related("county")),
        "supervision": Supervision.objects.filter(case=case).first(),
        "conditions": case.conditions.filter(confidentiality__in=reads).filter(
            Q(ends_on=None) | Q(ends_on__gte=context["today"])
        ),
        "around": case.people_around.filter(ended_on=None, confidentiality__in=reads),
        "contacts": context["person"].contact_points.filter(ended_at=None),
        "no_contact_withheld": "victim" not in reads,
    }
    return render(request, "cases/homes.html", context)


@allow(STAFF)
def add_home(request, case_id):
    context = case_context(request, case_id, active=HERE)
    return form_page(
        request,
        context,
        NewHomeForm(request.POST or None, initial={"rank": "first", "county": context["case"].county_id}),
        "Propose a place to live",
        act=lambda data: actions.propose_home(case=context["case"], by=request.user, **data),
        done="Home plan saved.",
        back=(HERE, case_id),
    )


def _home(request, case_id, home_id):
    context = case_context(request, case_id, active=HERE)
    return context, get_object_or_404(HomePlan, case=context["case"], pk=home_id)


@allow(STAFF)
def edit_home(request, case_id, home_id):
    context, home = _home(request, case_id, home_id)
    names = ("kind", "address", "host", "host_phone", "rules", "paid_by")
    initial = {name: getattr(home, name) for name in names} | {"county": home.county_id}
    return form_page(
        request,
        context,
        HomeForm(request.POST or None, initial=initial),
        "Change the home plan",
        act=lambda data: actions.edit_home(home=home, by=request.user, **data),
        done="Home plan saved.",
        back=(HERE, case_id),
        seen=(home, actions.HOME_FIELDS),
    )


@allow(STAFF)
def home(request, case_id, home_id):
    """The next state of a home plan."""
    context, row = _home(request, case_id, home_id)
    edit = ("Change what it says", reverse("cases:edit-home", args=[case_id, home_id]))
    return form_page(
        request,
        context,
        MoveHomeForm(request.POST or None, home=row, initial={"on": context["today"]}),
        f"{row.address}: {row.get_state_display().lower()}",
        act=lambda data: actions.move_home(home=row, by=request.user, **data),
        done="Home plan saved.",
        back=(HERE, case_id),
        also=edit if row.state == HomePlan.State.DRAFT else None,
    )


@allow(STAFF)
def conflict(request, case_id, home_id):
    context, row = _home(request, case_id, home_id)
    return form_page(
        request,
        context,
        ConflictForm(request.POST or None, initial={"on": context["today"]}),
        f"Conflict check: {row.address}",
        act=lambda data: actions.record_conflict_check(home=row, by=request.user, **data),
        done="Answer saved.",
        back=(HERE, case_id),
    )


@allow(STAFF)
@require_POST
def confirm_home(request, case_id, home_id):
    _, row = _home(request, case_id, home_id)
    return _press(request, case_id, lambda: actions.confirm_home(home=row, by=request.user), "Confirmed today.")


@allow(STAFF)
def supervision(request, case_id):
    context = case_context(request, case_id, active=HERE)
    row = Supervision.objects.filter(case=context["case"]).first() or Supervision(case=context["case"])
    initial = {name: getattr(row, name) for name in actions.SUPERVISION_FIELDS}
    if row.report_at:
        local = timezone.localtime(row.report_at)
        initial |= {"report_day": local.date(), "report_time": local.time()}
    return form_page(
        request,
        context,
        SupervisionForm(request.POST or None, initial=initial),
        "Supervision after release",
        act=lambda data: actions.record_supervision(case=context["case"], by=request.user, **data),
        done="Saved.",
        back=(HERE, case_id),
        seen=(row, actions.SUPERVISION_FIELDS),
    )


@allow(STAFF)
def add_condition(request, case_id):
    context = case_context(request, case_id, active=HERE)
    return form_page(
        request,
        context,
        ConditionForm(request.POST or None),
        "Add a condition",
        act=lambda data: actions.add_condition(case=context["case"], by=request.user, **data),
        done="Condition added.",
        back=(HERE, case_id),
    )


@allow(STAFF)
@require_POST
def end_condition(request, case_id, condition_id):
    context = case_context(request, case_id, active=HERE)
    row = get_object_or_404(context["case"].conditions.filter(confidentiality__in=context["reads"]), pk=condition_id)
    return _press(request, case_id, lambda: actions.end_condition(condition=row, by=request.user), "Ended today.")


@allow(STAFF)
def add_person_around(request, case_id):
    context = case_context(request, case_id, active=HERE)
    return form_page(
        request,
        context,
        PersonAroundForm(request.POST or None, reads=context["reads"]),
        "Add someone around the person",
        act=lambda data: actions.add_person_around(case=context["case"], by=request.user, **data),
        done="Saved.",
        back=(HERE, case_id),
    )


@allow(STAFF)
@require_POST
def end_person_around(request, case_id, around_id):
    context = case_context(request, case_id, active=HERE)
    row = get_object_or_404(context["case"].people_around.filter(confidentiality__in=context["reads"]), pk=around_id)
    return _press(request, case_id, lambda: actions.end_person_around(row=row, by=request.user), "Taken off the list.")


def _press(request, case_id, act, done):
    """One button on the page: do it, say so, and back."""
    try:
        act()
        messages.success(request, done)
    except ActionRefused as refused:
        messages.error(request, str(refused))
    return redirect(HERE, case_id)
