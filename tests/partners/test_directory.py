"""Who offers what: what staff find, why it fits, who keeps it up to date, and on which paper."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse

from audit.models import AuditEvent
from cases.models import Case, County, NeedArea
from cases.reasons import Speaks
from demo.factories.accounts import OrganizationFactory, UserFactory
from demo.factories.cases import CaseFactory, NeedFactory, WomansCaseFactory
from demo.factories.directory import AgreementFactory, LocationFactory, ScheduleFactory, ServiceAtLocationFactory
from demo.factories.partners import ServiceFactory
from followups.models import Message
from partners.actions import directory as actions
from partners.fits import fits_of, services_that_fit
from partners.models import Agreement, Location, Schedule, Service
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db


def county(code):
    return County.objects.get(code=code)


@pytest.fixture
def housing():
    return NeedArea.objects.get(code="housing")


@pytest.fixture
def need(housing):
    """Of a man of 40 who comes home to Boone County."""
    case = CaseFactory(county=county("BOON"), person__birth_date=date(clock.today().year - 40, 1, 1), days=0)
    return NeedFactory(case=case, area=housing)


@pytest.fixture
def offer(housing):
    """`offer(county="COLE", near="COLE", **fields)` makes a fresh service with open places there."""

    def make(*, serves_county="BOON", near="BOON", **fields):
        service = ServiceFactory(
            areas=[housing],
            **{"statewide": False, "open_places": 3, "confirmed_on": clock.today(), **fields},
        )
        service.counties.set([county(serves_county)])
        location = LocationFactory(organization=service.organization, county=county(near))
        ServiceAtLocationFactory(service=service, location=location)
        return service

    return make


def reasons_for(need, service):
    staff = need.case.coordinator
    [fit] = fits_of(services_that_fit(need, user=staff).filter(pk=service.pk), need.case)
    return {reason.text: reason.speaks for reason in fit.reasons}


# Why it fits


@pytest.mark.parametrize(
    ("fields", "text", "speaks"),
    [
        ({}, "Serves Boone", Speaks.FOR),
        ({"serves_county": "COLE"}, "Does not serve Boone", Speaks.AGAINST),
        ({"statewide": True, "serves_county": "COLE"}, "Serves all of the state", Speaks.FOR),
        ({"near": "BOON"}, "About 5 miles away", Speaks.FOR),
        ({"near": "JACK"}, "About 110 miles away: who drives?", Speaks.ASK),
        ({"serves": "F"}, "Women only", Speaks.AGAINST),
        ({"serves": "M"}, "Men only", Speaks.FOR),
        ({"minimum_age": 50}, "50 years and older, the person is 40", Speaks.AGAINST),
        ({"maximum_age": 30}, "Up to 30 years, the person is 40", Speaks.AGAINST),
        ({"minimum_age": 18, "maximum_age": 40}, "18 to 40 years", Speaks.FOR),
        ({"open_places": 0, "waitlist": 4}, "No open place, 4 waiting", Speaks.AGAINST),
        ({"open_places": 1}, "1 open place", Speaks.FOR),
        ({"open_places": None}, "Open places not told", Speaks.ASK),
        ({"limits": ["arson"]}, "No conviction of arson: check", Speaks.ASK),
        (
            {"limits": ["violent"], "violent_years": 5},
            "No conviction of a violent offense in the last 5 years: check",
            Speaks.ASK,
        ),
        ({"registrants_ok": False}, "Takes nobody on the sex offense registry: check", Speaks.ASK),
        ({"registrants_ok": True}, "Takes people on the registry", Speaks.FOR),
        ({"accepts_em": False}, "No electronic monitoring: check", Speaks.ASK),
        ({"eligibility": "Two years sober"}, "Two years sober", Speaks.ASK),
        ({"organization__agreement_ends": date(2026, 1, 2)}, "Agreement ended 01/02/2026", Speaks.AGAINST),
        ({}, "Nobody there signs in: refer by phone", Speaks.ASK),
    ],
)
def test_each_reason_is_told_in_words(need, offer, fields, text, speaks):
    assert reasons_for(need, offer(**fields)).get(text) == speaks


def test_an_entry_that_nobody_confirmed_for_30_days_says_so(need, offer):
    today = clock.today()
    fresh, stale = offer(confirmed_on=today - timedelta(days=30)), offer(confirmed_on=today - timedelta(days=31))
    words = f"Not confirmed since {today - timedelta(days=31):%m/%d/%Y}: call first"
    assert reasons_for(need, stale)[words] == Speaks.ASK
    assert not any("Not confirmed" in text for text in reasons_for(need, fresh))


def test_a_service_in_prison_only_is_no_help_to_who_is_home(need, offer, housing):
    service = offer(setting="inside")
    assert reasons_for(need, service)["In prison"] == Speaks.FOR
    home = NeedFactory(case=CaseFactory(county=county("BOON"), state=Case.State.RELEASED, released=True), area=housing)
    assert reasons_for(home, service)["In prison only"] == Speaks.AGAINST


def test_a_language_is_compared(offer, housing):
    case = CaseFactory(county=county("BOON"), person__language="Spanish")
    need = NeedFactory(case=case, area=housing)
    assert reasons_for(need, offer(languages=["Spanish"]))["Spanish spoken"] == Speaks.FOR
    assert reasons_for(need, offer())["Spanish: ask for an interpreter"] == Speaks.ASK


def test_what_stands_in_the_way_least_comes_first_then_the_nearest(need, offer):
    far_and_full = offer(name="D", near="JACK", open_places=0)
    near_but_for_women = offer(name="C", serves="F")
    farther, nearest = offer(name="B", near="COLE"), offer(name="A")
    found = services_that_fit(need, user=need.case.coordinator).order_by("rank", "pk")
    assert list(found) == [nearest, farther, near_but_for_women, far_and_full]


def test_the_order_counts_the_same_obstacles_as_the_words(need, offer):
    services = [
        offer(),
        offer(serves_county="COLE"),
        offer(serves="F", open_places=0),
        offer(minimum_age=50, open_places=0, organization__agreement_ends=date(2026, 1, 1)),
        offer(setting="inside", maximum_age=20),
    ]
    released = NeedFactory(
        case=CaseFactory(
            county=county("BOON"),
            state=Case.State.RELEASED,
            released=True,
            person__birth_date=date(1990, 5, 5),
        ),
        area=need.area,
    )
    for one in (need, released):
        fits = fits_of(
            services_that_fit(one, user=need.case.coordinator).filter(pk__in=[s.pk for s in services]), one.case
        )
        assert [fit.against for fit in fits] == [fit.service.rank // 1_000_000 for fit in fits]


def test_the_list_of_one_need_is_paged_and_costs_the_same_for_many(need, offer, sign_in, django_assert_num_queries):
    client = sign_in(need.case.coordinator)
    address = reverse("partners:choose-service", args=[need.case.pk, need.pk])
    for _ in range(3):
        offer()
    client.get(address)
    with django_assert_num_queries(13):
        client.get(address)
    for number in range(20):
        offer(name=f"Beds {number}")
    with django_assert_num_queries(13):
        page = client.get(address).content.decode()
    assert page.count('name="service"') == 15
    assert "Next" in page


def test_staff_filter_compare_and_go_on_to_the_referral(need, offer, sign_in):
    here = offer(name="Anchor beds", organization__name="Example Anchor")
    there, full = offer(name="River beds", serves_county="COLE", near="COLE"), offer(name="Full beds", open_places=0)
    client = sign_in(need.case.coordinator)
    address = reverse("partners:choose-service", args=[need.case.pk, need.pk])

    def shown(query):
        page = client.get(address + query).content.decode()
        return {service.name for service in (here, there, full) if service.name in page}

    assert shown("") == {"Anchor beds", "River beds", "Full beds"}
    assert shown("?here=on") == {"Anchor beds", "Full beds"}
    assert shown("?places=on") == {"Anchor beds", "River beds"}
    assert shown("?near=25") == {"Anchor beds", "Full beds"}
    assert shown("?q=anch") == {"Anchor beds"}
    compared = client.get(f"{address}?service={here.pk}&service={there.pk}").content.decode()
    assert "Does not serve Boone" in compared
    assert "Full beds" not in compared
    assert f"{reverse('partners:new-referral', args=[need.case.pk, need.pk])}?service={here.pk}" in compared


def test_nothing_is_referred_to_a_victim_service(need, offer, sign_in):
    safe = ServiceFactory(
        name="Hotline", areas=[need.area], organization__kind="victim_service", organization__phone="5735550177"
    )
    page = sign_in(need.case.coordinator).get(reverse("partners:choose-service", args=[need.case.pk, need.pk]))
    page = page.content.decode()
    assert "573-555-0177" in page
    assert f"?service={safe.pk}" not in page
    assert f'value="{safe.pk}" id="service-' not in page


# The directory without a person


def test_the_directory_is_narrowed_by_need_county_words_and_places(offer, sign_in, staff, housing):
    boone, cole = offer(name="Boone beds"), offer(name="Cole beds", serves_county="COLE", near="COLE", open_places=0)
    Service.objects.filter(pk=boone.pk).update(languages=["Bosnian", "Spanish"])
    food = ServiceFactory(name="Soup", areas=[NeedArea.objects.get(code="food")], confirmed_on=clock.today())
    client = sign_in(staff("coordinator"))

    def shown(query):
        page = client.get(reverse("partners:directory") + query).content.decode()
        return [service.name for service in (boone, cole, food) if service.name in page]

    assert shown("") == ["Boone beds", "Cole beds", "Soup"]
    assert shown("?area=food") == ["Soup"]
    assert shown("?county=COLE") == ["Cole beds", "Soup"]
    assert shown("?county=COLE&near=25") == ["Cole beds"]
    assert shown("?q=bee") == []
    assert shown("?q=bed") == ["Boone beds", "Cole beds"]
    assert shown("?places=on") == ["Boone beds"]
    assert shown("?stale=on") == []
    assert shown("?language=spanish") == ["Boone beds"]


def test_the_directory_costs_the_same_for_many(offer, sign_in, staff, django_assert_num_queries):
    client = sign_in(staff("coordinator"))
    offer()
    client.get(reverse("partners:directory"))
    with django_assert_num_queries(14):
        client.get(reverse("partners:directory"))
    for number in range(30):
        offer(name=f"Beds {number}")
    with django_assert_num_queries(14):
        page = client.get(reverse("partners:directory")).content.decode()
    assert "Next" in page


def test_a_supervisor_adds_an_organization_with_a_service_and_its_hours(sign_in, staff, housing):
    client = sign_in(staff("supervisor"))
    client.post(
        reverse("partners:add-organization"), {"name": "Example Bridge", "kind": "nonprofit", "is_active": "on"}
    )
    host = OrganizationFactory._meta.model.objects.get(name="Example Bridge")
    place = {"kind": "physical", "name": "Main", "city": "Columbia", "county": county("BOON").pk}
    client.post(reverse("partners:add-location", args=[host.pk]), place)
    asked = {
        "name": "Beds",
        "status": "active",
        "types": [housing.service_types.first().pk],
        "counties": "Boone, Cole",
        "locations": [host.locations.get().pk],
        "setting": "after",
        "serves": "A",
        "days": ["MO", "TU", "WE"],
        "opens_at": "09:00",
        "closes_at": "17:00",
        "registrants_ok": "false",
        "languages": "Spanish, Bosnian",
    }
    page = client.post(reverse("partners:add-service", args=[host.pk]), asked, follow=True).content.decode()
    assert "Monday to Wednesday, 9:00 a.m. to 5:00 p.m." in page
    service = host.services.get()
    assert [area.code for area in service.areas.all()] == ["housing"]
    assert (service.registrants_ok, service.languages) == (False, ["Spanish", "Bosnian"])
    wrong = asked | {"name": "Other", "closes_at": "08:00"}
    refused = client.post(reverse("partners:add-service", args=[host.pk]), wrong).content.decode()
    assert "The closing time comes after the opening time." in refused
    assert "Bosnian" in refused


# Agreements and the door


@pytest.fixture
def supervisor():
    return UserFactory(role="supervisor")


def sign(organization, by, starts, ends, kind="mou"):
    today = clock.today()
    return actions.record_agreement(
        organization=organization,
        kind=kind,
        starts_on=today + timedelta(days=starts),
        ends_on=None if ends is None else today + timedelta(days=ends),
        reference="",
        by=by,
    )


@pytest.mark.parametrize(
    ("papers", "closes"),
    [
        ([("mou", -10, 20)], 20),
        ([("mou", -10, None)], None),
        ([("mou", -90, -5)], -5),
        ([("mou", -10, 20), ("volunteer", 21, 90)], 90),  # they follow each other
        ([("mou", -10, 20), ("mou", 30, 90)], 20),  # there is a gap
        ([("mou", -10, 20), ("qsoa", -10, 5)], 5),  # each kind of paper has to be current
        ([("mou", -10, None), ("baa", -90, -5)], -5),
        ([("mou", 7, 90)], -1),
        ([("mou", 0, 0)], 0),
    ],
)
def test_the_door_closes_with_the_first_kind_of_paper_to_end(supervisor, papers, closes):
    host = OrganizationFactory()
    for kind, starts, ends in papers:
        sign(host, supervisor, starts, ends, kind)
    host.refresh_from_db()
    assert host.agreement_ends == (None if closes is None else clock.today() + timedelta(days=closes))


def test_when_the_agreement_ends_the_partner_is_sent_away(supervisor, client, sign_in):
    partner = UserFactory(role="partner")
    agreement = sign(partner.organization, supervisor, -10, 90)
    assert sign_in(partner).get(reverse("partners:our-services")).status_code == 200
    client.logout()
    client = sign_in(supervisor)
    yesterday = clock.today() - timedelta(days=1)
    client.post(reverse("partners:end-agreement", args=[agreement.pk]), {"on": f"{yesterday:%m/%d/%Y}"})
    client = sign_in(UserFactory(pk=partner.pk, email=partner.email))
    assert client.get(reverse("partners:our-services")).status_code == 302


def test_a_paper_that_starts_today_opens_the_door_at_night(supervisor, move_clock):
    host = OrganizationFactory()
    sign(host, supervisor, 3, 90)
    move_clock(days=3)
    assert actions.keep_doors_in_step() == 1
    host.refresh_from_db()
    assert host.agreement_ends > clock.today()


def test_the_database_refuses_an_agreement_that_ends_before_it_starts(supervisor):
    with pytest.raises(IntegrityError, match="agreement_ends_after_it_starts"):
        AgreementFactory(days=(0, -1), recorded_by=supervisor)


# Victim services


def test_the_database_never_stores_the_address_of_a_victim_service():
    host = OrganizationFactory(kind="victim_service")
    empty = {"address_1": "", "city": "", "postal_code": ""}
    LocationFactory(organization=host, kind="virtual", **empty)
    for place in ({"city": "Columbia"}, {"county": county("BOON")}, {"latitude": 38.9, "longitude": -92.3}):
        with pytest.raises(IntegrityError, match="victim_service_has_no_place"), transaction.atomic():
            LocationFactory(organization=host, **empty | place)
            connection.check_constraints()


def test_the_database_makes_no_organization_with_an_address_a_victim_service():
    location = LocationFactory(city="Columbia")
    host = location.organization
    host.kind = "victim_service"
    with pytest.raises(IntegrityError, match="victim_service_has_no_place"), transaction.atomic():
        host.save()


def test_an_organization_that_becomes_a_victim_service_loses_its_addresses(supervisor):
    location = LocationFactory(city="Columbia", county=county("BOON"))
    host = location.organization
    host.kind = "victim_service"
    actions.save_organization(organization=host, by=supervisor)
    location.refresh_from_db()
    assert (location.city, location.address_1, location.county, location.kind) == ("", "", None, "virtual")
    with pytest.raises(ActionRefused, match="never stored"):
        actions.save_location(location=Location(organization=host, city="Columbia"), by=supervisor)


# The organization keeps its own entries


@pytest.fixture
def partner():
    return UserFactory(role="partner", first_name="Casey", last_name="Brookstead")


@pytest.fixture
def own(partner, housing):
    return ServiceFactory(organization=partner.organization, areas=[housing], open_places=1)


def test_a_partner_confirms_and_staff_see_who_and_when(partner, own, client, sign_in, staff):
    client = sign_in(partner)
    page = client.get(reverse("partners:our-services")).content.decode()
    assert "Never confirmed" in page
    sent = {"service": own.pk, f"{own.pk}-open_places": "4", f"{own.pk}-waitlist": "2"}
    page = client.post(reverse("partners:our-services"), sent, follow=True).content.decode()
    assert "Never confirmed" not in page
    own.refresh_from_db()
    assert (own.open_places, own.waitlist, own.confirmed_on, own.confirmed_by) == (4, 2, clock.today(), partner)
    event = AuditEvent.objects.filter(object_type="partners_service", action="changed").latest("pk")
    assert event.actor_id == partner.pk
    assert event.detail["open_places"] == [1, 4]
    page = sign_in(staff("coordinator")).get(reverse("partners:service", args=[own.pk])).content.decode()
    assert "by Casey Brookstead" in page


def test_a_number_that_is_none_comes_back_with_a_sentence(partner, own, sign_in):
    sent = {"service": own.pk, f"{own.pk}-open_places": "1000"}
    page = sign_in(partner).post(reverse("partners:our-services"), sent).content.decode()
    assert "less than or equal to 999" in page
    own.refresh_from_db()
    assert own.confirmed_on is None


def test_a_partner_changes_hours_and_limits(partner, own, sign_in):
    ScheduleFactory(service=own)
    sent = {
        "status": "temporarily closed",
        "alert": "Back in May",
        "days": ["SA"],
        "opens_at": "09:00",
        "closes_at": "12:00",
        "limits": ["violent"],
        "violent_years": "5",
        "minimum_age": "21",
        "registrants_ok": "false",
        "children_ok": "",
    }
    client = sign_in(partner)
    client.post(reverse("partners:our-service", args=[own.pk]), sent)
    own.refresh_from_db()
    assert (own.status, own.limits, own.violent_years, own.registrants_ok) == (
        "temporarily closed",
        ["violent"],
        5,
        False,
    )
    assert own.schedules.get().words == "Saturday, 9:00 a.m. to 12:00 p.m."
    assert own.confirmed_by == partner
    page = client.post(reverse("partners:our-service", args=[own.pk]), sent | {"maximum_age": "20"}).content.decode()
    assert "The oldest age comes after the youngest." in page


def test_a_partner_changes_its_own_location(partner, sign_in):
    location = LocationFactory(organization=partner.organization)
    sent = {"name": "New house", "city": "Columbia", "county": county("BOON").pk}
    sign_in(partner).post(reverse("partners:our-location", args=[location.pk]), sent)
    location.refresh_from_db()
    assert (location.name, location.county.code) == ("New house", "BOON")


def test_another_organizations_entries_answer_404(own, sign_in):
    stranger = UserFactory(role="partner")
    location = LocationFactory(organization=own.organization)
    client = sign_in(stranger)
    for name, pk in (("our-service", own.pk), ("our-location", location.pk)):
        assert client.get(reverse(f"partners:{name}", args=[pk])).status_code == 404
        assert client.post(reverse(f"partners:{name}", args=[pk])).status_code == 404
    sent = {"service": own.pk, f"{own.pk}-open_places": "9"}
    assert client.post(reverse("partners:our-services"), sent).status_code == 404
    own.refresh_from_db()
    assert own.open_places == 1


def test_the_database_keeps_a_partner_to_its_own_rows_and_columns(own, partner, acting, supervisor):
    other = ServiceFactory()
    mine = LocationFactory(organization=partner.organization)
    LocationFactory(organization=other.organization)
    ScheduleFactory(service=own)
    theirs = ScheduleFactory(service=other)
    AgreementFactory(organization=other.organization, recorded_by=supervisor)
    with acting(partner):
        assert [row.pk for row in Service.objects.all()] == [own.pk]
        assert [row.pk for row in Location.objects.all()] == [mine.pk]
        assert list(Schedule.objects.values_list("service", flat=True)) == [own.pk]
        assert not Agreement.objects.exists()
        assert Service.objects.update(open_places=5) == 1
        assert Schedule.objects.filter(pk=theirs.pk).update(byday="SU") == 0
        for model, change in (
            (Service, {"name": "Other"}),
            (Service, {"statewide": True}),
            (Service, {"organization": other.organization_id}),
            (Location, {"organization": other.organization_id}),
            (Agreement, {"ends_on": None}),
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                model.objects.update(**change)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Schedule.objects.create(service_id=other.pk, freq="WEEKLY")


# Asked again every 30 days


def test_an_organization_is_asked_about_stale_entries_once_in_30_days(own, partner, move_clock):
    ServiceFactory(organization=own.organization, name="Fresh", confirmed_on=clock.today())
    ServiceFactory(name="Given up", status="defunct")
    ServiceFactory(name="Ended", organization__agreement_ends=clock.today() - timedelta(days=1))
    for _ in range(2):
        actions.ask_for_confirmation()
    asked = Message.objects.filter(template="services_to_confirm")
    assert [(message.user, message.facts) for message in asked] == [(partner, {"count": 1})]
    move_clock(days=31)
    assert actions.ask_for_confirmation() == 1
    assert asked.order_by("-pk").first().facts == {"count": 2}


def test_hours_are_told_in_words():
    weekly = {"freq": "WEEKLY", "byday": "MO,WE"}
    assert Schedule(**weekly).words == "Monday, Wednesday"
    assert Schedule(freq="WEEKLY", byday="MO,TU,WE,TH,FR,SA,SU").words == "Every day"
    assert Schedule(freq="MONTHLY", byday="2MO,-1FR").words == "second Monday, last Friday"
    assert Schedule(**weekly, interval=2).words == "Monday, Wednesday every 2 weeks"
    assert Schedule(description="By appointment").words == "By appointment"
    assert Schedule().words == "Hours not told"


def test_women_find_services_for_women(offer, housing):
    need = NeedFactory(case=WomansCaseFactory(county=county("BOON")), area=housing)
    assert reasons_for(need, offer(serves="F"))["Women only"] == Speaks.FOR
    assert reasons_for(need, offer(serves="M"))["Men only"] == Speaks.AGAINST
