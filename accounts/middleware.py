from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse

from accounts import access, doors, factors, scope
from accounts.address import address_of
from audit import log
from reentry_portal import clock

ROLLED_BACK = {403, 404}
ENDED = "Your organization's agreement with the department has ended. Call the reentry unit to renew it."


class ScopeMiddleware:
    """Wraps the whole request, session and rendering included, in one scope.

    It opens as a visitor, who can read what signing in needs and no more; AccessMiddleware goes on as the person. A
    refusal or an error takes back whatever the request wrote, and is put on the trail in a transaction of its own.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        visitor = scope.Actor(
            scope.VISITOR,
            request_id=scope.new_request_id(),
            ip=address_of(request),
        )
        with scope.acting_as(visitor):
            response = self.get_response(request)
            actor = scope.current_actor()
            taken_back = response.status_code in ROLLED_BACK or response.status_code >= 500
            if taken_back:
                transaction.set_rollback(True)
        if taken_back and actor.user_id is not None and response.status_code < 500:
            with scope.acting_as(actor):
                log.refused(
                    what="page",
                    object_id=request.path[:40],
                    status=response.status_code,
                )
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers["X-Request-ID"] = actor.request_id
        return response


class SessionLimitsMiddleware:
    """Ends a session after 30 idle minutes and after 12 hours (CJIS 5.9.5 AC-11, IA-11)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now = int(clock.now().timestamp())
            session = request.session
            started = session.setdefault("started_at", now)
            seen = session.get("seen_at", now)
            too_idle = now - seen > settings.SESSION_IDLE_SECONDS
            if too_idle or now - started > settings.SESSION_ABSOLUTE_SECONDS:
                logout(request)
                messages.info(
                    request,
                    "Your session ended. Sign in again to go on where you were.",
                )
                return redirect_to_login(request.get_full_path())
            if "seen_at" not in session or now - seen >= 60:
                session["seen_at"] = now
        return self.get_response(request)


class AccessMiddleware:
    """Refuses every view that does not say that this person may enter, and takes the person's scope.

    Whose role must have a second factor sees nothing before it is shown, but the pages to set one up.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            if not doors.is_open_to(request.user):
                sentence = doors.other_door(request.user)
                logout(request)
                messages.error(request, sentence)
                return redirect("account_login")
            scope.become(scope.actor_for(request.user, like=scope.current_actor()))
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        allowed = access.allowed_roles(view, request.resolver_match)
        if allowed is None:
            raise PermissionDenied("This page does not say who may enter it.")
        if allowed == access.PUBLIC:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if request.user.role not in allowed:
            raise PermissionDenied("This page is for other roles.")
        if request.user.organization is not None and request.user.organization.access_ended:
            logout(request)
            messages.error(request, ENDED)
            return redirect("account_login")
        if page := factors.page_instead(request, request.resolver_match.view_name):
            return redirect_to_login(request.get_full_path(), reverse(page))
        return None
