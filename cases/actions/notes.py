from django.db import transaction

from cases.actions.cases import locked, record_event, touch
from cases.models import Case, Note, NoteDraft, TimelineEvent
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
    NoteDraft.objects.filter(case=case, author=by).delete()
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


@transaction.atomic
def keep_draft(*, case: Case, by, text: str, kind: str = "", confidentiality: str = "general") -> NoteDraft | None:
    """Keep what someone is writing, for that person alone; an empty text throws it away. No event: not yet said."""
    drafts = NoteDraft.objects.filter(case=case, author=by)
    if not text.strip():
        drafts.delete()
        return None
    fields = {"text": text[:10_000], "kind": kind[:10], "confidentiality": confidentiality, "saved_at": clock.now()}
    draft, _ = NoteDraft.objects.update_or_create(case=case, author=by, defaults=fields)
    return draft
