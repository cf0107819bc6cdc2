from django.http import HttpResponse, HttpResponseRedirect, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import EVERYONE, PUBLIC, allow
from accounts.scope import current_actor


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


def server_error(request):
    """Plain, for the frame may be what failed; its reference finds the fault in the log and on the trail."""
    actor = current_actor()
    page = loader.render_to_string("500.html", {"reference": actor.request_id if actor else ""})
    return HttpResponseServerError(page)


@allow(PUBLIC)
@require_GET
def about(request):
    """Help, privacy and accessibility in plain words."""
    return render(request, "about.html")


@allow(PUBLIC)
@require_GET
def health(request):
    """Answers when the web process can reach the database in a scope."""
    return HttpResponse("ok", content_type="text/plain")


@allow(EVERYONE)
@require_GET
def keep_alive(request):
    """The page asks for more time before an idle session ends."""
    request.session["seen_at"] = request.session["seen_at"]
    return HttpResponse(status=204)


@allow(EVERYONE)
@require_GET
def home(request):
    """Each role starts its day where its work is."""
    if request.user.role == "partner":
        return HttpResponseRedirect(reverse("partners:inbox"))
    if request.user.role == "administrator":
        return HttpResponseRedirect(reverse("admin:index"))
    return HttpResponseRedirect(reverse("reports:my-day"))
