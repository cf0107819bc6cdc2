"""Named questions of the partners' room."""

from partners.querysets.consents import Consents
from partners.querysets.directory import Services
from partners.querysets.referrals import Referrals

__all__ = ["Consents", "Referrals", "Services"]
