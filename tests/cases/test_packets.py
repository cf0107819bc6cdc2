"""The release packet: what the person needs, in their language, and nothing that is not theirs to carry."""

import io
import zipfile
from datetime import date, timedelta

import pdfua
import pikepdf
import pytest
from django.urls import reverse

from accounts import scope
from audit.models import AuditEvent
from cases import actions, packet_runs
from cases.models import NeedArea, PacketRun, PlanStep, PlanTemplate
from cases.packets import day_in_words, packet_of
from cases.reference import packet_words, plans_version_2
from demo.factories.accounts import UserFactory
from demo.factories.cases import AppointmentFactory, CaseFactory, PlanStepFactory, WomansCaseFactory
from reentry_portal import clock, paper
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(not paper.available(), reason="Pango is not installed here")
ALL = ("general", "health", "substance_use", "victim")


@pytest.fixture
def case():
    """Someone with a bit of everything that the packet shows."""
    case = CaseFactory(days=20, person__language="Spanish")
    by = case.coordinator
    home = actions.propose_home(case=case, rank="first", kind="family", address="1400 Example St, Columbia", by=by)
    actions.record_conflict_check(home=home, has_conflict=False, by=by)
    actions.move_home(home=home, state="approved", by=by)
    actions.record_supervision(
        case=case,
        officer="R. Daniels",
        phone="5735550111",
        report_at=clock.now() + timedelta(days=21),
        report_place="1500 Example Dr",
        directions="Bus 4, then two blocks north.",
        by=by,
    )
    actions.move_paper(case=case, kind="birth_certificate", state="handed_over", signed=True, by=by)
    actions.move_paper(case=case, kind="state_id", state="requested", by=by)
    actions.add_person_around(
        case=case, kind="family", name="Rosa Example", relation="mother", phone="5735550142", by=by
    )
    actions.add_person_around(case=case, kind="no_contact", name="Markername", phone="5735550199", by=by)
    AppointmentFactory(case=case, what="Intake", place="22 Example Ave")
    AppointmentFactory(case=case, what="markerhealth", category="health")
    PlanStepFactory(case=case, code="TR-02", title="Ride confirmed")
    return case


def page(case, client, **query):
    return client.get(reverse("cases:packet", args=[case.pk]), query).content.decode()


def test_the_packet_holds_what_the_person_needs(case, sign_in):
    text = page(case, sign_in(case.coordinator), lang="en")
    for words in (
        *("1400 Example St", "R. Daniels", "573-555-0111", "Bus 4", "22 Example Ave", "Ride confirmed"),
        *("Rosa Example, mother", "573-555-0142", "988", "Birth certificate", "What to carry"),
    ):
        assert words in text, words


def test_it_never_names_people_whom_there_must_be_no_contact_with(case, sign_in, staff):
    for user in (case.coordinator, staff("supervisor")):
        assert "Markername" not in page(case, sign_in(user))


def test_what_the_printer_may_not_read_is_not_in_it(case, sign_in, staff):
    assert "markerhealth" in page(case, sign_in(case.coordinator))
    assert "markerhealth" not in page(case, sign_in(staff("employment")))


def test_it_is_in_the_persons_language_unless_another_is_chosen(case):
    packet = packet_of(case, reads=ALL, today=clock.today())
    assert (packet.lang, packet.words["title"]) == ("es", "Mi paquete de salida")
    assert any("Confirmar el transporte (personal)" in line for line in packet.others_do)
    assert ("Acta de nacimiento", True) in packet.papers
    assert ("Identificación estatal", False) in packet.papers
    assert packet_of(case, reads=ALL, today=clock.today(), lang="en").lang == "en"
    assert day_in_words(date(2026, 12, 5), "es") == "sábado, 5 de diciembre de 2026"


def test_every_word_and_every_step_of_the_templates_and_their_additions_has_its_spanish():
    assert packet_words.ENGLISH.keys() == packet_words.SPANISH.keys()
    assert len(packet_words.HELP["en"]) == len(packet_words.HELP["es"])
    assert {step[0] for _, _, steps in plans_version_2.TEMPLATES for step in steps} == packet_words.STEPS_ES.keys()
    assert packet_words.WHO_ES.keys() == set(PlanStep.Owner.values)


@needs_pango
@pytest.mark.parametrize("large", ["", "1"])
def test_the_pdf_is_tagged_in_its_language_and_each_sheet_names_the_person(case, sign_in, tmp_path, large):
    answer = sign_in(case.coordinator).get(reverse("cases:packet-pdf", args=[case.pk]), {"large": large})
    assert answer["Content-Type"] == "application/pdf"
    (tmp_path / "packet.pdf").write_bytes(answer.content)
    report = pdfua.validate(str(tmp_path / "packet.pdf"))
    assert [finding for finding in report.findings if finding.severity == pdfua.Severity.ERROR] == []
    with pikepdf.open(tmp_path / "packet.pdf") as document:
        assert str(document.Root.Lang) == "es"
        assert len(document.pages) <= (4 if not large else 9)
    assert AuditEvent.objects.filter(action="exported", people__contains=[case.person_id]).exists()


@pytest.fixture
def leaving():
    """Three people who leave within two weeks, and one later."""
    coordinator = UserFactory()
    return [CaseFactory(coordinator=coordinator, days=days) for days in (3, 7, 14, 40)]


def asked(client, **fields):
    return client.post(reverse("cases:packets"), {"days": 14, "only_mine": "on", **fields})


