from cases.models.appointments import Appointment
from cases.models.case import Case, Person, TimelineEvent
from cases.models.confidentiality import Category, Confidentiality
from cases.models.contacts import ContactPoint
from cases.models.merges import Duplicate, PersonMerge
from cases.models.names import OtherName, SearchName
from cases.models.needs import Need, NeedArea
from cases.models.notes import Note
from cases.models.places import County, District, Facility, Posting
from cases.models.plans import PlanStep, PlanTemplate, TemplateStep
from cases.models.release_dates import ReleaseDate
from cases.models.roster import RosterBatch, RosterReject, RosterRow
from cases.models.worklists import AssignmentRule, CaseTag, HandOver, SavedView

__all__ = [
    "Appointment",
    "AssignmentRule",
    "Case",
    "CaseTag",
    "Category",
    "Confidentiality",
    "ContactPoint",
    "County",
    "District",
    "Duplicate",
    "Facility",
    "HandOver",
    "Need",
    "NeedArea",
    "Note",
    "OtherName",
    "Person",
    "PersonMerge",
    "PlanStep",
    "PlanTemplate",
    "Posting",
    "ReleaseDate",
    "RosterBatch",
    "RosterReject",
    "RosterRow",
    "SavedView",
    "SearchName",
    "TemplateStep",
    "TimelineEvent",
]
