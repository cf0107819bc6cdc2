"""The floor that our pages are measured against: the same work without any of our rules, on the same base template.

F1 a signed-in user; F5 a list of 50 rows with filters and counts; FD a person with 50 events; FW a note written;
FC a CSV of 20,000 rows by COPY. Django's own middleware, the database as its owner: no scope, no trail, no walls.
"""

from io import StringIO

from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.template import engines
from django.urls import path

from cases.models import Case, TimelineEvent

LIST = """{% extends "base.html" %}{% block content %}<p>{{ total }} {{ mine }}</p>
<form><select name="s">{% for user in staff %}<option value="{{ user.pk }}">{{ user.last_name }}</option>{% endfor %}</select></form>
<table class="tbl rows">{% for case in rows %}<tr><th><a href="/cases/{{ case.pk }}/">{{ case.person.list_name }}</a><span>{{ case.person.doc_number }}</span></th>
<td>{{ case.facility.short_name }}</td><td>{{ case.county.name }}</td><td>{{ case.release_date|date:"m/d/Y" }}</td><td>{{ case.get_state_display }}</td>
<td>{{ case.coordinator.last_name }}</td><td>{{ case.last }}</td><td>{{ case.housing_unit }}</td></tr>{% endfor %}</table>{% endblock %}"""
DETAIL = """{% extends "base.html" %}{% block content %}<h1>{{ case.person.full_name }}</h1>
<ol>{% for event in events %}<li><strong>{{ event.title }}</strong> {{ event.at|date:"m/d/Y" }} {{ event.actor_label }}<p>{{ event.text }}</p></li>{% endfor %}</ol>{% endblock %}"""


def f0(request):
    return HttpResponse("ok")


def f1(request):
    return HttpResponse(request.user.email)


def f5(request):
    cases = Case.objects.filter(state__in=Case.INSIDE)
    rows = list(cases.select_related("person", "facility", "county", "coordinator").order_by("release_date", "id")[:50])
    last = dict(
        TimelineEvent.objects.filter(case__in=rows).order_by("case", "-id").distinct("case").values_list("case", "at")
    )
    for case in rows:
        case.last = last.get(case.pk)
    context = {
        "rows": rows,
        "total": cases.order_by()[:1001].count(),
        "mine": cases.filter(coordinator=request.user).order_by()[:1001].count(),
        "staff": get_user_model().objects.filter(is_active=True)[:60],
    }
    return HttpResponse(engines["django"].from_string(LIST).render(context, request))


def fd(request, case_id):
    case = Case.objects.select_related("person", "facility").get(pk=case_id)
    context = {"case": case, "events": list(case.events.order_by("-id")[:50])}
    return HttpResponse(engines["django"].from_string(DETAIL).render(context, request))


def fw(request, case_id):
    TimelineEvent.objects.create(case_id=case_id, kind="note", title="Note", text="A note.", actor_label="Floor")
    return HttpResponse(status=204)


def fc(request):
    out = StringIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(
            "copy (select p.last_name, p.first_name, p.doc_number, c.state, f.short_name, c.housing_unit, o.name,"
            " c.release_date, c.released_on, u.last_name from cases_case c join cases_person p on p.id = c.person_id"
            " left join cases_facility f on f.id = c.facility_id left join cases_county o on o.id = c.county_id"
            " left join accounts_user u on u.id = c.coordinator_id order by c.release_date, c.id limit 20000)"
            " to stdout with csv",
            out,
        )
    text = out.getvalue()
    return StreamingHttpResponse(
        (text[at : at + 65_536] for at in range(0, len(text), 65_536)), content_type="text/csv"
    )


urlpatterns = [
    path("f0/", f0),
    path("f1/", f1),
    path("f5/", f5),
    path("fd/<int:case_id>/", fd),
    path("fw/<int:case_id>/", fw),
    path("fc/", fc),
]
