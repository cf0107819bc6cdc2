from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import EVERYONE, PUBLIC, allow


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


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
