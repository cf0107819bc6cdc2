"""The second step of signing in: who must have one, which kind, and whether this session has shown it.

One setting, PORTAL_MFA, says which roles must have a second factor; PORTAL_PASSKEYS says for which of them only a
passkey counts (CJIS 5.9.5 IA-2(1), (2), (8)). A session counts by what it has shown itself, never by what the account
has: one that began with the password alone, before its owner set the factor up, stays outside.
"""

import base64

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

Kind = Authenticator.Type
STATE = "state"  # the state's identity provider vouched for a second factor
ALWAYS = frozenset({"account_logout"})
SHOWING = ALWAYS | {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
ENROLLING = SHOWING | {
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
}


def needs_factor(role: str) -> bool:
    return role in settings.FACTOR_ROLES


def needs_passkey(role: str) -> bool:
    return needs_factor(role) and role in settings.PASSKEY_ROLES


def shown(request, user) -> set[str]:
    """The kinds of second factor that this session has shown for `user`."""
    records = get_authentication_records(request, user)
    return {record.get("type", "") for record in records if record["method"] == "mfa"}


def show(request, user, kind: str) -> None:
    """Keep in the session that `user` has just shown a second factor of this kind."""
    record_authentication(request, user, "mfa", type=kind)


def is_satisfied(request, user) -> bool:
    if not needs_factor(user.role):
        return True
    kinds = shown(request, user)
    return Kind.WEBAUTHN in kinds if needs_passkey(user.role) else bool(kinds)


def page_to_show(user) -> str:
    """Where someone whose session has shown no factor goes: to show the one there is, else to set one up."""
    has = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    if Kind.WEBAUTHN in has and (needs_passkey(user.role) or Kind.TOTP not in has):
        return "mfa_reauthenticate_webauthn"
    if Kind.TOTP in has and not needs_passkey(user.role):
        return "mfa_reauthenticate"
    return "mfa_index"


def page_instead(request, name: str) -> str:
    """The page that comes before page `name` for this session; empty when nothing stands in the way."""
    if name in ALWAYS or is_satisfied(request, request.user):
        return ""
    page = page_to_show(request.user)
    return "" if name in (ENROLLING if page == "mfa_index" else SHOWING) else page


def use_once(authenticator: Authenticator, code: str) -> bool:
    """Take an authenticator app's code that was found right; False when it, or a later one, was used before.

    The step of the last code is kept in the row, under its lock: neither a second process, nor a code read over a
    shoulder, comes in with it (RFC 6238 5.2). allauth keeps this in the cache, which each process has for itself.
    """
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        secret = decrypt(row.data["secret"])
        step = max(
            step
            for step in totp.yield_hotp_counters_from_time()
            if compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, step)))
        )
        if step <= row.data.get("last_step", 0):
            return False
        row.data["last_step"] = step
        row.save(update_fields=["data"])
        return True


def is_last_one(authenticator: Authenticator) -> bool:
    """Whether its owner would be left without a factor that the role must have."""
    user = authenticator.user
    if not needs_factor(user.role):
        return False
    kinds = [Kind.WEBAUTHN] if needs_passkey(user.role) else [Kind.WEBAUTHN, Kind.TOTP]
    counting = Authenticator.objects.filter(user=user, type__in=kinds)
    return counting.filter(pk=authenticator.pk).exists() and counting.count() == 1


class SecondStep(AuthenticateStage):
    """After the password: asks for the second factor, unless the state's identity provider vouched for one."""

    def _should_handle(self, request) -> bool:
        return STATE not in shown(request, self.login.user) and super()._should_handle(request)


class FactorAdapter(DefaultMFAAdapter):
    """Seals the secrets of authenticator apps and recovery codes with the key of the portal, and words what is said."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right, or it was used before. Wait for the next one.",
        "cannot_delete_authenticator": "Your role must have a second step. Add another one before you remove this.",
    }

    def encrypt(self, text: str) -> str:
        return self._seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._seal().decrypt(encrypted_text.encode()).decode()

    @staticmethod
    def _seal() -> MultiFernet:
        secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        digests = [salted_hmac("accounts.factors", "seal", secret, algorithm="sha256").digest() for secret in secrets]
        return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not is_last_one(authenticator)

    def get_totp_issuer(self) -> str:
        return "Reentry Portal"

    def generate_authenticator_name(self, user, type) -> str:
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"
