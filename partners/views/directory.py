"""The directory as staff read it and supervisors keep it, and the services that fit one person's need."""

from django.contrib import messages
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import DEPARTMENT, STAFF, allow
from accounts.models import Organization
from cases.models import County
from cases.views.frame import case_context
from partners.actions import directory as actions
from partners.filters import DirectoryFilter, FitFilter
from partners.fits import fits_of, services_that_fit
from partners.forms.directory import AgreementForm, EndAgreementForm, LocationForm, OrganizationForm, ServiceForm
from partners.models import Agreement, Location, Service
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from reentry_portal.paging import capped_count, page_of

KEEPERS = frozenset({"supervisor", "administrator"})
FITS_SHOWN = 15
COMPARED = 3
LISTS = (
    ("Services", "partners:directory"),
    ("Organizations", "partners:organizations"),
    ("Import and export", "partners:exchange"),
)


def chips(request, current: str) -> list[dict]:
    """The lists of the directory, as ways to go."""
    shown = LISTS if request.user.role in KEEPERS else LISTS[:2]
    return [{"label": label, "url": reverse(name), "current": name == current} for label, name in shown]


def part_of(request, template: str) -> str:
    """The template's results alone when htmx asks for the list, else the page."""
    is_part = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    return f"{template}#results" if is_part else template


def show_list(request, template: str, context: dict):
    response = render(request, part_of(request, template), context)
    response.headers["Vary"] = "HX-Request"
    return response


@allow(DEPARTMENT)
@require_GET
def directory(request):
    """All services; from a county that is chosen, the nearest first."""
    county = County.objects.filter(code=request.GET.get("county", "")).first()
    rows = Service.objects.listed(request.user).with_miles_from(county).best_first([])
    narrowed = DirectoryFilter(request.GET, queryset=rows, request=request)
    rows = narrowed.qs.select_related("organization").prefetch_related("areas").annotate(sort_name=Lower("name"))
    page = page_of(rows, by="rank" if county else "sort_name", cursor=request.GET.get("at", ""))
    context = {
        "filter": narrowed,
        "page": page,
        "total": capped_count(narrowed.qs),
        "county": county,
        "chips": chips(request, "partners:directory"),
        "today": clock.today(),
    }
    for row in page.rows:
        row.stale = row.is_stale(context["today"])
    return show_list(request, "partners/directory.html", context)


@allow(DEPARTMENT)
@require_GET
def organizations(request):
    typed = request.GET.get("q", "").strip()
    listed = Count("services", filter=Q(services__status__in=Service.LISTED))
    rows = Organization.objects.annotate(sort_name=Lower("name"), listed=listed)
    if typed:
        rows = rows.filter(Q(name__icontains=typed) | Q(alternate_name__icontains=typed))
    context = {
        "page": page_of(rows, by="sort_name", cursor=request.GET.get("at", "")),
        "typed": typed,
        "chips": chips(request, "partners:organizations"),
        "today": clock.today(),
        "may_change": request.user.role in KEEPERS,
    }
    return render(request, "partners/organizations.html", context)


@allow(DEPARTMENT)
@require_GET
def organization(request, organization_id):
    organization = get_object_or_404(Organization, pk=organization_id)
    today = clock.today()
    services = list(organization.services.order_by("name").prefetch_related("areas"))
    for row in services:
        row.stale = row.is_stale(today)
    agreements = list(organization.agreements.all())
    for row in agreements:
        row.current = row.is_current(today)
    health_paper = any(row.current and row.kind in Agreement.HEALTH for row in agreements)
    context = {
        "organization": organization,
        "services": services,
        "locations": organization.locations.select_related("county").prefetch_related("schedules"),
        "phones": organization.phones.all(),
        "agreements": agreements,
        "lacks_health_paper": organization.is_part2_program and not health_paper,
        "members": organization.members.filter(is_active=True).count(),
        "may_change": request.user.role in KEEPERS,
        "today": today,
    }
    return render(request, "partners/organization.html", context)


@allow(DEPARTMENT)
@require_GET
def service(request, service_id):
    rows = Service.objects.select_related("organization", "confirmed_by")
    row = get_object_or_404(rows, pk=service_id)
    today = clock.today()
    context = {
        "service": row,
        "stale": row.is_stale(today),
        "places": row.places.select_related("location__county").prefetch_related("schedules", "phones"),
        "today": today,
        "may_change": request.user.role in KEEPERS,
    }
    return render(request, "partners/service.html", context)


@allow(KEEPERS)
def add_organization(request):
    return _save_organization(request, Organization(), "Add organization", reverse("partners:organizations"))


@allow(KEEPERS)
def edit_organization(request, organization_id):
    organization = get_object_or_404(Organization, pk=organization_id)
    return _save_organization(request, organization, f"Change {organization}", _page_of(organization))


def _page_of(organization) -> str:
    return reverse("partners:organization", args=[organization.pk])


