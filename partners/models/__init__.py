from partners.models.consents import Consent
from partners.models.directory import Service
from partners.models.referrals import Referral

__all__ = ["Consent", "Referral", "Service"]
