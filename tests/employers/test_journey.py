"""From a job to the first day of work, in the browser's words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import Case
from demo.factories.cases import CaseFactory, CountyFactory
from demo.factories.employers import ApplicationFactory, EmployerFactory, HiringEventFactory, OpeningFactory
from employers.models import Application, Employer, HiringEvent, Interview, Opening, Placement
from reentry_portal import clock

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"employers:{name}", args=args)


def words(response):
    return response.content.decode()


def day(**ahead):
    return f"{clock.today() + timedelta(**ahead):%m/%d/%Y}"


@pytest.fixture
def later(client, sign_in, move_clock):
    """`later(user, days=3)`: the clock goes on, and the user, whose session ended meanwhile, signs in again."""

    def go_on(user, **ahead):
        move_clock(**ahead)
        client.logout()
        sign_in(user)

    return go_on


def release(case, on=None):
    Case.objects.filter(pk=case.pk).update(state="released", released_on=on or clock.today(), release_type="parole")


def test_from_an_opening_to_the_first_check(sign_in, staff, later):
    user = staff("employment")
    client = sign_in(user)
    county = CountyFactory()
    employer = {
        "name": "Example Metal Shop",
        "industry": "332",
        "status": "active",
        "city": "Columbia",
        "county": county.pk,
        "counties": "Boone, cole",
        "limits": "No theft in the last 5 years",
        "not_considered": ["theft"],
        "accepts_supervision": "on",
    }
    CountyFactory(code="COLE", name="Cole")
    page = client.post(url("add-employer"), employer, follow=True)
    assert "Example Metal Shop saved." in words(page)
    saved = Employer.objects.get(name="Example Metal Shop")
    assert [county.name for county in saved.counties.all()] == ["Boone", "Cole"]

    job = {
        "title": "Welder",
        "city": "Columbia",
        "county": county.pk,
        "shift": "days",
        "hours": 40,
        "wage": "21.00",
        "places": 1,
    }
    client.post(url("add-opening", saved.pk), job)
    opening = Opening.objects.get(employer=saved)

    case = CaseFactory(county=county, days=12)
    page = words(client.get(url("opening", opening.pk)))
    assert case.person.list_name in page
    assert "Boone County" in page
    assert "Out in 12 days" in page

    refused = words(client.post(url("put-forward", opening.pk, case.pk), {"note": "Two years of welding"}))
    assert "Nobody is put forward who did not agree" in refused
    assert "Two years of welding" in refused
    client.post(url("put-forward", opening.pk, case.pk), {"note": "Two years of welding", "agreed": "on"})
    application = Application.objects.get(case=case, opening=opening)
    assert application.state == "applied"

    def take(step, **data):
        page = client.post(url("step", application.pk, step), data, follow=True)
        application.refresh_from_db()
        return words(page)

    take("interview", kind="video", day=day(days=2), time="10:00", place="Visiting room 2")
    assert application.state == "interview"
    assert "still to come" in take("outcome", outcome="yes")
    later(user, days=3)
    take("outcome", outcome="yes", note="Start soon")

    refused = take("offer", wage="21.00", start_date=day(days=2))
    assert f"leaves on {case.release_date:%m/%d/%Y}" in refused
    assert application.state == "interview"
    take("offer", wage="21.50", start_date=f"{case.release_date + timedelta(days=3):%m/%d/%Y}")
    assert (application.state, application.offered_before_release) == ("offered", True)
    take("accept")
    opening.refresh_from_db()
    assert (application.state, opening.state) == ("accepted", "filled")

    assert "has not been released" in take("start", started_on=day())
    later(user, days=16)
    release(case, on=case.release_date)
    take("start", started_on=day())
    placement = Placement.objects.get(application=application)
    assert application.state == "started"
    assert [check.days for check in placement.checks.all()] == [30, 60, 90, 180]

    later(user, days=47)
    assert case.person.list_name in words(client.get(url("checks")))
    take("check", still_working="yes", evidence="pay_stub")
    placement.refresh_from_db()
    assert placement.state == "held"
    take("end", ended_on=day(), reason="better_job")
    placement.refresh_from_db()
    assert (placement.state, placement.end_reason) == ("ended", "better_job")

    titles = list(case.events.order_by("id").values_list("title", flat=True))
    assert titles == [
        "Put forward for Welder at Example Metal Shop",
        "Interview for Welder at Example Metal Shop",
        "Interview for Welder at Example Metal Shop: yes",
        "Job offered before release: Welder at Example Metal Shop",
        "Job accepted: Welder at Example Metal Shop",
        "Started work: Welder at Example Metal Shop",
        "Still at work after 30 days",
        "Work ended: Welder at Example Metal Shop",
    ]
    assert set(case.events.values_list("kind", flat=True)) == {"work"}


def test_a_hiring_fair_from_invitation_to_results(sign_in, staff, later):
    user = staff("employment")
    client = sign_in(user)
    employer = EmployerFactory()
    opening = OpeningFactory(employer=employer)
    case = CaseFactory()
    application = ApplicationFactory(case=case, opening=opening)
    fair = {
        "kind": "fair",
        "facility": case.facility_id,
        "day": day(days=5),
        "time": "09:00",
        "place": "Gymnasium",
        "capacity": 10,
    }
    client.post(url("add-event"), fair)
    event = HiringEvent.objects.get()
    assert case.person.list_name not in words(client.get(url("event", event.pk)))
    client.post(url("invite-employer", event.pk), {"employer": employer.pk})
    assert case.person.list_name in words(client.get(url("event", event.pk)))
    page = client.post(url("invite", event.pk), {"application": application.pk}, follow=True)
    assert "is on the roster" in words(page)
    interview = Interview.objects.get()
    assert (interview.kind, interview.at, interview.place) == ("event", event.starts_at, "Gymnasium")

    early = client.post(url("event", event.pk), {f"result-{interview.pk}": "yes"})
    assert "still to come" in words(early)
    later(user, days=6)
    client.post(url("event", event.pk), {f"result-{interview.pk}": "yes"})
    interview.refresh_from_db()
    event.refresh_from_db()
    assert (interview.outcome, event.state) == ("yes", "held")
    assert "1 of 10" in words(client.get(url("events")))


def test_a_cancelled_event_lets_its_people_be_invited_again(sign_in, staff):
    client = sign_in(staff("supervisor"))
    application = ApplicationFactory()
    event = HiringEventFactory(employers=[application.opening.employer])
    client.post(url("invite", event.pk), {"application": application.pk})
    assert "falls away" in words(client.get(url("cancel-event", event.pk)))
    client.post(url("cancel-event", event.pk))
    other = HiringEventFactory(employers=[application.opening.employer])
    assert application.case.person.list_name in words(client.get(url("event", other.pk)))


def test_the_work_tab_shows_readiness_applications_and_jobs_that_fit(sign_in, staff):
    client = sign_in(staff("employment"))
    case = CaseFactory()
    fits = OpeningFactory(title="Machine operator")
    ApplicationFactory(case=case, opening__title="Forklift driver")
    page = words(client.get(url("case-work", case.pk)))
    for text in ("Readiness", "0 of 5", "Forklift driver", "Machine operator", "Boone County"):
        assert text in page
    client.post(url("readiness", case.pk, "resume"))
    assert "1 of 5" in words(client.get(url("case-work", case.pk)))
    profile = {"skills": "Welding", "convictions": ["theft"], "shifts": ["days"]}
    client.post(url("profile", case.pk), profile)
    case = Case.objects.get(pk=case.pk)
    assert case.work_profile.convictions_known
    fits.employer.not_considered = ["theft"]
    fits.employer.save()
    page = words(client.get(url("case-work", case.pk)))
    assert "Machine operator" not in page
    assert "Theft" in page


def test_interest_is_noted_first_and_put_forward_later(sign_in, staff):
    client = sign_in(staff("coordinator", email="own@demo.test"))
    case = CaseFactory(coordinator__email="own@demo.test")
    opening = OpeningFactory()
    path = url("put-forward", opening.pk, case.pk)
    assert "Choose one" in words(client.post(path, {"agreed": "on", "only_interested": "on"}))
    client.post(path, {"only_interested": "on"})
    application = Application.objects.get(case=case)
    assert (application.state, application.agreed_on) == ("interested", None)
    page = client.post(url("step", application.pk, "put-forward"), {})
    assert "Ask the person first" in words(page)
    client.post(url("step", application.pk, "put-forward"), {"agreed": "on"})
    application.refresh_from_db()
    assert application.state == "applied"


def test_a_contact_in_one_form(sign_in, staff):
    client = sign_in(staff("coordinator"))
    employer = EmployerFactory()
    data = {"on": "today", "text": "Wants two welders in May", "next_contact_on": "+14"}
    page = client.post(url("add-contact", employer.pk), data, follow=True)
    assert "Wants two welders in May" in words(page)
    employer.refresh_from_db()
    assert employer.last_contact_on == clock.today()
    assert employer.next_contact_on == clock.today() + timedelta(days=14)


def test_a_job_is_closed_and_opened_again(sign_in, staff):
    client = sign_in(staff("employment"))
    opening = OpeningFactory()
    client.post(url("opening-state", opening.pk))
    opening.refresh_from_db()
    assert opening.state == "closed"
    page = words(client.get(url("opening", opening.pk)))
    assert "takes no more people" in page
    client.post(url("opening-state", opening.pk), {"to": "open"})
    opening.refresh_from_db()
    assert opening.state == "open"


def test_a_county_that_does_not_exist_is_named(sign_in, staff):
    client = sign_in(staff("employment"))
    employer = EmployerFactory()
    page = words(client.post(url("edit-employer", employer.pk), {"counties": "Boone, Bone"}))
    assert "Not a county of Missouri: Bone" in page
    assert "Boone, Bone" in page