def _save_organization(request, organization, title, back):
    form = OrganizationForm(request.POST or None, instance=organization, cancel_url=back)
    return _form_page(
        request, form, title, lambda: _page_of(actions.save_organization(organization=form.instance, by=request.user))
    )


def _form_page(request, form, title, act, lead=""):
    """One form on a page: `act` saves and tells the address to go on to."""
    if request.method == "POST" and form.is_valid():
        try:
            address = act()
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved.")
            return redirect(address)
    return render(request, "components/form_page.html", {"title": title, "lead": lead, "form": form})


@allow(KEEPERS)
def add_service(request, organization_id):
    organization = get_object_or_404(Organization, pk=organization_id)
    title = f"Add service of {organization}"
    return _save_service(request, Service(organization=organization), title, _page_of(organization))


@allow(KEEPERS)
def edit_service(request, service_id):
    row = get_object_or_404(Service.objects.select_related("organization"), pk=service_id)
    return _save_service(request, row, f"Change {row.name}", reverse("partners:service", args=[row.pk]))


def _save_service(request, row, title, back):
    form = ServiceForm(request.POST or None, instance=row, cancel_url=back)

    def act():
        data = form.cleaned_data
        saved = actions.save_service(
            service=form.instance,
            areas=data["areas"],
            types=data["types"],
            counties=data["counties"],
            locations=list(data.get("locations", ())),
            hours=form.hours,
            by=request.user,
        )
        return reverse("partners:service", args=[saved.pk])

    return _form_page(request, form, title, act)


@allow(KEEPERS)
def add_location(request, organization_id):
    organization = get_object_or_404(Organization, pk=organization_id)
    return _save_location(request, Location(organization=organization), f"Add location of {organization}")


@allow(KEEPERS)
def edit_location(request, location_id):
    location = get_object_or_404(Location.objects.select_related("organization"), pk=location_id)
    return _save_location(request, location, f"Change {location}")


def _save_location(request, location, title):
    back = _page_of(location.organization)
    form = LocationForm(request.POST or None, instance=location, cancel_url=back)

    def act():
        actions.save_location(location=form.instance, by=request.user)
        return back

    return _form_page(request, form, title, act)


@allow(KEEPERS)
def add_agreement(request, organization_id):
    organization = get_object_or_404(Organization, pk=organization_id)
    form = AgreementForm(request.POST or None, initial={"starts_on": clock.today()}, cancel_url=_page_of(organization))

    def act():
        actions.record_agreement(organization=organization, by=request.user, **form.cleaned_data)
        return _page_of(organization)

    lead = "When all agreements have ended, nobody of the organization can sign in."
    return _form_page(request, form, f"Record an agreement with {organization}", act, lead)


@allow(KEEPERS)
def end_agreement(request, agreement_id):
    agreement = get_object_or_404(Agreement.objects.select_related("organization"), pk=agreement_id)
    organization = agreement.organization
    form = EndAgreementForm(request.POST or None, initial={"on": clock.today()}, cancel_url=_page_of(organization))

    def act():
        actions.end_agreement(agreement=agreement, by=request.user, **form.cleaned_data)
        return _page_of(organization)

    lead = f"{agreement}, since {agreement.starts_on:%m/%d/%Y}. Sign-ins of the organization may stop with it."
    return _form_page(request, form, f"End an agreement with {organization}", act, lead)


@allow(STAFF)
@require_GET
def choose_service(request, case_id, need_id):
    """Services that answer the need, with what fits and what stands in the way; up to three beside each other."""
    context = case_context(request, case_id, active="partners:case-referrals")
    need = get_object_or_404(
        context["case"]
        .needs.filter(confidentiality__in=context["reads"])
        .select_related("area", "case__person", "case__county"),
        pk=need_id,
    )
    services = services_that_fit(need, user=request.user)
    chosen = [int(value) for value in request.GET.getlist("service") if value.isdecimal()]
    context |= {"need": need, "compared": COMPARED}
    if chosen:
        # More than can stand beside each other: the first three.
        fits = _with_addresses(
            fits_of(services.filter(pk__in=chosen[:COMPARED]).order_by("rank", "pk"), need.case), need
        )
        return render(request, "partners/compare.html", context | {"fits": fits})
    narrowed = FitFilter(request.GET, queryset=services, request=request)
    page = page_of(narrowed.qs, by="rank", cursor=request.GET.get("at", ""), size=FITS_SHOWN)
    context |= {
        "filter": narrowed,
        "page": page,
        "fits": _with_addresses(fits_of(page.rows, need.case), need),
        "total": capped_count(narrowed.qs),
    }
    return show_list(request, "partners/services.html", context)


def _with_addresses(fits, need):
    """Each service with the address where a referral to it begins."""
    address = reverse("partners:new-referral", args=[need.case_id, need.pk])
    for fit in fits:
        fit.service.referral_address = f"{address}?service={fit.service.pk}"
    return fits
