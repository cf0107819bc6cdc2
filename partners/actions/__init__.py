"""Consent and referrals: what leaves the department, and what comes back."""

from partners.actions.appointments import book, decide_on_visitor, give_card
from partners.actions.consents import end_consent, record_consent, revoke_consent
from partners.actions.referrals import (
    MOST_OFFERS,
    add_news,
    contact_of,
    end_without_cover,
    move,
    offer_to_next,
    record_service,
    send_referral,
)

__all__ = [
    "MOST_OFFERS",
    "add_news",
    "book",
    "contact_of",
    "decide_on_visitor",
    "end_consent",
    "end_without_cover",
    "give_card",
    "move",
    "offer_to_next",
    "record_consent",
    "record_service",
    "revoke_consent",
    "send_referral",
]
