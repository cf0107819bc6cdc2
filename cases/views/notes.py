"""Notes of a person: read, written, corrected; drafts that outlive a session."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from accounts.access import STAFF, allow
from cases import actions, forms
from cases.models import Note, NoteDraft, NoteTemplate
from cases.views.case import form_page
from cases.views.frame import case_context
from reentry_portal.paging import page_of
from reentry_portal.templatetags.portal import short_time


@allow(STAFF)
@require_GET
def notes(request, case_id):
    context = case_context(request, case_id, active="cases:notes")
    context["page"] = page_of(
        context["case"].notes.select_related("author", "corrects"), by="-pk", cursor=request.GET.get("at", "")
    )
    context["draft"] = NoteDraft.objects.filter(case=context["case"], author=request.user).first()
    return render(request, "cases/notes.html", context)


@allow(STAFF)
def add_note(request, case_id, corrects_id=None):
    """A note, from a template or a draft; from a list (`?kind=call&back=…`) it goes back there."""
    context = case_context(request, case_id, active="cases:notes")
    case, reads = context["case"], context["reads"]
    corrects = None
    if corrects_id:
        corrects = get_object_or_404(case.notes.filter(confidentiality__in=reads), pk=corrects_id)
    start = {} if request.method == "POST" else _start_of(request, case, corrects, context)
    form = forms.NoteForm(request.POST or None, initial=start, reads=reads)
    back = request.GET.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    if not corrects:
        form.helper.attrs = {"data-autosave": reverse("cases:note-draft", args=[case_id])}
        context["note_templates"] = NoteTemplate.objects.filter(is_active=True)
    return form_page(
        request,
        context,
        form,
        "Correct a note" if corrects else "Add a note",
        act=lambda data: actions.write_note(case=case, by=request.user, corrects=corrects, **data),
        done="Note saved.",
        back=(back,) if safe else ("cases:notes", case_id),
        template="cases/note_form.html",
    )


def _start_of(request, case, corrects, context) -> dict:
    """What the form starts with: the note that is corrected, a template, a draft, or the kind that a list asked for."""
    if corrects:
        fields = ("kind", "happened_on", "confidentiality")
        return {name: getattr(corrects, name) for name in fields}
    initial = {"happened_on": context["today"], "confidentiality": "general"}
    chosen = request.GET.get("template", "")
    if chosen.isdigit():
        template = get_object_or_404(NoteTemplate, pk=chosen, is_active=True)
        return initial | {"kind": template.kind, "text": template.text}
    draft = NoteDraft.objects.filter(case=case, author=request.user).first()
    if draft:
        context["draft"] = draft
        initial |= {"text": draft.text, "confidentiality": draft.confidentiality}
        initial |= {"kind": draft.kind} if draft.kind else {}
    elif request.GET.get("kind") in Note.Kind.values:
        initial["kind"] = request.GET["kind"]
    return initial


@allow(STAFF)
@require_POST
def draft(request, case_id):
    """The page saves what is being written every ten seconds; only its writer sees it."""
    context = case_context(request, case_id, active="cases:notes")
    confidentiality = request.POST.get("confidentiality", "")
    kept = actions.keep_draft(
        case=context["case"],
        by=request.user,
        text=request.POST.get("text", ""),
        kind=request.POST.get("kind", ""),
        confidentiality=confidentiality if confidentiality in context["reads"] else "general",
    )
    said = f"Draft saved {short_time(kept.saved_at).partition(', ')[2]}" if kept else "No draft"
    return HttpResponse(said, content_type="text/plain")
