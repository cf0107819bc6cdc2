from datetime import date

from django.db import IntegrityError, transaction

from cases.actions.cases import locked, must_be_open, record_event, touch
from cases.models import Benefit, Case, Category, Document, Paper, TimelineEvent
from reentry_portal import clock, uploads
from reentry_portal.errors import ActionRefused

WHY = {
    Paper.State.LOST: "Say how it was lost.",
    Paper.State.NOT_NEEDED: "Say why it is not needed.",
    Benefit.State.DENIED: "Say why it was denied.",
    Benefit.State.NOT_ELIGIBLE: "Say why the person is not eligible.",
}


@transaction.atomic
def move_paper(
    *,
    case: Case,
    kind: str,
    state: str,
    by,
    on: date | None = None,
    tracking: str = "",
    expires_on: date | None = None,
    signed: bool = False,
    reason: str = "",
) -> Paper:
    """Take a paper to its next state, on a day. It counts as in hand only with the person's signature (`signed`)."""
    case, on = _ready(case, on)
    paper = case.papers.filter(kind=kind).first()
    if paper is None:
        category = Paper.CATEGORIES.get(kind, Category.BASICS)
        paper = Paper(case=case, kind=kind, category=category, confidentiality=Category(category).confidentiality)
    _check(paper, state, reason)
    if state == Paper.State.HANDED_OVER and not signed:
        raise ActionRefused("The person signs for the paper; then it is in hand.")
    if expires_on and expires_on <= on:
        raise ActionRefused("That paper has expired.")
    paper.state, paper.since, paper.reason = state, on, reason
    paper.requested_on = on if state == Paper.State.REQUESTED else paper.requested_on
    paper.handed_over_on = on if state == Paper.State.HANDED_OVER else None
    paper.tracking, paper.expires_on = tracking or paper.tracking, expires_on or paper.expires_on
    paper.save()
    _tell(case, str(paper), reason, paper.confidentiality, by)
    return paper


@transaction.atomic
def move_benefit(*, case: Case, kind: str, state: str, by, on: date | None = None, reason: str = "") -> Benefit:
    """Take a benefit to its next state, on a day."""
    case, on = _ready(case, on)
    benefit = case.benefits.filter(kind=kind).first() or Benefit(case=case, kind=kind)
    _check(benefit, state, reason)
    benefit.state, benefit.since, benefit.reason = state, on, reason
    if state == Benefit.State.APPLIED:
        benefit.applied_on = on
    elif state == Benefit.State.NOTICE_SENT:
        benefit.notice_sent_on = on
    elif state == Benefit.State.ACTIVE:
        benefit.active_on = on
    benefit.save()
    _tell(case, str(benefit), reason, Category(benefit.category).confidentiality, by)
    return benefit


@transaction.atomic
def add_document(*, case: Case, upload, title: str, category: str, by) -> Document:
    """Keep a file on the case, when the gate lets it through (reentry_portal/uploads.py)."""
    kind, sha256 = uploads.checked(upload)
    case = locked(case)
    must_be_open(case)
    confidentiality = Category(category).confidentiality
    document = Document(
        case=case,
        title=title or uploads.shown_name(upload.name),
        file=upload,
        name=uploads.shown_name(upload.name),
        kind=kind,
        size=upload.size,
        sha256=sha256,
        category=category,
        confidentiality=confidentiality,
        added_by=by,
    )
    if case.documents.filter(sha256=sha256, withdrawn_at=None).exists():
        raise ActionRefused(f"{document.name} is on file already.")
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError as error:
        document.file.storage.delete(document.file.name)
        raise ActionRefused(f"{document.name} is on file already.") from error
    _tell(case, f"File added: {document.title}", "", confidentiality, by)
    return document


@transaction.atomic
def withdraw_document(*, document: Document, why: str, by) -> Document:
    """Take a file that was put on the wrong case, or is wrong, out of sight. It stays on record that it was here."""
    case = locked(document.case)
    document = Document.objects.select_for_update().get(pk=document.pk)
    if document.withdrawn_at:
        raise ActionRefused("This file was taken out already.")
    if not why.strip():
        raise ActionRefused("Say why the file is taken out.")
    document.withdrawn_at, document.withdrawn_why = clock.now(), why
    document.save(update_fields=["withdrawn_at", "withdrawn_why"])
    _tell(case, f"File taken out: {document.title}", why, document.confidentiality, by)
    return document


def _ready(case: Case, on: date | None) -> tuple[Case, date]:
    case = locked(case)
    must_be_open(case)
    on = on or clock.today()
    if on > clock.today():
        raise ActionRefused("That day is still to come.")
    return case, on


def _check(row: Paper | Benefit, state: str, reason: str) -> None:
    if state not in row.ALLOWED[row.state]:
        now, then = row.State(row.state).label, row.State(state).label
        raise ActionRefused(f"{row.get_kind_display()} is “{now}”; it cannot become “{then}” from there.")
    if state in WHY and not reason.strip():
        raise ActionRefused(WHY[state])


def _tell(case: Case, title: str, text: str, confidentiality: str, by) -> None:
    touch(case)
    record_event(
        case=case,
        kind=TimelineEvent.Kind.DOCUMENT,
        title=title,
        text=text,
        confidentiality=confidentiality,
        by=by,
    )
