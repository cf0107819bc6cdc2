"""What each cell asks of a filled database, and how many statements our page takes; printed as JSON."""

import json
import random
from datetime import timedelta

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from cases.models import Case, Facility, Note, Person
from cases.worklist import in_order
from reentry_portal import clock
from reentry_portal.paging import _cursor

CSRF = "b" * 32
FRAME = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT", "select set_config")


def main() -> None:
    rng = random.Random(7)
    supervisor = User.objects.get(email="bench1@demo.test")
    client = Client()
    client.force_login(supervisor, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["csrftoken"] = CSRF
    client.get("/my-day/")  # a session's first page writes the session down; it is no part of what follows
    workers = list(User.objects.filter(role="coordinator").values_list("pk", flat=True)[:20])
    facilities = list(Facility.objects.filter(is_active=True).values_list("pk", flat=True))
    opened = list(Case.objects.filter(state="planning").order_by("pk").values_list("pk", flat=True)[:2000])
    people = list(Person.objects.filter(pk__in=rng.sample(range(1, 19_000), 40)))
    listed = in_order(Case.objects.filter(state__in=Case.ENDINGS)).order_by("sort_date", "pk")
    deep = listed[min(100_000, listed.count() // 2)]
    number = Person.objects.order_by("-doc_number").values_list("doc_number", flat=True)[0]
    today = clock.today()
    ours = {
        "1 list": [{"path": "/caseload/?size=50", "marker": "</html>"}],
        "2 list, narrowed": [
            {"path": f"/caseload/?size=50&worker={worker}&steps=overdue&window=90", "marker": "</html>"}
            for worker in workers
        ],
        "3 list, deep": [
            {"path": f"/caseload/?size=50&place=ended&at={_cursor(deep, 'sort_date')}", "marker": "</html>"}
        ],
        "4 search as you type": [
            {"path": f"/caseload/?q={person.last_name[:5].lower()}", "marker": "results", "htmx": True}
            for person in people
        ],
        "5 search, misspelled": [
            {
                "path": f"/search/?q={_slip(rng, person.last_name)}+{person.first_name}",
                "marker": "</html>",
                "status": [200, 302],
            }
            for person in people
        ],
        "6 search in notes": [
            {"path": f"/search/notes/?q={word}", "marker": "</html>"}
            for word in (
                "housing",
                "clinic+sister",
                *(note.text.split()[-1].strip(".") for note in Note.objects.all()[:18]),
            )
        ],
        "7 person": [{"path": f"/cases/{case}/", "marker": "Timeline"} for case in rng.sample(opened, 40)],
        "7 person, from the list": [
            {"path": f"/cases/{case}/?in=need%3Dhousing", "marker": "Timeline"} for case in rng.sample(opened, 40)
        ],
        "8 open a case": [
            {
                "path": "/cases/add/",
                "post": {
                    "doc_number": str(int(number) + 1 + n),
                    "last_name": "Bench",
                    "first_name": "Case",
                    "sex": "M",
                    "facility": rng.choice(facilities),
                    "release_date": f"{today + timedelta(days=100):%m/%d/%Y}",
                },
                "status": [200, 302],
            }
            for n in range(4000)
        ],
        "9 add a note": [
            {
                "path": f"/cases/{case}/notes/add/",
                "post": {"kind": "call", "happened_on": "today", "text": "Called.", "confidentiality": "general"},
                "status": [302],
            }
            for case in rng.sample(opened, 40)
        ],
        "10 my day, everyone": [{"path": "/my-day/", "marker": "</html>"}],
        "11 CSV of 20,000": [{"path": "/caseload/export/?place=inside", "marker": "Last name"}],
    }
    floor = {
        "F5": [{"path": "/floor/f5/", "marker": "</html>"}],
        "FD": [{"path": f"/floor/fd/{case}/", "marker": "</html>"} for case in rng.sample(opened, 40)],
        "FW": [{"path": f"/floor/fw/{case}/", "post": {}, "status": [204]} for case in rng.sample(opened, 40)],
        "FC": [{"path": "/floor/fc/"}],
    }
    statements = {name: _statements(client, asks[-1]) for name, asks in ours.items()}
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    print(json.dumps({"ours": ours, "floor": floor, "cookies": cookies, "csrf": CSRF, "statements": statements}))


def _slip(rng: random.Random, name: str) -> str:
    place = rng.randrange(1, len(name) - 1)
    return (name[:place] + name[place + 1] + name[place] + name[place + 2 :]).lower()


def _statements(client: Client, ask: dict) -> int:
    """Statements of the page itself: without those that open and close the scope and its transaction."""
    extra = {"headers": {"HX-Request": "true"}} if ask.get("htmx") else {}
    with CaptureQueriesContext(connection) as found:
        answer = client.post(ask["path"], ask["post"]) if "post" in ask else client.get(ask["path"], **extra)
        if answer.streaming:
            b"".join(answer.streaming_content)
    return sum(not query["sql"].startswith(FRAME) for query in found.captured_queries)


if __name__ == "__main__":
    main()
