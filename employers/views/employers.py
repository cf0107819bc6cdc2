from django.contrib import messages
from django.db.models import DateField, Value
from django.db.models.functions import Coalesce, Lower
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from employers import actions
from employers.access import EMPLOYER_STAFF
from employers.filters import EmployerFilter
from employers.forms.records import ContactForm, EmployerForm
from employers.models import Employer, Opening
from employers.views.lists import chips, render_part
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from reentry_portal.paging import capped_count, page_of

FAR = "9999-12-31"
SORTS = {"name": "sort_name", "next": "sort_next"}
PAST_JOBS = 10
NOTES = 10


@allow(STAFF)
@require_GET
def employers(request):
    narrowed = EmployerFilter(request.GET, queryset=Employer.objects.visible_to(request.user), request=request)
    sort = request.GET.get("sort", "name")
    sort = sort if sort in SORTS else "name"
    rows = narrowed.qs.with_open_jobs().annotate(
        sort_name=Lower("name"),
        sort_next=Coalesce("next_contact_on", Value(FAR), output_field=DateField()),
    )
    page = page_of(
        rows.select_related("county", "owner").prefetch_related("counties"),
        by=SORTS[sort],
        cursor=request.GET.get("at", ""),
    )
    context = {
        "filter": narrowed,
        "page": page,
        "total": capped_count(narrowed.qs),
        "sort": sort,
        "chips": chips("employers:list"),
        "may_change": request.user.role in EMPLOYER_STAFF,
        "today": clock.today(),
    }
    response = render(request, render_part(request, "employers/list.html", "results"), context)
    response.headers["Vary"] = "HX-Request"
    return response


@allow(STAFF)
@require_GET
def employer(request, pk):
    rows = Employer.objects.visible_to(request.user).select_related("county", "owner").prefetch_related("counties")
    employer = get_object_or_404(rows, pk=pk)
    jobs = Opening.objects.visible_to(request.user).filter(employer=employer).with_places_taken()
    jobs = jobs.select_related("county")
    context = {
        "employer": employer,
        "jobs": jobs.open(),
        "past": jobs.exclude(pk__in=Opening.objects.open().order_by().values("pk"))[:PAST_JOBS],
        "notes": employer.contact_notes.select_related("author")[:NOTES],
        "may_change": request.user.role in EMPLOYER_STAFF,
        "today": clock.today(),
    }
    return render(request, "employers/employer.html", context)


@allow(EMPLOYER_STAFF)
def add_employer(request):
    return _save(request, Employer(), title="Add employer", back=reverse("employers:list"))


@allow(EMPLOYER_STAFF)
def edit_employer(request, pk):
    employer = get_object_or_404(Employer.objects.visible_to(request.user), pk=pk)
    return _save(request, employer, title=f"Change {employer}", back=employer.get_absolute_url())


def _save(request, employer, *, title, back):
    form = EmployerForm(request.POST or None, instance=employer, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        saved = actions.save_employer(employer=form.instance, counties=form.cleaned_data["counties"], by=request.user)
        messages.success(request, f"{saved} saved.")
        return redirect(saved)
    return render(request, "components/form_page.html", {"title": title, "form": form})


@allow(EMPLOYER_STAFF)
def add_contact(request, pk):
    employer = get_object_or_404(Employer.objects.visible_to(request.user), pk=pk)
    form = ContactForm(request.POST or None, cancel_url=employer.get_absolute_url())
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_contact(employer=employer, by=request.user, **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(request, f"Contact with {employer} saved.")
            return redirect(employer)
    return render(request, "components/form_page.html", {"title": f"Add contact with {employer}", "form": form})
