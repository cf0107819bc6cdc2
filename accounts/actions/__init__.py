from accounts.actions.factors import take_factors_away
from accounts.actions.lapsed import close_lapsed_accounts
from accounts.actions.team import (
    accept_invitation,
    fingerprint,
    invite_colleague,
    remove_colleague,
    withdraw_invitation,
)

__all__ = [
    "accept_invitation",
    "close_lapsed_accounts",
    "fingerprint",
    "invite_colleague",
    "remove_colleague",
    "take_factors_away",
    "withdraw_invitation",
]
