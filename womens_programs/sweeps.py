"""What follows for the waitlists when a woman moves to another prison; looked after every half minute."""

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from cases.actions import record_event
from cases.models import Case, TimelineEvent
from womens_programs.models import Enrollment, Program

AT_ONCE = 200


@transaction.atomic
def follow_moves() -> int:
    """Whoever waits goes on waiting where she is now, if the program is offered there, and keeps her turn (IM-10).

    Where it is not offered she stays in the line that she was in.
    """
    waiting = Enrollment.objects.filter(state__in=Enrollment.WAITING, case__state__in=Case.INSIDE)
    offered = Program.sites.through.objects.filter(program=OuterRef("program"), facility=OuterRef("case__facility"))
    moved = waiting.exclude(case__facility=F("facility")).filter(Exists(offered))
    rows = moved.select_related("case__facility", "program").select_for_update(of=("self",), skip_locked=True)
    rows = list(rows.order_by("pk")[:AT_ONCE])
    for row in rows:
        row.facility = row.case.facility
        row.save(update_fields=["facility"])
        record_event(
            case=row.case,
            kind=TimelineEvent.Kind.PROGRAM,
            title=f"Waits for {row.program} at {row.facility.short_name} now",
            text=f"She asked on {row.asked_on:%m/%d/%Y} and keeps her turn.",
            confidentiality=row.confidentiality,
            by=None,
        )
    return len(rows)
