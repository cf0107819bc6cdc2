from partners.models.consents import Consent, Disclosure, Purpose
from partners.models.directory import Service
from partners.models.referrals import Referral, ReferralMessage, ResourceCard, ServiceRecord, Visitor

__all__ = [
    "Consent",
    "Disclosure",
    "Purpose",
    "Referral",
    "ReferralMessage",
    "ResourceCard",
    "Service",
    "ServiceRecord",
    "Visitor",
]
