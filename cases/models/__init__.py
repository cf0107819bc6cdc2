from cases.models.appointments import Appointment
from cases.models.assessments import Assessment, AssessmentDomain, IntakeAnswer
from cases.models.case import Case, Person, TimelineEvent
from cases.models.confidentiality import Category, Confidentiality
from cases.models.contacts import ContactPoint
from cases.models.emergency import EmergencyAccess
from cases.models.goals import Goal, PlanVersion
from cases.models.homes import Condition, HomePlan, PersonAround, Supervision
from cases.models.merges import Duplicate, PersonMerge
from cases.models.names import OtherName, SearchName
from cases.models.needs import Need, NeedArea
from cases.models.notes import Note, NoteDraft, NoteTemplate
from cases.models.packets import PacketRun
from cases.models.papers import Benefit, Document, Paper
from cases.models.places import County, District, Facility, Posting
from cases.models.plans import PlanStep, PlanTemplate, TemplateStep
from cases.models.release_dates import DateMove, DateMoveNotice, ReleaseDate
from cases.models.roster import RosterBatch, RosterReject, RosterRow
from cases.models.worklists import AssignmentRule, CaseTag, HandOver, SavedView

__all__ = [
    "Appointment",
    "Assessment",
    "AssessmentDomain",
    "AssignmentRule",
    "Benefit",
    "Case",
    "CaseTag",
    "Category",
    "Condition",
    "Confidentiality",
    "ContactPoint",
    "County",
    "DateMove",
    "DateMoveNotice",
    "District",
    "Document",
    "Duplicate",
    "EmergencyAccess",
    "Facility",
    "Goal",
    "HandOver",
    "HomePlan",
    "IntakeAnswer",
    "Need",
    "NeedArea",
    "Note",
    "NoteDraft",
    "NoteTemplate",
    "OtherName",
    "PacketRun",
    "Paper",
    "Person",
    "PersonAround",
    "PersonMerge",
    "PlanStep",
    "PlanTemplate",
    "PlanVersion",
    "Posting",
    "ReleaseDate",
    "RosterBatch",
    "RosterReject",
    "RosterRow",
    "SavedView",
    "SearchName",
    "Supervision",
    "TemplateStep",
    "TimelineEvent",
]
