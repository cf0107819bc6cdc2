"""The pages of the second step: allauth's, with what the portal adds to them."""

from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.shortcuts import redirect

from accounts import factors


class Overview(IndexView):
    """What the person has, and what the role must have."""

    def get_context_data(self, **kwargs):
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "missing": not factors.is_satisfied(self.request, user),
            "passkey_only": factors.needs_passkey(user.role),
        }


class ActivateApp(ActivateTOTPView):
    """The session that set the app up has shown it; its first code is used up."""

    def form_valid(self, form):
        response = super().form_valid(form)
        authenticator = Authenticator.objects.get(user=self.request.user, type=factors.Kind.TOTP)
        factors.use_once(authenticator, form.cleaned_data["code"])
        factors.show(self.request, self.request.user, factors.Kind.TOTP)
        return response


class AddPasskey(AddWebAuthnView):
    def form_valid(self, form):
        response = super().form_valid(form)
        factors.show(self.request, self.request.user, factors.Kind.WEBAUTHN)
        return response

    def form_invalid(self, form):
        # What failed is the passkey, whose field is hidden.
        form.add_error(None, "The passkey was not added. Try again.")
        return super().form_invalid(form)


class RemovePasskey(RemoveWebAuthnView):
    def form_valid(self, form):
        if factors.is_last_one(self.get_object()):
            messages.error(self.request, factors.FactorAdapter.error_messages["cannot_delete_authenticator"])
            return redirect(self.get_success_url())
        return super().form_valid(form)


overview = Overview.as_view()
activate_app = ActivateApp.as_view()
add_passkey = AddPasskey.as_view()
remove_passkey = RemovePasskey.as_view()
