"""What a person may type about a case; one topic a file."""

from cases.forms.case import (
    AddPersonForm,
    AssignForm,
    CloseForm,
    ConfirmDateForm,
    DetainerForm,
    FactsForm,
    NeedForm,
    NewNeedForm,
    NewStepForm,
    NoteForm,
    RosterForm,
    StepForm,
    TransferForm,
)
from cases.forms.trail import 

__all__ = [
    "AddPersonForm",
    "AssignForm",
    "CloseForm",
    "ConfirmDateForm",
    "DetainerForm",
    "FactsForm",
    "NeedForm",
    "NewNeedForm",
    "NewStepForm",
    "NoteForm",
    "RosterForm",
    "StepForm",
    "TransferForm",
]
