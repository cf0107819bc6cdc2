"""State staff sign in at the state's identity provider (OpenID Connect): for accounts that exist, never a new one.

On top of allauth: the signature is always verified, the issuer must be the configured one, and a nonce ties the answer
to the browser that asked. A claim of the provider (`amr`, `acr`) counts as second factor; without it ours is asked for.
"""

import secrets

from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from requests import RequestException

from accounts import factors
from accounts.access import PUBLIC, allow
from accounts.models import Role, User
from audit import log
from audit.models import Action

NAME = "state"
UNCONFIRMED = "The state's sign-in service did not confirm who you are. Try again."


class StateAdapter(OpenIDConnectOAuth2Adapter):
    """One sign-in at the provider. `nonce` is the one that went out with the question."""

    nonce = ""

    @property
    def openid_config(self):
        config = super().openid_config
        if config.get("issuer") != settings.OIDC["issuer"]:
            raise OAuth2Error("The provider names another issuer.")
        return config

    def get_callback_url(self, request, app):
        return build_absolute_uri(request, reverse("state-sign-in-done"))

    def complete_login(self, request, app, token, **kwargs):
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("The provider sent no identity.")
        return super().complete_login(request, app, token, **kwargs)

    def _decode_id_token(self, app, id_token):
        try:
            claims = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=settings.OIDC["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
                verify_signature=True,
            )
        except (KeyError, ValueError) as error:
            raise OAuth2Error("The identity cannot be read.") from error
        if not self.nonce or not constant_time_compare(claims.get("nonce", ""), self.nonce):
            raise OAuth2Error("The answer belongs to another question.")
        if "exp" not in claims or claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("The identity is not for us, or has no end.")
        return claims


class StateProvider(OpenIDConnectProvider):
    id = NAME
    name = "State account"
    oauth2_adapter_class = StateAdapter
    pkce_enabled_default = True

    def get_login_url(self, request, **kwargs):
        return reverse("state-sign-in", query=kwargs or None)

    def get_redirect_from_request_kwargs(self, request):
        """Of what the address says, only where to go afterwards: allauth would also take scopes and a process."""
        return {"process": AuthProcess.LOGIN, "next_url": get_next_redirect_url(request)}

    def redirect(self, request, process, next_url=None, data=None, **kwargs):
        nonce = secrets.token_urlsafe(24)
        return super().redirect(request, process, next_url, data, auth_params={"nonce": nonce}, nonce=nonce, **kwargs)


class SocialAdapter(DefaultSocialAccountAdapter):
    def list_apps(self, request, provider=None, client_id=None):
        """The one provider, from the environment; the table of providers stays empty and closed."""
        if not settings.OIDC:
            return []
        return [
            SocialApp(
                provider=NAME,
                provider_id=NAME,
                name=settings.OIDC["name"],
                client_id=settings.OIDC["client_id"],
                secret=settings.OIDC["client_secret"],
                settings={"server_url": settings.OIDC["issuer"], "fetch_userinfo": False},
            )
        ]

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        claims = sociallogin.account.extra_data["id_token"]
        user = sociallogin.user if sociallogin.is_existing else account_of(claims)
        if user is None:
            raise refusal(request, "No account of the portal has your mail address. Ask your administrator for one.")
        if user.role == Role.PARTNER:
            raise refusal(request, "Partner organizations sign in with their own account.")
        if not sociallogin.is_existing:
            sociallogin.user = sociallogin.account.user = user
            sociallogin.account.save()
        if vouches(claims):
            factors.show(request, user, factors.STATE)

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        raise refusal(request, UNCONFIRMED)


def account_of(claims: dict) -> User | None:
    """The open account with the mail address that the provider has verified. Looked for once: then the provider's own
    name for the person (`sub`) is kept, and the address may change."""
    if claims.get("email_verified") is not True:
        return None
    return User.objects.filter(email__iexact=claims.get("email", ""), is_active=True).first()


def vouches(claims: dict) -> bool:
    """Whether the provider says that a second factor was used (RFC 8176 `amr`, or `acr`)."""
    methods = claims.get("amr") or []
    said = {claims.get("acr"), *([methods] if isinstance(methods, str) else methods)}
    return bool(said & settings.OIDC["mfa_values"])


def refusal(request, sentence: str) -> ImmediateHttpResponse:
    log.record(Action.SIGN_IN_FAILED, object_type="accounts_user", outcome="refused", detail={"tried": "state account"})
    return ImmediateHttpResponse(render(request, "account/state_refused.html", {"sentence": sentence}, status=401))


class _Callback(OAuth2CallbackView):
    def _get_state(self, request, provider):
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response


def _through(view_class, request):
    if not settings.OIDC:
        raise Http404
    try:
        return view_class.adapter_view(StateAdapter(request, NAME))(request)
    except (OAuth2Error, RequestException):
        return refusal(request, UNCONFIRMED).response


@allow(PUBLIC)
def state_sign_in(request):
    """Off to the state's identity provider."""
    return _through(OAuth2LoginView, request)


@allow(PUBLIC)
def state_sign_in_done(request):
    """Back from it."""
    return _through(_Callback, request)
