"""Data packages of the Open Referral form: from elsewhere in, and ours out and in again."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import Organization
from audit.models import AuditEvent
from cases.models import County, NeedArea
from demo.factories.accounts import OrganizationFactory, UserFactory
from demo.factories.directory import LocationFactory, ScheduleFactory, ServiceAtLocationFactory
from demo.factories.partners import ServiceFactory
from partners.hsds.importing import take_in
from partners.hsds.runs import read_waiting
from partners.models import DirectoryImport, DirectoryReject, Location, Phone, Schedule, Service, ServiceType
from reentry_portal.errors import ActionRefused
from tests.partners.hsds_schema import faults_of

pytestmark = pytest.mark.django_db

O1, O2 = "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "not-a-uuid-7"
S1, S2 = "ac148810-d857-441c-9679-408f346de14b", "s2"
ELSEWHERE = {
    "organizations.csv": f"""id,name,description,website,tax_status
{O1},Example River Center,<p>Helps <b>people</b></p>,www.example.org,501c3
{O2},Example Hill House,A house,javascript:alert(1),
,Nameless id,x,,
o4,Too,many,values,here,and more
""",
    "services.csv": f"""id,organization_id,name,status,minimum_age,maximum_age,assured_date,wait_time
{S1},{O1},Shelter beds,active,18,99,2026-11-01,2 weeks
{S2},{O2},Meals,active,,,,
s3,nobody,Orphan,active,,,,
s4,{O1},Strange,sometimes,,,,
s5,{O1},Old,active,60,20,,
{S1},{O1},Twin,active,,,,
""",
    "locations.csv": f"""id,organization_id,location_type,name,latitude,longitude
l1,{O1},physical,Main,38.95,-92.33
l2,,physical,Found by its service,,
l3,{O1},physical,Half a point,38.9,
""",
    "addresses.csv": """id,location_id,address_1,city,region,state_province,postal_code,country,address_type
a1,l1,1 Example Street,Columbia,Boone County,MO,65201,US,physical
""",
    "service_at_location.csv": f"id,service_id,location_id\nx1,{S1},l1\nx2,{S2},l2\nx3,{S1},nowhere\n",
    "service_areas.csv": f"""id,service_id,name
