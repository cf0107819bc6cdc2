"""Notes stay as they were written; drafts come back; any list leads to a note and back."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from cases import actions
from cases.models import Note, NoteDraft, NoteTemplate
from demo.factories.cases import CaseFactory, NoteFactory
from reentry_portal import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return CaseFactory()


def typed(**fields):
    day = f"{clock.today():%m/%d/%Y}"
    return {"kind": "call", "happened_on": day, "text": "Spoke.", "confidentiality": "general", **fields}


def test_the_database_lets_no_one_rewrite_or_remove_a_note(case, acting):
    note = NoteFactory(case=case)
    for rewrite in (lambda rows: rows.update(text="Never said"), lambda rows: rows.delete()):
        with acting(case.coordinator), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rewrite(Note.objects.filter(pk=note.pk))
    note.refresh_from_db()
    assert note.text != "Never said"


def test_a_correction_points_at_the_first_and_both_stay(case, sign_in):
    first = NoteFactory(case=case, text="Rides with his brother.")
    client = sign_in(case.coordinator)
    client.post(reverse("cases:correct-note", args=[case.pk, first.pk]), typed(text="Rides with his cousin."))
    assert case.notes.get(corrects=first).text == "Rides with his cousin."
    page = client.get(reverse("cases:notes", args=[case.pk])).content.decode()
    assert "Rides with his brother." in page
    assert "Correction of the note of" in page


def test_a_draft_outlives_the_session_and_ends_with_the_note(case, sign_in, client):
    sign_in(case.coordinator)
    answer = client.post(reverse("cases:note-draft", args=[case.pk]), {"text": "Half a thou", "kind": "video"})
    assert answer.content.startswith(b"Draft saved ")
    client.logout()
    sign_in(case.coordinator)
    page = client.get(reverse("cases:add-note", args=[case.pk])).content.decode()
    assert "Half a thou" in page
    assert "Your draft of" in page
    client.post(reverse("cases:add-note", args=[case.pk]), typed(text="Half a thought, ended."))
    assert not NoteDraft.objects.exists()
    assert not case.events.filter(text__contains="Half a thou").exclude(text="Half a thought, ended.").exists()


def test_a_draft_is_its_writers_alone_and_an_empty_one_goes(case, sign_in, staff):
    path = reverse("cases:note-draft", args=[case.pk])
    sign_in(case.coordinator).post(path, {"text": "markerdraft"})
    supervisor = sign_in(staff("supervisor"))
    assert "markerdraft" not in supervisor.get(reverse("cases:add-note", args=[case.pk])).content.decode()
    assert sign_in(case.coordinator).post(path, {"text": " "}).content == b"No draft"
    assert not NoteDraft.objects.exists()


def test_a_template_gives_words_to_start_from(case, sign_in):
    template = NoteTemplate.objects.get(name="Could not reach")
    page = sign_in(case.coordinator).get(reverse("cases:add-note", args=[case.pk]), {"template": template.pk})
    assert "Message left (no program names):" in page.content.decode()
    assert page.context["form"].initial["kind"] == "call"


@pytest.mark.parametrize(
    ("back", "there"),
    [("/caseload/?mine=true", "/caseload/?mine=true"), ("https://example.com/", None), ("//example.com", None)],
)
def test_a_note_from_a_list_goes_back_to_that_list_and_nowhere_else(case, sign_in, back, there):
    client = sign_in(case.coordinator)
    assert f"/cases/{case.pk}/notes/add/?kind=call&amp;back=/caseload/" in client.get("/caseload/").content.decode()
    path = reverse("cases:add-note", args=[case.pk])
    answer = client.post(path, typed(), query_params={"kind": "call", "back": back})
    assert answer["Location"] == (there or reverse("cases:notes", args=[case.pk]))


def test_the_timeline_is_narrowed_by_kind_and_keeps_its_pages(case, sign_in, django_assert_max_num_queries):
    for number in range(500):
        kind = "note" if number % 2 else "step"
        actions.record_event(case=case, kind=kind, title=f"{kind} event {number}", by=case.coordinator)
    client = sign_in(case.coordinator)
    path = reverse("cases:case", args=[case.pk])
    client.get(path)
    with django_assert_max_num_queries(15):
        page = client.get(path, {"kind": "note"}).content.decode()
    assert "note event 499" in page
    assert "step event" not in page
    assert "kind=note&amp;at=" in page
