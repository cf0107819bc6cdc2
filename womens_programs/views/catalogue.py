from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from cases.models import Facility
from reentry_portal import clock
from womens_programs.board import SHOWN, cards_for
from womens_programs.catalogue import catalogue, sites_of
from womens_programs.forms import CatalogueFilter
from womens_programs.models import Cohort, Enrollment, Program
from womens_programs.moves import LEADERS
from womens_programs.querysets import line_order

PAST_COHORTS = 10


@allow(STAFF)
@require_GET
def programs(request):
    """Every program this user may read of, by area, with open places and people waiting at each place."""
    places = Facility.objects.filter(pk__in=Program.sites.through.objects.values("facility"))
    narrowed = CatalogueFilter(request.GET, user=request.user, places=places)
    asked = narrowed.cleaned_data if narrowed.is_valid() else {}
    areas = catalogue(request.user, area=asked.get("area", ""), facility=asked.get("place"))
    context = {"filter": narrowed, "areas": areas, "today": clock.today()}
    return render(request, "womens_programs/programs.html", context)


@allow(STAFF)
@require_GET
def program(request, code):
    program = get_object_or_404(Program.objects.visible_to(request.user).prefetch_related("need_areas"), code=code)
    cohorts = Cohort.objects.visible_to(request.user).filter(program=program).with_places_taken()
    cohorts = cohorts.select_related("facility", "program")
    line = Enrollment.objects.visible_to(request.user).filter(program=program, state__in=Enrollment.WAITING)
    line = line.select_related("case__person", "program", "facility")
    line = list(line.order_by("facility__short_name", *line_order())[:SHOWN])
    log.viewed(what="program line", object_id=program.pk, people=[row.case.person_id for row in line])
    return render(
        request,
        "womens_programs/program.html",
        {
            "program": program,
            "sites": sites_of(program, request.user),
            "cohorts": cohorts.not_over(),
            "past": cohorts.filter(ends_on__lt=clock.today()).order_by("-ends_on")[:PAST_COHORTS],
            "cards": cards_for(line, user=request.user),
            "may_lead": request.user.role in LEADERS,
            "today": clock.today(),
        },
    )
