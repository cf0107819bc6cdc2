"""Papers, benefits and files of a person."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from audit import log
from cases import actions
from cases.forms.papers import DocumentsForm, PaperForm, StateForm, WithdrawForm
from cases.models import Benefit, Category, Paper
from cases.views.case import form_page
from cases.views.frame import case_context
from reentry_portal import uploads
from reentry_portal.errors import ActionRefused
from reentry_portal.paging import page_of


@allow(STAFF)
@require_GET
def papers(request, case_id):
    """Every paper and benefit with where it stands, also those nobody asked about yet; then the files."""
    context = case_context(request, case_id, active="cases:papers")
    case, reads = context["case"], context["reads"]
    context |= {
        "papers": [paper for paper in all_papers(case) if paper.confidentiality in reads],
        "benefits": all_benefits(case),
        "page": page_of(
            case.documents.readable_by(reads).select_related("added_by"), by="-pk", cursor=request.GET.get("at", "")
        ),
    }
    return render(request, "cases/papers.html", context)


def all_papers(case) -> list[Paper]:
    kept = {paper.kind: paper for paper in case.papers.all()}
    return [kept.get(kind) or new_paper(case, kind) for kind in Paper.Kind.values]


def new_paper(case, kind: str) -> Paper:
    category = Category(Paper.CATEGORIES.get(kind, Category.BASICS))
    return Paper(case=case, kind=kind, category=category, confidentiality=category.confidentiality)


def all_benefits(case) -> list[Benefit]:
    kept = {benefit.kind: benefit for benefit in case.benefits.all()}
    return [kept.get(kind) or Benefit(case=case, kind=kind) for kind in Benefit.Kind.values]


@allow(STAFF)
def paper(request, case_id, kind):
    context = case_context(request, case_id, active="cases:papers")
    if kind not in Paper.Kind.values:
        raise Http404
    case = context["case"]
    row = case.papers.filter(kind=kind).first() or new_paper(case, kind)
    if row.confidentiality not in context["reads"]:
        raise Http404
    initial = {"on": context["today"], "tracking": row.tracking, "expires_on": row.expires_on}
    return form_page(
        request,
        context,
        PaperForm(request.POST or None, row=row, initial=initial),
        f"{row.get_kind_display()}: {row.get_state_display().lower()}",
        act=lambda data: actions.move_paper(case=case, kind=kind, by=request.user, **data),
        done=f"{row.get_kind_display()} saved.",
        back=("cases:papers", case_id),
    )


@allow(STAFF)
def benefit(request, case_id, kind):
    context = case_context(request, case_id, active="cases:papers")
    if kind not in Benefit.Kind.values:
        raise Http404
    case = context["case"]
    row = case.benefits.filter(kind=kind).first() or Benefit(case=case, kind=kind)
    return form_page(
        request,
        context,
        StateForm(request.POST or None, row=row, initial={"on": context["today"]}),
        f"{row.get_kind_display()}: {row.get_state_display().lower()}",
        act=lambda data: actions.move_benefit(case=case, kind=kind, by=request.user, **data),
        done=f"{row.get_kind_display()} saved.",
        back=("cases:papers", case_id),
    )


@allow(STAFF)
def add_documents(request, case_id):
    """Several files at once: those that pass the gate are kept, for the others the form says why not."""
    context = case_context(request, case_id, active="cases:papers")
    form = DocumentsForm(request.POST or None, request.FILES or None, reads=context["reads"])
    form.cancel_url = context["tab_url"]
    if request.method == "POST" and form.is_valid():
        data, kept = form.cleaned_data, 0
        for upload in data["files"]:
            try:
                actions.add_document(
                    case=context["case"],
                    upload=upload,
                    title=data["title"],
                    category=data["category"],
                    by=request.user,
                )
                kept += 1
            except ActionRefused as refused:
                form.add_error("files", str(refused))
        if kept:
            messages.success(request, f"{kept} file{'s' if kept > 1 else ''} added.")
        if not form.errors:
            return redirect("cases:papers", case_id)
    return render(request, "cases/form.html", {**context, "form": form, "form_title": "Add files"})


@allow(STAFF)
@require_GET
def document(request, case_id, document_id):
    """Hand the file out; the look is on the trail with the file's number."""
    context = case_context(request, case_id, active="cases:papers")
    row = get_object_or_404(context["case"].documents.readable_by(context["reads"]), pk=document_id)
    log.viewed(what="document", object_id=row.pk, people=[context["person"].pk])
    return uploads.as_download(row.file, name=row.name, kind=row.kind)


@allow(STAFF)
def withdraw_document(request, case_id, document_id):
    context = case_context(request, case_id, active="cases:papers")
    row = get_object_or_404(context["case"].documents.readable_by(context["reads"]), pk=document_id)
    return form_page(
        request,
        context,
        WithdrawForm(request.POST or None),
        f"Take out: {row.title}",
        act=lambda data: actions.withdraw_document(document=row, by=request.user, **data),
        done="The file was taken out.",
        back=("cases:papers", case_id),
    )
