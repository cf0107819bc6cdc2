"""People who may be here twice: look at the pair, merge it or not, and undo."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import allow
from audit import log
from cases import actions
from cases.models import Case, Duplicate, PersonMerge
from reentry_portal.errors import ActionRefused
from reentry_portal.paging import page_of

MERGES_SHOWN = 20


@allow("supervisor")
@require_GET
def duplicates(request):
    waiting = Duplicate.objects.filter(state=Duplicate.State.OPEN).select_related("first", "second")
    page = page_of(waiting, by="-pk", cursor=request.GET.get("at", ""))
    merges = list(PersonMerge.objects.select_related("kept", "gone", "by")[:MERGES_SHOWN])
    people = {person for row in page.rows for person in (row.first_id, row.second_id)}
    people |= {person for merge in merges for person in (merge.kept_id, merge.gone_id)}
    log.viewed(what="cases:duplicates", people=people)
    cases: dict[int, Case] = {}
    for case in Case.objects.filter(person__in=people).select_related("facility").order_by("pk"):
        cases[case.person_id] = case
    pairs = [
        {
            "duplicate": row,
            "people": [(row.first, cases.get(row.first_id)), (row.second, cases.get(row.second_id))],
        }
        for row in page.rows
    ]
    return render(request, "cases/duplicates.html", {"pairs": pairs, "page": page, "merges": merges})


@allow("supervisor")
@require_POST
def decide_duplicate(request, duplicate_id):
    """Merge the pair into the record that was chosen, or say that it is two people."""
    row = get_object_or_404(Duplicate.objects.select_related("first", "second"), pk=duplicate_id, state="open")
    keep = request.POST.get("keep", "")
    try:
        if keep == "both":
            actions.dismiss_duplicate(duplicate=row, by=request.user)
            messages.success(request, "Two people. The pair is not suggested again.")
        elif keep in (str(row.first_id), str(row.second_id)):
            kept, gone = (row.first, row.second) if keep == str(row.first_id) else (row.second, row.first)
            actions.merge_people(kept=kept, gone=gone, why=request.POST.get("why", ""), by=request.user)
            messages.success(request, f"Merged into {kept.full_name}, {kept.short_doc_number}.")
        else:
            messages.error(request, "Choose which record stays.")
    except ActionRefused as refused:
        messages.error(request, str(refused))
    return redirect("cases:duplicates")


@allow("supervisor")
@require_POST
def undo_merge(request, merge_id):
    merge = get_object_or_404(PersonMerge, pk=merge_id)
    try:
        actions.undo_merge(merge=merge, by=request.user)
        messages.success(request, "Undone: two people again.")
    except ActionRefused as refused:
        messages.error(request, str(refused))
    return redirect("cases:duplicates")
