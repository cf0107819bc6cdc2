from employers.models.applications import Application, Interview
from employers.models.employers import ContactNote, Credential, Employer, Industry, OffenseCategory, Opening, Shift
from employers.models.events import HiringEvent
from employers.models.placements import Placement, RetentionCheck
from employers.models.readiness import ReadinessModule, ReadinessRecord, WorkProfile

__all__ = [
    "Application",
    "ContactNote",
    "Credential",
    "Employer",
    "HiringEvent",
    "Industry",
    "Interview",
    "OffenseCategory",
    "Opening",
    "Placement",
    "ReadinessModule",
    "ReadinessRecord",
    "RetentionCheck",
    "Shift",
    "WorkProfile",
]
