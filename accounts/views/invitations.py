from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from accounts import actions
from accounts.access import PUBLIC, allow
from accounts.forms import AcceptInvitationForm, ColleagueForm
from accounts.models import Invitation, Organization
from reentry_portal.errors import ActionRefused


@allow(PUBLIC)
@sensitive_post_parameters("password", "again")
def invitation(request, token):
    """Whoever holds the link of an invitation makes the account that it is for, and then signs in."""
    found = Invitation.objects.select_related("organization").filter(token_hash=actions.fingerprint(token)).first()
    if request.user.is_authenticated:
        return _closed(request, "You are signed in. Sign out to use an invitation.", status=409)
    if found is None:
        return _closed(request, "This link is not complete. Open it again from the mail.", status=404)
    if found.refusal:
        return _closed(request, found.refusal, status=410)
    names = {"first_name": found.first_name, "last_name": found.last_name}
    form = AcceptInvitationForm(request.POST or None, initial=names)
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "again"}
        try:
            actions.accept_invitation(token=token, **data)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Your account is ready. Sign in with it.")
            return redirect("account_login")
    return render(request, "account/invitation.html", {"form": form, "organization": found.organization})


def _closed(request, sentence, *, status):
    return render(request, "account/invitation_closed.html", {"sentence": sentence}, status=status)


@allow("supervisor", "administrator")
def invite_organization_admin(request, organization_id):
    """The department invites the first administrator of an organization, who then invites the colleagues."""
    organization = get_object_or_404(Organization, pk=organization_id)
    form = ColleagueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite_colleague(organization=organization, by=request.user, as_admin=True, **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Invitation sent to {form.cleaned_data['email']}.")
            return redirect("home")
    lead = f"For {organization}. They will invite and remove their own colleagues."
    context = {"form": form, "title": "Invite an organization's administrator", "lead": lead}
    return render(request, "components/form_page.html", context)
