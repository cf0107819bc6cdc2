"""The verbs of following up. The only place that changes a checkpoint's state."""

from followups.actions.checkpoints import (
    cancel_for_ended_cases,
    escalate_missed,
    lay_out,
    lay_out_missing,
    open_due,
    record_outcome,
    record_release,
)

__all__ = [
    "cancel_for_ended_cases",
    "escalate_missed",
    "lay_out",
    "lay_out_missing",
    "open_due",
    "record_outcome",
    "record_release",
]
