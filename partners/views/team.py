"""Who signs in for the partner's organization. Its own administrator invites and removes colleagues."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts import actions
from accounts.access import allow
from accounts.forms import ColleagueForm
from accounts.models import Invitation, User
from reentry_portal.errors import ActionRefused
from reentry_portal.paging import page_of


@allow("partner")
@require_GET
def team(request):
    colleagues = User.objects.visible_to(request.user).filter(is_active=True)
    context = {
        "page": page_of(colleagues, by="last_name", cursor=request.GET.get("at", "")),
        "invitations": Invitation.objects.visible_to(request.user).waiting(),
        "administrators": colleagues.filter(is_organization_admin=True),
    }
    return render(request, "partners/team.html", context)


@allow("partner")
def invite(request):
    _administrators_only(request.user)
    form = ColleagueForm(request.POST or None, cancel_url=reverse("partners:team"))
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite_colleague(organization=request.user.organization, by=request.user, **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Invitation sent to {form.cleaned_data['email']}.")
            return redirect("partners:team")
    lead = f"They will see what the department shares with {request.user.organization}."
    return render(request, "components/form_page.html", {"form": form, "title": "Invite a colleague", "lead": lead})


@allow("partner")
def withdraw(request, invitation_id):
    _administrators_only(request.user)
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user).open(), pk=invitation_id)
    return _confirmed(
        request,
        lambda: actions.withdraw_invitation(invitation=invitation, by=request.user),
        title="Withdraw an invitation",
        text=f"The link that was sent to {invitation.email} stops working.",
        button="Withdraw invitation",
        done=f"The invitation of {invitation.get_full_name()} is withdrawn.",
    )


@allow("partner")
def remove(request, user_id):
    _administrators_only(request.user)
    colleague = get_object_or_404(User.objects.visible_to(request.user).filter(is_active=True), pk=user_id)
    return _confirmed(
        request,
        lambda: actions.remove_colleague(colleague=colleague, by=request.user),
        title=f"Remove {colleague}",
        text=f"{colleague} is signed out at once and can no longer sign in. What they wrote stays.",
        button="Remove colleague",
        done=f"{colleague} can no longer sign in.",
    )


def _administrators_only(user) -> None:
    if not user.is_organization_admin:
        raise Http404


def _confirmed(request, step, *, title, text, button, done):
    """Ask before a step that cannot be taken back; take it when the button is pressed."""
    if request.method == "POST":
        try:
            step()
            messages.success(request, done)
        except ActionRefused as refused:
            messages.error(request, str(refused))
        return redirect("partners:team")
    context = {"title": title, "text": text, "button": button, "cancel_url": reverse("partners:team")}
    return render(request, "components/confirm.html", context)