1,{S1},Boone County
2,{S1},"Cole County, MO"
3,{S1},Narnia
4,{S2},Missouri
""",
    "languages.csv": f"id,service_id,name,code\n1,{S1},Spanish,es\n2,{S1},en,en\n3,{S1},bs,\n",
    "phones.csv": f"id,service_id,organization_id,number,type\np1,,{O1},573-555-0100,voice\n"
    f"p2,{S1},,573-555-0101,fax\n",
    "schedules.csv": f'id,service_id,freq,byday,opens_at,closes_at\nc1,{S1},WEEKLY,"MO,TU",09:00-06:00,17:00-06:00\n'
    f"c2,{S1},HOURLY,,,\n",
    "attributes.csv": f"id,link_id,link_entity,link_type,taxonomy_term_id,value\n1,{S1},service,service_type,t1,\n"
    f"2,{S1},service,service_type,t2,\n",
    "taxonomy_terms.csv": "id,code,name,description,taxonomy_id\nt1,101,Temporary Shelter,x,\nt2,102,Juggling,x,\n",
    "contacts.csv": "id,name\n1,A\n2,B\n",
    "readme.txt": "Hello",
    "datapackage.json": json.dumps({"resources": [{"name": "organization", "path": "organizations.csv"}]}),
}


@pytest.fixture
def package(tmp_path):
    """`package(**files)` writes the package from elsewhere, with some files changed, as a zip file."""

    def write(files=(), leave_out=()):
        path = tmp_path / "package.zip"
        with zipfile.ZipFile(path, "w") as packed:
            for name, text in (ELSEWHERE | dict(files)).items():
                if name not in leave_out:
                    packed.writestr(f"data/{name}", text)
        return path

    return write


def test_a_package_from_elsewhere_comes_in_with_what_the_portal_keeps(package):
    outcome = take_in(package(), source="elsewhere")
    service = Service.objects.get(source_id=S1)
    assert (str(service.hsds_id), service.name, service.minimum_age) == (S1, "Shelter beds", 18)
    assert service.organization.description == "Helps people"
    assert service.organization.website == "https://www.example.org"
    assert {county.code for county in service.counties.all()} == {"BOON", "COLE"}
    assert service.languages == ["Bosnian", "Spanish"]
    assert [area.code for area in service.areas.all()] == ["housing"]
    assert [kind.code for kind in service.types.all()] == ["emergency-shelter"]
    place = service.places.get().location
    assert (place.address, place.county.code) == ("1 Example Street, Columbia, MO 65201", "BOON")
    assert Schedule.objects.get().words == "Monday, Tuesday, 9:00 a.m. to 5:00 p.m."
    assert {phone.number for phone in Phone.objects.all()} == {"573-555-0100", "573-555-0101"}
    other = Service.objects.get(source_id=S2)
    assert other.statewide
    assert other.organization.website == ""  # no browser follows javascript: from our pages
    assert Location.objects.get(source_id="l2").organization == other.organization
    assert outcome.counts["service new"] == 2


def test_broken_rows_are_set_aside_with_line_reason_and_text(package):
    outcome = take_in(package(), source="elsewhere")
    said = {(one.file.removeprefix("data/"), one.line): one.reason for one in outcome.rejects}
    assert said == {
        ("organizations.csv", 4): "id is missing",
        ("organizations.csv", 5): "The row has 6 values, the heading 5",
        ("services.csv", 4): "Its organization is not in the package",
        ("services.csv", 5): "status sometimes is not one of active, temporarily closed, inactive, defunct",
        ("services.csv", 6): "maximum_age is below minimum_age",
        ("services.csv", 7): "The id is that of line 2 too",
        ("locations.csv", 4): "latitude and longitude belong together",
        ("service_at_location.csv", 4): "Its service or its location is not in the package",
        ("schedules.csv", 3): "freq HOURLY is not one of WEEKLY, MONTHLY",
    }
    assert any("sometimes" in one.text for one in outcome.rejects)


def test_what_is_not_kept_is_counted(package):
    not_kept = take_in(package(), source="elsewhere").not_kept
    assert not_kept == {
        "data/organizations.csv: column tax_status": 1,
        "data/services.csv: column wait_time": 1,
        "data/contacts.csv: file": 2,
        "data/readme.txt: file": 0,
        "service area Narnia": 1,
        "term Juggling": 1,
    }


def test_the_same_package_twice_changes_nothing(package):
    take_in(package(), source="elsewhere")
    before = AuditEvent.objects.count()
    counts = take_in(package(), source="elsewhere").counts
    assert not [name for name, count in counts.items() if count and name.endswith((" new", " changed"))]
    assert counts["service same"] == 2
    assert AuditEvent.objects.count() == before


def test_a_newer_package_brings_its_own_rows_up_to_date_and_touches_no_others(package):
    own = ServiceFactory(name="Shelter beds")
    take_in(package(), source="elsewhere")
    take_in(package(), source="another")
    newer = ELSEWHERE["services.csv"].replace("Shelter beds", "Winter beds")
    counts = take_in(package({"services.csv": newer}), source="elsewhere").counts
    assert (counts["service changed"], counts["service same"]) == (1, 1)
    names = sorted(Service.objects.exclude(name="Meals").values_list("source", "name"))
    assert names == [("", "Shelter beds"), ("another", "Shelter beds"), ("elsewhere", "Winter beds")]
    own.refresh_from_db()
    assert own.name == "Shelter beds"


def test_what_was_confirmed_here_since_stands(package):
    take_in(package(), source="elsewhere")
    Service.objects.filter(source_id=S1).update(confirmed_on="2026-11-20", open_places=4)
    take_in(package(), source="elsewhere")
    service = Service.objects.get(source_id=S1)
    assert (str(service.confirmed_on), service.open_places) == ("2026-11-20", 4)


def test_a_dry_run_changes_nothing(package):
    outcome = take_in(package(), source="elsewhere", dry_run=True)
    assert outcome.counts["service new"] == 2
    assert not Service.objects.exists()
    assert not Organization.objects.filter(source="elsewhere").exists()


@pytest.mark.parametrize(
    ("files", "leave_out", "words"),
    [
        ({}, ["services.csv"], "it has no service.csv"),
        ({"services.csv": "name,price\nA,1\n"}, [], "services.csv has no column id, organization_id"),
        ({"datapackage.json": "{"}, [], "datapackage.json cannot be read"),
        ({"services.csv": b"id,organization_id,name\ns1,o1,\xff\xfe\n"}, [], "is not UTF-8 text"),
    ],
)
def test_what_is_no_hsds_package_is_refused_whole(package, files, leave_out, words):
    with pytest.raises(ActionRefused, match=words):
        take_in(package(files, leave_out), source="elsewhere")
    assert not Organization.objects.filter(source="elsewhere").exists()


def test_a_file_that_is_no_zip_is_refused(tmp_path):
    path = tmp_path / "package.zip"
    path.write_text("Dear Sir")
    with pytest.raises(CommandError, match="Refused: This is not a zip file"):
        call_command("import_hsds", path)


def test_a_victim_services_address_is_set_aside_and_never_stored(package):
    take_in(package(), source="elsewhere")
    host = Organization.objects.get(source_id=O1)
    Location.objects.filter(organization=host).update(**Location.NO_PLACE)
    Organization.objects.filter(pk=host.pk).update(kind="victim_service")
    outcome = take_in(package(), source="elsewhere")
    assert "The address of a victim service is never stored" in [one.reason for one in outcome.rejects]
    location = Location.objects.get(source_id="l1")
    assert (location.address_1, location.city, location.latitude, location.county) == ("", "", None, None)


@pytest.fixture
def directory():
    """Entries with all that an entry can have."""
    boone, cole = County.objects.get(code="BOON"), County.objects.get(code="COLE")
    host = OrganizationFactory(name="Example House", email="a@example.org", is_part2_program=True, description="Helps.")
    service = ServiceFactory(
        organization=host,
        statewide=False,
        limits=["arson", "violent"],
        violent_years=5,
        registrants_ok=False,
        accepts_em=True,
        languages=["Bosnian", "Spanish"],
        minimum_age=18,
        serves="F",
        setting="both",
        open_places=0,
        waitlist=3,
        confirmed_on="2026-11-01",
        phone="5735550123",
        alert="Closed on 12/24",
        areas=[NeedArea.objects.get(code="housing")],
    )
    service.types.set([ServiceType.objects.get(code="transitional-housing")])
    service.counties.set([boone, cole])
    whole = LocationFactory(organization=host, county=boone, latitude=38.95, longitude=-92.33)
    LocationFactory(organization=host, name="Only a county", address_1="", city="", postal_code="", county=cole)
    ServiceAtLocationFactory(service=service, location=whole)
    ScheduleFactory(service=service)
    ScheduleFactory(location=whole, freq="MONTHLY", byday="2MO", description="By appointment")
    Phone.objects.create(organization=host, number="573-555-0199", kind="fax", extension="12")
    hotline = ServiceFactory(
        organization__name="Example Safe Line", organization__kind="victim_service", name="Hotline"
    )
    hidden = LocationFactory(
        organization=hotline.organization, name="", kind="virtual", address_1="", city="", postal_code=""
    )
    ServiceAtLocationFactory(service=hotline, location=hidden)
    return service


def files_of(folder: Path) -> dict[str, list[str]]:
    return {file.name: sorted(file.read_text().splitlines()) for file in folder.iterdir()}


def test_what_goes_out_is_hsds_and_comes_in_again_the_same(directory, tmp_path):
    call_command("export_hsds", tmp_path / "first")
    assert faults_of(tmp_path / "first") == []
    first = files_of(tmp_path / "first")
    Service.objects.all().delete()
    Organization.objects.all().delete()
    call_command("import_hsds", tmp_path / "first", source="ourselves")
    assert not DirectoryReject.objects.exists()
    call_command("export_hsds", tmp_path / "second")
    assert files_of(tmp_path / "second") == first
    assert len(first["service.csv"]) == 3
    assert len(first["attribute.csv"]) > 10


def test_the_check_of_packages_finds_what_is_wrong(directory, tmp_path):
    call_command("export_hsds", tmp_path)
    services = tmp_path / "service.csv"
    services.write_text(services.read_text().replace(",active,", ",open,").replace("Transitional beds", ""))
    locations = tmp_path / "location.csv"
    locations.write_text(locations.read_text().replace("latitude", "lat"))
    assert faults_of(tmp_path) == [
        "location: no column lat",
        "service: name is empty",
        "service: status is open",
    ]


def test_a_victim_service_goes_out_without_a_place(directory, tmp_path):
    hidden = Location.objects.get(kind="virtual")
    call_command("export_hsds", tmp_path)
    assert str(hidden.hsds_id) in (tmp_path / "location.csv").read_text()
    assert str(hidden.hsds_id) not in (tmp_path / "address.csv").read_text()
    assert str(hidden.hsds_id) not in (tmp_path / "attribute.csv").read_text()


def test_no_package_opens_the_door_to_anyone(directory, tmp_path):
    """Agreements do not travel, and what was entered here is not reached from outside."""
    Organization.objects.filter(name="Example House").update(agreement_ends="2026-01-01")
    call_command("export_hsds", tmp_path)
    call_command("import_hsds", tmp_path, source="ourselves")
    assert str(Organization.objects.get(name="Example House", source="").agreement_ends) == "2026-01-01"
    assert not Organization.objects.filter(source="ourselves", members__isnull=False).exists()


def test_a_supervisor_brings_a_package_and_reads_what_came_of_it(package, sign_in, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr("partners.views.exchange.read_directory_packages.delay", lambda: None)
    client = sign_in(UserFactory(role="supervisor"))
    with package().open("rb") as file:
        sent = client.post(reverse("partners:exchange"), {"file": file, "source": "elsewhere"})
    assert "waits to be read" in client.get(sent["Location"]).content.decode()
    assert read_waiting() == 1
    assert not list((tmp_path / "media" / "directory").iterdir())
    page = client.get(sent["Location"]).content.decode()
    assert "The id is that of line 2 too" in page
    assert "column wait_time" in page
    run = DirectoryImport.objects.get()
    rejects = client.get(reverse("partners:import-rejects", args=[run.pk])).content.decode()
    assert 'data/services.csv,5,"status sometimes' in rejects


def test_a_supervisor_downloads_the_directory(directory, sign_in):
    answer = sign_in(UserFactory(role="supervisor")).get(reverse("partners:export"))
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert "Transitional beds" in packed.read("service.csv").decode()
    assert AuditEvent.objects.filter(action="exported", object_type="directory").exists()
