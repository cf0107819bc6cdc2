from cases.models.case import Case, Person, TimelineEvent
from cases.models.needs import Need, NeedArea
from cases.models.notes import Confidentiality, Note
from cases.models.places import County, District, Facility, Posting
from cases.models.plans import PlanStep, PlanTemplate, TemplateStep
from cases.models.release_dates import ReleaseDate
from cases.models.roster import RosterBatch, RosterReject, RosterRow

__all__ = [
    "Case",
    "Confidentiality",
    "County",
    "District",
    "Facility",
    "Need",
    "NeedArea",
    "Note",
    "Person",
    "PlanStep",
    "PlanTemplate",
    "Posting",
    "ReleaseDate",
    "RosterBatch",
    "RosterReject",
    "RosterRow",
    "TemplateStep",
    "TimelineEvent",
]
