from django.db import transaction

from cases.actions.cases import locked, record_event, touch
from cases.models import Case, Note, TimelineEvent
from reentry_portal import clock
from reentry_portal.errors import ActionRefused


@transaction.atomic
def write_note(*, case: Case, by, kind: str, happened_on, text: str, confidentiality: str, corrects=None) -> Note:
    """Write a note, or a correction of one. Notes never change, so that what was known when stays true."""
    case = locked(case)
    if corrects is not None and corrects.case_id != case.pk:
        raise ActionRefused("A correction belongs to the same case.")
    if happened_on > clock.today():
        raise ActionRefused("That day is still to come. A note tells of what has happened.")
    note = Note.objects.create(
        case=case,
        author=by,
        kind=kind,
        happened_on=happened_on,
        text=text,
        confidentiality=confidentiality,
        corrects=corrects,
    )
    touch(case)
    record_event(
        case=case,
        kind=TimelineEvent.Kind.NOTE,
        title="Correction to a note" if corrects else note.get_kind_display(),
        text=text[:300],
        confidentiality=confidentiality,
        by=by,
    )
    return note