@needs_pango
def test_packets_of_many_are_made_in_the_background_with_progress(leaving, sign_in):
    client = sign_in(leaving[0].coordinator)
    answer = asked(client)
    assert "0 of 3 made" in client.get(answer["Location"]).content.decode()
    assert packet_runs.work_through() == 1
    run = PacketRun.objects.get()
    assert (run.state, run.done) == ("ready", 3)
    content = b"".join(client.get(reverse("cases:packet-zip", args=[run.pk])).streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert parts.namelist() == [f"{case.person.doc_number}.pdf" for case in leaving[:3]]
    trail = AuditEvent.objects.filter(action="exported", object_type="packets")
    assert [len(event.people) for event in trail] == [3, 3]
    assert packet_runs.work_through() == 0


@needs_pango
def test_a_run_is_its_askers_alone_and_leaves_out_whom_they_no_longer_see(leaving, sign_in, staff):
    asked(sign_in(leaving[0].coordinator))
    actions.assign(case=leaving[1], coordinator=staff(), by=staff("supervisor"))
    packet_runs.work_through()
    run = PacketRun.objects.get()
    with zipfile.ZipFile(run.file.open("rb")) as parts:
        assert len(parts.namelist()) == 2
    other = sign_in(staff("supervisor"))
    for name in ("packet-run", "packet-zip"):
        assert other.get(reverse(f"cases:{name}", args=[run.pk])).status_code == 404


@needs_pango
def test_a_run_that_broke_off_is_made_anew_and_one_that_is_under_way_is_left_alone(leaving, sign_in):
    asked(sign_in(leaving[0].coordinator))
    run = PacketRun.objects.get()
    run.state, run.lease_until = "making", clock.now() + timedelta(minutes=1)
    run.save()
    assert packet_runs.work_through() == 0
    PacketRun.objects.update(lease_until=clock.now() - timedelta(seconds=1))
    assert packet_runs.work_through() == 1


@needs_pango
def test_a_run_that_fails_says_so_and_does_not_stop_the_next(leaving, sign_in, monkeypatch):
    client = sign_in(leaving[0].coordinator)
    first = asked(client)
    monkeypatch.setattr(packet_runs, "pdf_of", lambda *a, **k: 1 / 0)
    packet_runs.work_through()
    assert "Ask for them again" in client.get(first["Location"]).content.decode()
    monkeypatch.undo()
    asked(client)
    assert packet_runs.work_through() == 1


@needs_pango
def test_the_file_is_thrown_away_after_a_day(leaving, sign_in, move_clock, django_capture_on_commit_callbacks):
    asked(sign_in(leaving[0].coordinator))
    packet_runs.work_through()
    run = PacketRun.objects.get()
    storage, name = run.file.storage, run.file.name
    move_clock(days=1, minutes=1)
    with django_capture_on_commit_callbacks(execute=True):
        packet_runs.work_through()
    assert not storage.exists(name)
    run.refresh_from_db()
    assert not run.file


def test_none_and_too_many_are_refused_and_a_machine_without_pango_keeps_print(leaving, sign_in, monkeypatch):
    by = leaving[0].coordinator
    monkeypatch.setattr(paper, "available", lambda: True)
    for cases, sentence in (([], "No one"), (list(range(201)), "too many")):
        with pytest.raises(ActionRefused, match=sentence):
            packet_runs.ask_for(cases=cases, by=by)
    monkeypatch.setattr(paper, "available", lambda: False)
    client = sign_in(by)
    assert "Print the packets one by one" in asked(client).content.decode()
    text = page(leaving[0], client)
    assert "Download PDF" not in text
    assert "Print packet" in text
    assert client.get(reverse("cases:packet-pdf", args=[leaving[0].pk])).status_code == 404


def test_the_packet_costs_the_same_however_long_the_plan(case, sign_in, django_assert_max_num_queries):
    area = NeedArea.objects.get(code="housing")
    for number in range(40):
        PlanStepFactory(case=case, title=f"Step {number}", area=area)
        AppointmentFactory(case=case)
    client = sign_in(case.coordinator)
    page(case, client)
    with django_assert_max_num_queries(23):
        page(case, client)


def test_the_worker_reads_all_that_a_packet_needs(case):
    WomansCaseFactory()
    with scope.acting_as(scope.worker):
        assert packet_of(case, reads=ALL, today=clock.today()).home


def test_what_staff_wrote_or_wrote_anew_stays_as_they_wrote_it(case):
    actions.draw_plan(case=case, template=PlanTemplate.objects.get(name="Reentry plan", is_active=True), by=None)
    own = actions.add_step(case=case, title="Bus pass", due_on=clock.today(), by=case.coordinator)
    case.steps.filter(code="TR-02").update(title="Ride confirmed with his sister")
    lines = packet_of(case, reads=ALL, today=clock.today()).others_do
    assert any(line.startswith("Confirmar la vivienda por teléfono (personal)") for line in lines)
    assert any(line.startswith("Ride confirmed with his sister") for line in lines)
    assert any(line.startswith(own.title) for line in lines)


def test_my_plan_is_in_the_persons_language_unless_another_is_chosen(case, sign_in):
    actions.draw_plan(case=case, template=PlanTemplate.objects.get(name="Reentry plan", is_active=True), by=None)
    client = sign_in(case.coordinator)
    page = client.get(f"/cases/{case.pk}/plan/mine/").content.decode()
    assert 'lang="es"' in page
    assert "Lo que otros hacen por mí" in page
    assert "Confirmar el transporte" in page
    english = client.get(f"/cases/{case.pk}/plan/mine/?lang=en").content.decode()
    assert "What others do for me" in english
    assert "Ride confirmed" in english
