from django.db import transaction

from cases.actions.cases import locked, must_be_open, record_event, touch
from cases.models import Case, OtherName, TimelineEvent
from reentry_portal.errors import ActionRefused


@transaction.atomic
def add_other_name(*, case: Case, kind: str, last_name: str, first_name: str, by) -> OtherName:
    """Keep a name that the person also goes or went by, so that search finds it. The legal name stays."""
    case = locked(case)
    must_be_open(case)
    person = case.person
    if (last_name.casefold(), first_name.casefold()) == (person.last_name.casefold(), person.first_name.casefold()):
        raise ActionRefused("That is the name the person has here already.")
    name, made = OtherName.objects.get_or_create(
        person=person, last_name=last_name, first_name=first_name, defaults={"kind": kind}
    )
    if made:
        touch(case)
        record_event(case=case, kind=TimelineEvent.Kind.CASE, title=f"{name.get_kind_display()}: {name}"[:200], by=by)
    return name
