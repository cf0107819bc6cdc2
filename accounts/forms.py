"""What people type around signing in. Wrong codes count towards the same lock as wrong passwords."""

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts import factors, lockout
from accounts.models import User
from reentry_portal.forms import PortalForm

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class LoginForm(account.LoginForm):
    """The page has its own link to a new password, and labels instead of texts in the boxes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ActivateAppForm(totp.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs = dict(CODE)


class _Code:
    """A code of the app or a recovery code, typed. Five wrong ones, or wrong passwords among them, lock the name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs = dict(CODE)
        self.fields["code"].help_text = "The 6 digits in your authenticator app, or one of your recovery codes."

    def clean_code(self) -> str:
        lockout.refuse_locked(context.request, self.user)
        try:
            code = super().clean_code()
            if self.authenticator.type == Authenticator.Type.TOTP and not factors.use_once(self.authenticator, code):
                raise get_adapter().validation_error("incorrect_code")
        except ValidationError:
            lockout.count_failure(context.request, self.user)
            raise
        return code


class AuthenticateForm(_Code, mfa.AuthenticateForm):
    pass


class ReauthenticateForm(_Code, mfa.ReauthenticateForm):
    pass


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name of the passkey"
        self.fields["name"].max_length = 60
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = "Sign in with this passkey alone, without a password"
        self.fields["passwordless"].help_text = ""


class ColleagueForm(PortalForm):
    submit_label = "Send the invitation"

    first_name = forms.CharField(max_length=60)
    last_name = forms.CharField(max_length=60)
    email = forms.EmailField(label="Mail address", help_text="The invitation goes there. It works once, for 3 days.")


class AcceptInvitationForm(PortalForm):
    submit_label = "Make my account"

    first_name = forms.CharField(max_length=60, widget=forms.TextInput({"autocomplete": "given-name"}))
    last_name = forms.CharField(max_length=60, widget=forms.TextInput({"autocomplete": "family-name"}))
    email = forms.EmailField(
        label="Mail address",
        help_text="The one that the invitation came to.",
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    password = forms.CharField(
        max_length=128,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="Use 15 characters or more. A sentence of your own works well.",
    )
    again = forms.CharField(
        label="Password again",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean(self):
        data = super().clean()
        password = data.get("password")
        if password:
            names = {name: data.get(name, "") for name in ("email", "first_name", "last_name")}
            try:
                validate_password(password, User(**names))
            except ValidationError as error:
                self.add_error("password", error)
            if data.get("again") and data["again"] != password:
                self.add_error("again", "The two passwords are not the same.")
        return data
