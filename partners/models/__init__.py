from partners.models.agreements import Agreement
from partners.models.consents import Consent
from partners.models.directory import Service, ServiceType
from partners.models.exchange import DirectoryImport, DirectoryReject
from partners.models.locations import Location, Phone, Schedule, ServiceAtLocation
from partners.models.referrals import Referral

__all__ = [
    "Agreement",
    "Consent",
    "DirectoryImport",
    "DirectoryReject",
    "Location",
    "Phone",
    "Referral",
    "Schedule",
    "Service",
    "ServiceAtLocation",
    "ServiceType",
]
