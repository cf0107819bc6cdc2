from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import STAFF, allow
from audit import log
from cases.models import Case
from employers import actions
from employers.access import EMPLOYER_STAFF
from employers.filters import OpeningFilter
from employers.fits import people_who_fit
from employers.forms.records import OpeningForm, PutForwardForm
from employers.matching import profile_of, reasons
from employers.models import Application, Employer, Opening
from employers.views.lists import chips, render_part
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from reentry_portal.paging import capped_count, page_of

CANDIDATES = 50


def opening_or_404(request, pk) -> Opening:
    rows = Opening.objects.visible_to(request.user).with_places_taken().select_related("employer__county", "county")
    return get_object_or_404(rows.prefetch_related("credentials", "employer__counties"), pk=pk)


@allow(STAFF)
@require_GET
def openings(request):
    """Open jobs of all employers, newest first."""
    visible = Opening.objects.visible_to(request.user).open()
    narrowed = OpeningFilter(request.GET, queryset=visible, request=request)
    rows = narrowed.qs.with_places_taken().select_related("employer", "county").prefetch_related("credentials")
    context = {
        "filter": narrowed,
        "page": page_of(rows, by="-pk", cursor=request.GET.get("at", "")),
        "total": capped_count(narrowed.qs),
        "chips": chips("employers:openings"),
        "today": clock.today(),
    }
    response = render(request, render_part(request, "employers/openings.html", "results"), context)
    response.headers["Vary"] = "HX-Request"
    return response


@allow(STAFF)
@require_GET
def opening(request, pk):
    """The job, those on the way to it, and people who fit with the reasons why."""
    opening = opening_or_404(request, pk)
    candidates = Application.objects.visible_to(request.user).filter(opening=opening)
    candidates = list(candidates.select_related("case__person", "case__facility", "case__county")[:CANDIDATES])
    takes_people = opening.takes_people(clock.today()) and opening.employer.is_hiring
    fits = people_who_fit(opening, user=request.user) if takes_people else []
    people = [row.case.person_id for row in candidates] + [fit.case.person_id for fit in fits]
    log.viewed(what="job", object_id=opening.pk, people=people)
    context = {
        "opening": opening,
        "candidates": candidates,
        "fits": fits,
        "takes_people": takes_people,
        "may_change": request.user.role in EMPLOYER_STAFF,
        "today": clock.today(),
    }
    return render(request, "employers/opening.html", context)


@allow(EMPLOYER_STAFF)
def add_opening(request, pk):
    employer = get_object_or_404(Employer.objects.visible_to(request.user), pk=pk)
    blank = Opening(employer=employer, city=employer.city, county_id=employer.county_id)
    return _save(request, blank, actions.add_opening, title=f"Add job at {employer}", back=employer.get_absolute_url())


@allow(EMPLOYER_STAFF)
def edit_opening(request, pk):
    opening = opening_or_404(request, pk)
    back = opening.get_absolute_url()
    return _save(request, opening, actions.change_opening, title=f"Change {opening}", back=back)


def _save(request, opening, act, *, title, back):
    form = OpeningForm(request.POST or None, instance=opening, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            saved = act(opening=form.instance, credentials=form.cleaned_data["credentials"], by=request.user)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{saved} saved.")
            return redirect(saved)
    return render(request, "components/form_page.html", {"title": title, "form": form})


@allow(EMPLOYER_STAFF)
@require_POST
def close_or_reopen(request, pk):
    opening = opening_or_404(request, pk)
    act = actions.reopen_opening if request.POST.get("to") == "open" else actions.close_opening
    try:
        opening = act(opening=opening, by=request.user)
    except ActionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{opening} is {opening.get_state_display().lower()}.")
    return redirect("employers:opening", pk)


@allow(STAFF)
def put_forward(request, pk, case_id):
    """Put a person forward for the job, who agreed; or note that the person is interested."""
    opening = opening_or_404(request, pk)
    visible = Case.objects.visible_to(request.user).select_related("person", "county", "facility", "work_profile")
    case = get_object_or_404(visible, pk=case_id)
    interested = Application.objects.filter(case=case, opening=opening, state=Application.State.INTERESTED).exists()
    form = PutForwardForm(request.POST or None, is_interested=interested, cancel_url=opening.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        asked = {"case": case, "opening": opening, "by": request.user, "note": form.cleaned_data["note"]}
        try:
            if form.cleaned_data["agreed"]:
                application = actions.put_forward(**asked, agreed=True)
            else:
                application = actions.note_interest(**asked)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            done = "put forward for" if application.agreed_on else "noted as interested in"
            messages.success(request, f"{case.person.full_name} is {done} {opening}.")
            return redirect(application)
    log.viewed(what="put forward", object_id=case.pk, people=[case.person_id])
    context = {
        "opening": opening,
        "case": case,
        "form": form,
        "reasons": reasons(opening, case, profile_of(case), today=clock.today()),
    }
    return render(request, "employers/put_forward.html", context)
