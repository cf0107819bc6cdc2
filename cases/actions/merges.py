"""Two records of one human being become one, and two again when that was wrong."""

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model

from cases.actions.cases import record_event, touch
from cases.models import Case, Duplicate, OtherName, Person, PersonMerge, SearchName, TimelineEvent
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

STAY = (PersonMerge, Duplicate, SearchName)  # what is about the record itself does not move


@transaction.atomic
def merge_people(*, kept: Person, gone: Person, why: str, by) -> PersonMerge:
    """Hang everything of `gone` on `kept`. The record of `gone` stays and leads to `kept`: numbers are never reused.

    When both have an open case, that of `gone` ends. Raises ActionRefused.
    """
    locked = {
        row.pk: row for row in Person.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk")
    }
    kept, gone = locked[kept.pk], locked[gone.pk]
    if kept == gone:
        raise ActionRefused("Choose two records.")
    if kept.merged_into_id or gone.merged_into_id:
        raise ActionRefused("One of the records was merged already.")
    if not why.strip():
        raise ActionRefused("Say how you know that it is one person.")
    merge = PersonMerge(kept=kept, gone=gone, by=by, why=why.strip()[:200])
    open_cases = {case.person_id: case for case in Case.objects.filter(person__in=[kept, gone], state__in=Case.OPEN)}
    if len(open_cases) == 2:
        case = open_cases[gone.pk]
        merge.ended_case, merge.ended_case_was = case, case.state
        case.state, case.ended_on = Case.State.CLOSED, clock.today()
        case.end_reason = f"Same person as DOC number {kept.short_doc_number}"
        touch(case, "state", "ended_on", "end_reason")
    merge.moved = {model._meta.label: moved for model, moved in _move(gone, kept) if moved}
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    OtherName.objects.get_or_create(person=kept, last_name=gone.last_name, first_name=gone.first_name)
    merge.save(force_insert=True)
    Duplicate.objects.filter(first__in=[kept, gone], second__in=[kept, gone]).update(state=Duplicate.State.MERGED)
    for case in kept.cases.filter(state__in=Case.OPEN):
        title = f"Record {gone.short_doc_number} merged into {kept.short_doc_number}"
        record_event(case=case, kind=TimelineEvent.Kind.CASE, title=title, text=merge.why, by=by)
    return merge


def _pointing_at_people() -> dict[type[Model], str]:
    """Each table whose rows follow a merge, whichever room it is in, with its column for the person.

    A model of another room that stays says so (`stays_with_its_record`). Those merged into `gone` before follow too.
    """
    return {
        relation.related_model: relation.field.name
        for relation in Person._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and relation.related_model not in STAY
        and not getattr(relation.related_model, "stays_with_its_record", False)
    }


def _move(gone: Person, kept: Person):
    """Each table with the ids of the rows that moved; a row that `kept` has already stays with `gone`."""
    for model, name in _pointing_at_people().items():
        moved = []
        for row in model._base_manager.filter(**{name: gone}).order_by("pk"):
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk=row.pk).update(**{name: kept})
            except IntegrityError:
                continue
            moved.append(row.pk)
        yield model, moved


@transaction.atomic
def undo_merge(*, merge: PersonMerge, by) -> PersonMerge:
    """Two people after all: what moved goes back, and the case that the merge ended is open again."""
    merge = PersonMerge.objects.select_for_update(of=("self",)).select_related("kept", "gone").get(pk=merge.pk)
    if merge.undone_at is not None:
        raise ActionRefused("This merge was undone already.")
    columns = {model._meta.label: name for model, name in _pointing_at_people().items()}
    for label, ids in merge.moved.items():
        model, name = apps.get_model(label), columns[label]
        model._base_manager.filter(pk__in=ids, **{name: merge.kept}).update(**{name: merge.gone})
    gone = merge.gone
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    merge.kept.other_names.filter(
        kind=OtherName.Kind.ALIAS, last_name=gone.last_name, first_name=gone.first_name, added_at__gte=merge.at
    ).delete()
    if merge.ended_case is not None:
        case = Case.objects.select_for_update(of=("self",)).get(pk=merge.ended_case_id)
        case.state, case.ended_on, case.end_reason = merge.ended_case_was, None, ""
        touch(case, "state", "ended_on", "end_reason")
    merge.undone_at = clock.now()
    merge.save(update_fields=["undone_at"])
    Duplicate.objects.filter(first__in=[merge.kept, gone], second__in=[merge.kept, gone]).update(
        state=Duplicate.State.DISMISSED
    )
    for person in (merge.kept, gone):
        for case in person.cases.filter(state__in=Case.OPEN):
            record_event(
                case=case, kind=TimelineEvent.Kind.CASE, title="Merge of two records undone", text=merge.why, by=by
            )
    return merge


@transaction.atomic
def dismiss_duplicate(*, duplicate: Duplicate, by) -> Duplicate:
    """Two people: the pair is not suggested again."""
    duplicate.state = Duplicate.State.DISMISSED
    duplicate.save(update_fields=["state"])
    return duplicate


@transaction.atomic
def suggest_duplicate(one: Person, other: Person, *, reason: str) -> Duplicate:
    """Ask a supervisor to look at the pair; asked before, it is asked again."""
    first, second = sorted((one, other), key=lambda person: person.pk)
    row, _ = Duplicate.objects.update_or_create(
        first=first, second=second, defaults={"reasons": [reason], "state": Duplicate.State.OPEN}
    )
    return row
