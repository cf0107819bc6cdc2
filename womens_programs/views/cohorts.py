from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from womens_programs import actions
from womens_programs.forms import AttendanceForm, CohortForm
from womens_programs.models import Attendance, Cohort, Enrollment, Program, Session
from womens_programs.moves import LEADERS

# Held sessions that the attendance table shows side by side.
SESSIONS_SHOWN = 8


def cohort_or_404(request, pk) -> Cohort:
    cohorts = Cohort.objects.visible_to(request.user).with_places_taken().select_related("program", "facility")
    return get_object_or_404(cohorts, pk=pk)


def members_of(cohort, user):
    """Everyone who has or had a place, in the order of a paper list."""
    rows = Enrollment.objects.visible_to(user).filter(cohort=cohort).select_related("case__person")
    return rows.order_by("case__person__last_name", "case__person__first_name", "pk")


@allow(STAFF)
@require_GET
def cohort(request, pk):
    cohort = cohort_or_404(request, pk)
    today = clock.today()
    members = list(members_of(cohort, request.user).annotate(**_counted()))
    sessions = list(cohort.sessions.filter(date__lte=today).order_by("-date")[:SESSIONS_SHOWN])[::-1]
    marks = {}
    for session, enrollment, mark in Attendance.objects.filter(session__in=sessions).values_list(
        "session", "enrollment", "mark"
    ):
        marks[session, enrollment] = Attendance.Mark(mark)
    log.viewed(what="cohort", object_id=cohort.pk, people=[row.case.person_id for row in members])
    return render(
        request,
        "womens_programs/cohort.html",
        {
            "cohort": cohort,
            "sessions": sessions,
            "next_session": cohort.sessions.filter(date__gt=today).first(),
            "rows": [(row, [marks.get((session.pk, row.pk)) for session in sessions]) for row in members],
            "may_lead": request.user.role in LEADERS,
            "today": today,
        },
    )


def _counted():
    of_mark = {mark: Count("attendance", filter=Q(attendance__mark=mark)) for mark in Attendance.Mark}
    return {f"times_{mark}": count for mark, count in of_mark.items()}


@allow(LEADERS)
def attendance(request, pk):
    """The sheet of one session: everyone's mark in one save."""
    session = get_object_or_404(
        Session.objects.visible_to(request.user).select_related("cohort__program", "cohort__facility"), pk=pk
    )
    marks = dict(session.attendance.values_list("enrollment", "mark"))
    members = list(
        members_of(session.cohort, request.user).filter(Q(state__in=Enrollment.HOLDING_A_PLACE) | Q(pk__in=marks))
    )
    form = AttendanceForm(request.POST or None, members=members, marks=marks)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.record_attendance(session=session, marks=form.marks(), by=request.user)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, f"Attendance of {session} saved: {changed} mark{'' if changed == 1 else 's'} changed."
            )
            return redirect("womens_programs:cohort", session.cohort_id)
    log.viewed(what="attendance", object_id=session.pk, people=[row.case.person_id for row in members])
    return render(
        request,
        "womens_programs/attendance.html",
        {"session": session, "cohort": session.cohort, "form": form, "today": clock.today()},
    )


@allow(LEADERS)
@require_GET
def sheet(request, pk):
    """Paper for the room: everyone with a place, and lines to sign."""
    cohort = cohort_or_404(request, pk)
    members = list(members_of(cohort, request.user).holding_a_place())
    log.viewed(what="attendance sheet", object_id=cohort.pk, people=[row.case.person_id for row in members])
    sessions = cohort.sessions.filter(date__gte=clock.today())[:4]
    return render(
        request,
        "womens_programs/sheet.html",
        {"cohort": cohort, "members": members, "sessions": sessions, "today": clock.today()},
    )


@allow(LEADERS)
def add_cohort(request, code):
    program = get_object_or_404(Program.objects.visible_to(request.user), code=code)
    return _save_cohort(request, Cohort(program=program), actions.open_cohort, f"Add a group of {program}")


@allow(LEADERS)
def edit_cohort(request, pk):
    return _save_cohort(request, cohort_or_404(request, pk), actions.change_cohort, "Change the group")


def _save_cohort(request, cohort, act, title):
    form = CohortForm(request.POST or None, instance=cohort)
    if request.method == "POST" and form.is_valid():
        try:
            saved = act(cohort=form.instance, by=request.user)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{saved} saved. The last session is on {saved.ends_on:%m/%d/%Y}.")
            return redirect("womens_programs:cohort", saved.pk)
    back = cohort.get_absolute_url() if cohort.pk else cohort.program.get_absolute_url()
    context = {"form": form, "title": title, "program": cohort.program, "back": back}
    return render(request, "womens_programs/cohort_form.html", context)
