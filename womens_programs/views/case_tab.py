from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from cases.models import Person
from cases.views.frame import case_context
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from womens_programs import actions
from womens_programs.fit import open_needs, programs_here, where_she_lives
from womens_programs.forms import EnrollForm
from womens_programs.models import Area, Cohort, Enrollment, Program
from womens_programs.moves import ENROLLERS, moves_for
from womens_programs.querysets import areas_read_by
from womens_programs.views.board import sentence

TAB = "womens_programs:case-programs"


def womans_case(request, case_id) -> dict:
    context = case_context(request, case_id, active=TAB)
    if context["case"].person.sex != Person.Sex.FEMALE:
        raise Http404("These programs are for women.")
    return context


@allow(STAFF)
@require_GET
def case_programs(request, case_id):
    """Her way through programs so far, and the programs that fit what was assessed, with the reasons why."""
    context = womans_case(request, case_id)
    case, user = context["case"], request.user
    enrollments = Enrollment.objects.visible_to(user).filter(case=case)
    enrollments = list(enrollments.select_related("case__person", "program", "facility", "cohort", "need__area"))
    in_line = Enrollment.objects.places_in_line(enrollments)
    fits = programs_here(case, user=user, needs=list(open_needs(case, user=user)))
    context |= {
        "enrollments": [(row, in_line.get(row.pk), moves_for(row, user)) for row in enrollments],
        "fits": [fit for fit in fits if fit.need],
        "others": [fit for fit in fits if not fit.need],
        "may_enroll": user.role in ENROLLERS,
        "withheld": len(areas_read_by(user)) < len(Area),
        "today": clock.today(),
    }
    return render(request, "womens_programs/case_programs.html", context)


@allow(ENROLLERS)
def enroll(request, case_id, code):
    """Give her a place or a turn in line, or propose her; the page shows itself when something must be said first."""
    context = womans_case(request, case_id)
    case = context["case"]
    program = get_object_or_404(Program.objects.visible_to(request.user), code=code)
    cohorts = Cohort.objects.visible_to(request.user).filter(program=program).taking_people().with_places_taken()
    form = EnrollForm(
        request.POST or None,
        initial=request.GET.dict(),
        cohorts=where_she_lives(cohorts, case).select_related("facility"),
        needs=open_needs(case, user=request.user),
    )
    if request.method == "POST" and form.is_valid():
        try:
            enrollment = _ask_for(program, case=case, by=request.user, **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, sentence(enrollment))
            return redirect(TAB, case.pk)
    return render(request, "womens_programs/enroll.html", context | {"program": program, "form": form})


def _ask_for(program, *, cohort, **asked) -> Enrollment:
    return actions.enroll(cohort=cohort, **asked) if cohort else actions.propose(program=program, **asked)
