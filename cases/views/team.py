"""The supervisor's view of who carries whom: balance, hand-over, and the rules by which new people are assigned."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import STAFF, allow
from accounts.models import User
from cases import actions, forms
from cases.assignment import balance
from cases.models import AssignmentRule, Case, HandOver
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from reentry_portal.paging import capped_count

HAND_OVERS_SHOWN = 10


@allow("supervisor")
@require_GET
def team(request):
    """Each case manager with what they carry, who has no one yet, and the rules."""
    unassigned = Case.objects.visible_to(request.user).filter(coordinator=None, state__in=Case.INSIDE)
    context = {
        "people": balance(today=clock.today()),
        "unassigned": capped_count(unassigned),
        "rules": list(AssignmentRule.objects.select_related("facility", "coordinator")),
        "rule_form": forms.AssignmentRuleForm(),
        "hand_overs": list(HandOver.objects.select_related("from_user", "to_user", "by")[:HAND_OVERS_SHOWN]),
    }
    return render(request, "cases/team.html", context)


@allow("supervisor")
def hand_over(request, user_id):
    """Give all of someone's people to someone else."""
    from_user = get_object_or_404(User, pk=user_id)
    form = forms.HandOverForm(request.POST or None)
    form.cancel_url = "/team/"
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.hand_over(from_user=from_user, by=request.user, **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                f"{done.people} {'person' if done.people == 1 else 'people'} handed to {done.to_user.get_full_name()}: "
                f"{done.leaving_soon} leave within 30 days, {done.overdue_steps} steps are overdue.",
            )
            return redirect("cases:team")
    context = {
        "form": form,
        "title": f"Hand over from {from_user.get_full_name()}",
        "lead": "Every person inside or released, with the steps still to do.",
    }
    return render(request, "components/form_page.html", context)


@allow("supervisor")
@require_POST
def add_rule(request):
    form = forms.AssignmentRuleForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        AssignmentRule.objects.update_or_create(
            facility=data["facility"],
            housing_unit=data["housing_unit"],
            defaults={"coordinator": data["coordinator"]},
        )
        messages.success(request, "Rule saved. It counts for people who come in from now on.")
    else:
        messages.error(request, "Choose a facility and a case manager.")
    return redirect("cases:team")


@allow("supervisor")
@require_POST
def drop_rule(request, rule_id):
    get_object_or_404(AssignmentRule, pk=rule_id).delete()
    messages.success(request, "Rule removed.")
    return redirect("cases:team")


@allow(STAFF)
@require_POST
def hand_over_seen(request, hand_over_id):
    """The one who got the people has read what comes with them."""
    get_object_or_404(HandOver, pk=hand_over_id, to_user=request.user)
    HandOver.objects.filter(pk=hand_over_id).update(seen=True)
    return redirect("reports:my-day")
