from partners.models.agreements import Agreement
from partners.models.consents import Consent, Disclosure, Purpose
from partners.models.directory import Service, ServiceType
from partners.models.exchange import DirectoryImport, DirectoryReject
from partners.models.locations import Location, Phone, Schedule, ServiceAtLocation
from partners.models.referrals import Referral, ReferralMessage, ResourceCard, ServiceRecord, Visitor
from partners.models.reply_clock import ReplyClock

__all__ = [
    "Agreement",
    "Consent",
    "DirectoryImport",
    "DirectoryReject",
    "Disclosure",
    "Location",
    "Phone",
    "Purpose",
    "Referral",
    "ReferralMessage",
    "ReplyClock",
    "ResourceCard",
    "Schedule",
    "Service",
    "ServiceAtLocation",
    "ServiceRecord",
    "ServiceType",
    "Visitor",
]
