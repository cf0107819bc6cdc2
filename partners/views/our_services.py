"""What an organization keeps up to date itself: its services, hours and places, also on a phone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.access import allow
from partners.actions import directory as actions
from partners.forms.directory import OwnLocationForm, OwnServiceForm, PlacesForm
from partners.models import Location, Service
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

HOME = "partners:our-services"


@allow("partner")
def our_services(request):
    """One card a service: how many places are open, how many people wait, and that all is still right."""
    own = Service.objects.visible_to(request.user).filter(status__in=Service.LISTED)
    sent = PlacesForm(request.POST or None, prefix=request.POST.get("service", "0"))
    if request.method == "POST":
        service = get_object_or_404(own, pk=_number(request.POST.get("service")))
        if sent.is_valid():
            actions.confirm_service(service=service, by=request.user, **sent.cleaned_data)
            messages.success(request, f"{service.name}: thank you, confirmed.")
            return redirect(HOME)
    today = clock.today()
    services = list(own.select_related("confirmed_by").prefetch_related("areas", "schedules").order_by("name"))
    for service in services:
        service.stale = service.is_stale(today)
        service.form = (
            sent
            if sent.is_bound and sent.prefix == str(service.pk)
            else PlacesForm(
                initial={"open_places": service.open_places, "waitlist": service.waitlist}, prefix=str(service.pk)
            )
        )
    context = {
        "services": services,
        "locations": Location.objects.visible_to(request.user).select_related("county"),
        "stale_count": sum(service.stale for service in services),
    }
    return render(request, "partners/our_services.html", context)


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 10 else 0


@allow("partner")
def our_service(request, service_id):
    """Hours, limits and how to apply."""
    service = get_object_or_404(Service.objects.visible_to(request.user), pk=service_id, status__in=Service.LISTED)
    form = OwnServiceForm(request.POST or None, instance=service, cancel_url=reverse(HOME))
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_own_service(
                service=form.instance, fields=list(form.Meta.fields), hours=form.hours, by=request.user
            )
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{service.name}: saved and confirmed.")
            return redirect(HOME)
    lead = "The reentry staff see this when they look for a service. Saving says that all of it is right today."
    return render(request, "components/form_page.html", {"title": f"Change {service.name}", "lead": lead, "form": form})


@allow("partner")
def our_location(request, location_id):
    location = get_object_or_404(Location.objects.visible_to(request.user), pk=location_id)
    location.organization = request.user.organization
    form = OwnLocationForm(request.POST or None, instance=location, cancel_url=reverse(HOME))
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_location(location=form.instance, fields=list(form.Meta.fields), by=request.user)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{location}: saved.")
            return redirect(HOME)
    return render(request, "components/form_page.html", {"title": f"Change {location}", "lead": "", "form": form})
