"""Who may enter which page. Nothing is public: a view that declares nothing is refused."""

from collections.abc import Callable

from accounts.models import STAFF_ROLES, Role

PUBLIC = frozenset({"anyone"})
EVERYONE = frozenset(Role.values)
STAFF = frozenset(STAFF_ROLES)
DEPARTMENT = STAFF | {Role.ADMINISTRATOR}

# Views of packages, which cannot carry our declaration.
DECLARED_BY_NAME = {
    "account_login": PUBLIC,
    "account_logout": EVERYONE,
    "account_reauthenticate": EVERYONE,
    "account_change_password": EVERYONE,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "account_inactive": PUBLIC,
    "mfa_authenticate": PUBLIC,
    "mfa_login_webauthn": PUBLIC,
    **dict.fromkeys(
        [
            "mfa_index",
            "mfa_reauthenticate",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_reauthenticate_webauthn",
            "mfa_edit_webauthn",
            "mfa_remove_webauthn",
        ],
        EVERYONE,
    ),
}
DECLARED_BY_NAMESPACE = {"admin": frozenset({Role.ADMINISTRATOR})}


def allow(*roles: str | frozenset) -> Callable:
    """Declare who may enter a view: role names, or the sets above. Goes outermost."""
    allowed = frozenset().union(*(role if isinstance(role, frozenset) else {role} for role in roles))
    unknown = allowed - EVERYONE - PUBLIC
    if unknown:
        raise ValueError(f"No such role: {', '.join(sorted(unknown))}")

    def declare(view):
        view.allowed_roles = allowed
        return view

    return declare


def allowed_roles(view, match) -> frozenset | None:
    """The roles that may enter the resolved view; None when nobody declared it."""
    declared = getattr(view, "allowed_roles", None)
    if declared is None:
        declared = DECLARED_BY_NAME.get(match.view_name)
    if declared is None and match.namespaces:
        declared = DECLARED_BY_NAMESPACE.get(match.namespaces[0])
    return declared
