from followups.models.checkpoints import Cadence, CadencePoint, FollowUp
from followups.models.messages import Message

__all__ = ["Cadence", "CadencePoint", "FollowUp", "Message"]
