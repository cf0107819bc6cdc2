"""What each role sees and does, the trail, and the number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEvent
from demo.factories.cases import CaseFactory, CountyFactory, WomansCaseFactory
from demo.factories.employers import (
    ApplicationFactory,
    CredentialFactory,
    EmployerFactory,
    HiringEventFactory,
    InterviewFactory,
    OpeningFactory,
    PlacementFactory,
    WorkProfileFactory,
)
from employers import actions
from employers.models import Application, ContactNote, Employer
from reentry_portal import clock

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"employers:{name}", args=args)


def words(response):
    return response.content.decode()


def test_filters_narrow_the_list_and_keep_what_was_chosen(sign_in, staff):
    client = sign_in(staff("employment"))
    cole = CountyFactory(code="COLE", name="Cole")
    EmployerFactory(name="Ashgrove Foods", industry="311", counties=[cole])
    EmployerFactory(name="Brook Metal", status="paused")
    hires = OpeningFactory(employer__name="Castwood Yard").employer
    for query, expected in [
        ("", {"Ashgrove Foods", "Brook Metal", hires.name}),
        ("?q=metal", {"Brook Metal"}),
        ("?industry=311", {"Ashgrove Foods"}),
        ("?county=COLE", {"Ashgrove Foods"}),
        ("?status=paused", {"Brook Metal"}),
        ("?jobs=on", {hires.name}),
    ]:
        page = words(client.get(url("list") + query))
        shown = {name for name in ("Ashgrove Foods", "Brook Metal", "Castwood Yard") if name in page}
        assert shown == expected, query
    assert 'value="311" selected' in words(client.get(url("list") + "?industry=311"))
    assert "No employers match" in words(client.get(url("list") + "?q=nothing"))


def test_the_list_is_walked_by_name_25_at_a_time(sign_in, staff):
    client = sign_in(staff("employment"))
    for n in range(30):
        EmployerFactory(name=f"Employer {n:02d}")
    first = client.get(url("list"))
    assert [row.name for row in first.context["page"].rows] == [f"Employer {n:02d}" for n in range(25)]
    second = client.get(url("list"), {"at": first.context["page"].next})
    assert [row.name for row in second.context["page"].rows] == [f"Employer {n:02d}" for n in range(25, 30)]


def test_the_next_contact_can_come_first(sign_in, staff):
    client = sign_in(staff("employment"))
    EmployerFactory(name="Later", next_contact_on=clock.today() + timedelta(days=9))
    EmployerFactory(name="Never")
    EmployerFactory(name="Overdue", next_contact_on=clock.today() - timedelta(days=9))
    rows = client.get(url("list") + "?sort=next").context["page"].rows
    assert [row.name for row in rows] == ["Overdue", "Later", "Never"]


def test_jobs_are_listed_for_a_county_also_when_the_employer_hires_from_it(sign_in, staff):
    client = sign_in(staff("employment"))
    cole = CountyFactory(code="COLE", name="Cole")
    OpeningFactory(title="Baker", employer=EmployerFactory(counties=[cole]))
    OpeningFactory(title="Roofer")
    page = words(client.get(url("openings") + "?county=COLE"))
    assert "Baker" in page
    assert "Roofer" not in page


def test_womens_staff_act_for_their_people_and_change_no_employer(sign_in, staff):
    opening, case = OpeningFactory(), WomansCaseFactory()
    client = sign_in(staff("womens"))
    assert "Add employer" not in words(client.get(url("list")))
    assert client.get(url("add-employer")).status_code == 403
    assert client.post(url("opening-state", opening.pk)).status_code == 403
    client.post(url("put-forward", opening.pk, case.pk), {"agreed": "on"})
    assert Application.objects.get().case == case
    assert client.get(url("put-forward", opening.pk, CaseFactory().pk)).status_code == 404


def test_a_coordinator_elsewhere_sees_nobody_of_it(sign_in, staff):
    application = ApplicationFactory()
    event = HiringEventFactory(employers=[application.opening.employer])
    InterviewFactory(application__opening=application.opening, kind="event", event=event, at=event.starts_at)
    name = application.case.person.list_name
    client = sign_in(staff("coordinator"))
    for path in (url("opening", application.opening_id), url("event", event.pk), url("checks")):
        page = client.get(path)
        assert page.status_code == 200
        assert name not in words(page), path
        assert "Whitfield" not in words(page), path
    for path in (
        url("application", application.pk),
        url("step", application.pk, "offer"),
        url("case-work", application.case_id),
        url("profile", application.case_id),
    ):
        assert client.get(path).status_code == 404, path
    assert client.post(url("invite", event.pk), {"application": application.pk}).status_code == 404
    assert client.post(url("step", application.pk, "withdraw"), {"reason": "other"}).status_code == 404


def test_partners_find_nothing_here(sign_in, staff):
    application = ApplicationFactory()
    client = sign_in(staff("partner"))
    for path in (url("list"), url("employer", 1), url("opening", application.opening_id), url("checks")):
        assert client.get(path).status_code == 403


def test_an_event_shows_its_roster_to_staff_who_see_the_people(sign_in, staff):
    event = HiringEventFactory(days=-1)
    interview = InterviewFactory(kind="event", event=event, at=event.starts_at)
    page = words(sign_in(staff("employment")).get(url("event", event.pk)))
    assert interview.application.case.person.list_name in page
    assert "Save results" in page


def test_a_step_that_is_not_open_says_so(sign_in, staff):
    application = ApplicationFactory()
    page = sign_in(staff("employment")).get(url("step", application.pk, "accept"), follow=True)
    assert "cannot be done now" in words(page)
    assert sign_in(staff("employment")).get(url("step", application.pk, "nonsense")).status_code == 404


def test_only_the_side_that_can_say_it_gives_the_reason(sign_in, staff):
    application = ApplicationFactory()
    client = sign_in(staff("employment"))
    path = url("step", application.pk, "decline")
    page = client.post(path, {"side": "declined_by_person", "reason": "record", "note": "Said on the phone"})
    assert "Only the other side can say this" in words(page)
    assert "Said on the phone" in words(page)
    client.post(path, {"side": "declined_by_person", "reason": "pay"})
    application.refresh_from_db()
    assert application.state == "declined_by_person"


def test_the_date_review_stands_on_the_page_and_the_list(sign_in, staff):
    application = ApplicationFactory(offered=True)
    application.case.release_date += timedelta(days=40)
    application.case.save()
    client = sign_in(staff("employment"))
    assert "Agree on another first day" in words(client.get(url("application", application.pk)))
    assert application.case.person.list_name in words(client.get(url("checks")))


def test_convictions_are_compared_and_not_told_on_the_way_to_a_job(sign_in, staff):
    profile = WorkProfileFactory(convictions=["arson"], convictions_known=True)
    application = ApplicationFactory(case=profile.case)
    client = sign_in(staff("employment"))
    for path in (url("application", application.pk), url("opening", application.opening_id)):
        assert "Arson" not in words(client.get(path)), path


@pytest.mark.parametrize("name", ["opening", "application", "event", "checks", "case-work", "put-forward"])
def test_every_look_at_people_is_on_the_trail(sign_in, staff, name):
    application = PlacementFactory(days=40).application
    event = HiringEventFactory(days=-1)
    InterviewFactory(
        application__case=application.case,
        application__opening=application.opening,
        kind="event",
        event=event,
        application__state="withdrawn",
        application__ended_on=clock.today(),
        application__end_reason="other",
        at=event.starts_at,
        outcome="later",
    )
    path = {
        "opening": url("opening", application.opening_id),
        "application": url("application", application.pk),
        "event": url("event", event.pk),
        "checks": url("checks"),
        "case-work": url("case-work", application.case_id),
        "put-forward": url("put-forward", OpeningFactory().pk, application.case_id),
    }[name]
    last = AuditEvent.objects.order_by("-id").values_list("id", flat=True).first() or 0
    assert sign_in(staff("employment")).get(path).status_code == 200
    seen = AuditEvent.objects.filter(id__gt=last, action="viewed")
    assert any(application.case.person_id in event.people for event in seen)


def test_changes_are_on_the_trail_with_the_person(staff):
    interview = InterviewFactory(days=-1)
    person = interview.application.case.person_id
    last = AuditEvent.objects.order_by("-id").values_list("id", flat=True).first()
    actions.record_interview_outcome(interview=interview, outcome="yes", note="Quiet word", by=staff("employment"))
    event = AuditEvent.objects.get(id__gt=last, object_type="employers_interview")
    assert (event.action, event.people) == ("changed", [person])
    assert "Quiet word" not in str(event.detail)
    placement = PlacementFactory()
    events = AuditEvent.objects.filter(object_type="employers_placement", action="created")
    assert [event.people for event in events] == [[placement.application.case.person_id]]


def queries_of(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["list", "openings", "employer", "opening", "events", "event", "checks", "case-work"])
def test_queries_do_not_grow_with_rows(sign_in, staff, name):
    case = WorkProfileFactory(credentials=[CredentialFactory()]).case
    employer = EmployerFactory(counties=[CountyFactory(code="COLE", name="Cole")])
    event = HiringEventFactory(employers=[employer], capacity=500)
    opening = OpeningFactory(employer=employer, places=200)
    user = staff("employment")
    client = sign_in(user)

    def job(**fields):
        return OpeningFactory(employer__counties=[case.county], credentials=[CredentialFactory()], **fields)

    def on_the_roster():
        InterviewFactory(application__opening=opening, kind="event", event=event, at=event.starts_at)
        ApplicationFactory(opening=opening)

    path, add = {
        "list": (url("list"), [job]),
        "openings": (url("openings"), [job]),
        "employer": (
            url("employer", employer.pk),
            [
                lambda: OpeningFactory(employer=employer),
                lambda: OpeningFactory(employer=employer, state="closed"),
                lambda: ContactNote.objects.create(employer=employer, on=clock.today(), text="Called", author=user),
            ],
        ),
        "opening": (
            url("opening", opening.pk),
            [
                lambda: WorkProfileFactory(credentials=[CredentialFactory()]),
                lambda: ApplicationFactory(opening=opening, offered=True),
            ],
        ),
        "events": (url("events"), [lambda: HiringEventFactory(employers=[employer, EmployerFactory()])]),
        "event": (url("event", event.pk), [on_the_roster]),
        "checks": (
            url("checks"),
            [
                PlacementFactory,
                lambda: ApplicationFactory(offered=True, start_date=clock.today() + timedelta(days=1)),
            ],
        ),
        "case-work": (
            url("case-work", case.pk),
            [
                job,
                lambda: InterviewFactory(application__case=case),
                lambda: PlacementFactory(application__case=case),
            ],
        ),
    }[name]

    def rows(count):
        for _ in range(count):
            for one in add:
                one()

    rows(5)
    with_five = queries_of(client, path)
    rows(45)
    assert queries_of(client, path) == with_five
    assert with_five <= 20


def test_seeds_are_there():
    from employers.models import Credential, ReadinessModule

    assert ReadinessModule.objects.count() == 5
    assert Credential.objects.count() >= 15
    assert Employer.objects.count() == 0
