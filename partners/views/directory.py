from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.access import allow
from partners.forms.directory import PlacesForm
from partners.models import Service
from reentry_portal import clock


@allow("partner")
def our_services(request):
    """What the organization offers; it says how many places are open and that all is still right."""
    services = Service.objects.visible_to(request.user).prefetch_related("areas")
    form = PlacesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        service = get_object_or_404(services, pk=request.POST.get("service") or 0)
        service.open_places, service.confirmed_on = form.cleaned_data["open_places"], clock.today()
        service.save(update_fields=["open_places", "confirmed_on"])
        messages.success(request, f"{service.name}: thank you, confirmed.")
        return redirect("partners:our-services")
    return render(request, "partners/our_services.html", {"services": services, "form": form})
