"""A look at a person from the list, without leaving it."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from cases.access import classes_read_on
from cases.models import Case, ContactPoint, PersonAround, PlanStep
from reentry_portal import clock

STEPS_SHOWN, PHONES_SHOWN = 3, 5


@allow(STAFF)
@require_GET
def quick(request, case_id):
    """The last note, the next three steps and the phones, as a row under the row; without script the person's page."""
    if not request.htmx:
        return redirect("cases:case", case_id)
    visible = Case.objects.visible_to(request.user).with_emergency(request.user).select_related("person")
    case = get_object_or_404(visible, pk=case_id)
    reads = classes_read_on(case, request.user)
    log.viewed(what="cases:quick", object_id=case.pk, people=[case.person_id])
    steps = case.steps.readable_by(reads).filter(state__in=PlanStep.UNFINISHED)
    context = {
        "case": case,
        "note": case.notes.filter(confidentiality__in=reads).first(),
        "steps": steps.order_by("due_on", "id")[:STEPS_SHOWN],
        "phones": _phones(case, reads)[:PHONES_SHOWN],
        "today": clock.today(),
    }
    return render(request, "cases/quick.html", context)


def _phones(case: Case, reads) -> list[dict]:
    """The person's own and others' at which they are reached, then those of people around whom staff may talk to."""
    points = case.person.contact_points.filter(kind=ContactPoint.Kind.PHONE, ended_at=None)
    around = case.people_around.filter(ended_on=None, may_be_told=True, confidentiality__in=reads).exclude(phone="")
    around = around.exclude(kind=PersonAround.Kind.NO_CONTACT)
    return [
        *({"who": point.whose or "Own", "number": point.value, "safe": point.safe_for_messages} for point in points),
        *({"who": each.name, "number": each.phone, "safe": True} for each in around),
    ]
