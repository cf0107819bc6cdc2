from followups.models.agreements import Agreement, InboundText
from followups.models.cadences import Cadence, CadencePoint, CaseCadence, Risk, Track
from followups.models.checkpoints import Attempt, Defect, FollowUp
from followups.models.measurements import ANSWERS, MeasuredNeed, Measurement
from followups.models.messages import ChannelPause, Message, ReturnedMessage
from followups.models.team import CalendarFeed, Cover, MailChoice, Oversight

__all__ = [
    "ANSWERS",
    "Agreement",
    "Attempt",
    "Cadence",
    "CadencePoint",
    "CalendarFeed",
    "CaseCadence",
    "ChannelPause",
    "Cover",
    "Defect",
    "FollowUp",
    "InboundText",
    "MailChoice",
    "MeasuredNeed",
    "Measurement",
    "Message",
    "Oversight",
    "ReturnedMessage",
    "Risk",
    "Track",
]
