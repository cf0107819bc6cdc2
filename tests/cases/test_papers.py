"""Papers, benefits and files: each state in its turn, in hand as a fact, files for those who may have them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.models import AuditEvent
from cases import actions
from cases.models import Benefit, Document, Paper
from demo.factories.cases import CaseFactory
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from tests.frame.files import PDF, picture, sent

pytestmark = pytest.mark.django_db
State = Paper.State


@pytest.fixture
def case():
    return CaseFactory()


def move(case, state, kind="birth_certificate", **fields):
    return actions.move_paper(case=case, kind=kind, state=state, by=case.coordinator, **fields)


def test_a_paper_goes_from_asked_for_to_the_persons_hand(case):
    move(case, State.REQUESTED, tracking="MO-1", on=clock.today() - timedelta(days=20))
    move(case, State.HELD)
    assert not move(case, State.VERIFIED).in_hand
    with pytest.raises(ActionRefused, match="signs"):
        move(case, State.HANDED_OVER)
    paper = move(case, State.HANDED_OVER, signed=True)
    assert (paper.in_hand, paper.tracking, paper.handed_over_on) == (True, "MO-1", clock.today())
    assert case.events.filter(kind="document").count() == 4


def test_a_lost_paper_is_no_longer_in_hand(case):
    move(case, State.HANDED_OVER, signed=True)
    with pytest.raises(ActionRefused, match="how it was lost"):
        move(case, State.LOST)
    assert not move(case, State.LOST, reason="On the bus").in_hand


@given(steps=st.lists(st.sampled_from(State.values), max_size=8))
@settings(max_examples=30, deadline=None)
def test_whatever_is_tried_only_allowed_steps_are_taken_and_in_hand_means_handed_over(steps):
    with transaction.atomic():
        case, now = CaseFactory(), State.UNKNOWN
        for state in steps:
            allowed = state in Paper.ALLOWED[now]
            try:
                paper = move(case, state, signed=True, reason="Said so")
            except ActionRefused:
                assert not allowed
            else:
                assert allowed
                now = paper.state
                assert paper.in_hand == (now == State.HANDED_OVER)
        transaction.set_rollback(True)


def test_the_database_refuses_in_hand_without_a_day(case):
    paper = move(case, State.HELD)
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(state=State.HANDED_OVER)


def test_a_paper_that_expired_is_not_taken_as_good(case):
    with pytest.raises(ActionRefused, match="expired"):
        move(case, State.HELD, kind="state_id", expires_on=clock.today() - timedelta(days=1))


def test_a_benefit_keeps_the_days_of_its_way(case):
    for state in ("to_apply", "applied", "suspended", "notice_sent", "active"):
        benefit = actions.move_benefit(case=case, kind="healthnet", state=state, by=case.coordinator)
    assert benefit.applied_on == benefit.notice_sent_on == benefit.active_on == clock.today()
    with pytest.raises(ActionRefused, match="why it was denied"):
        actions.move_benefit(case=case, kind="healthnet", state="denied", by=case.coordinator)


@pytest.mark.parametrize(("row", "states"), [(Paper, State), (Benefit, Benefit.State)])
def test_every_state_has_its_next_steps(row, states):
    assert set(row.ALLOWED) == set(states)
    assert all(following and state not in following for state, following in row.ALLOWED.items())


def test_the_page_shows_what_nobody_asked_about_too(case, sign_in):
    move(case, State.REQUESTED, tracking="MO-1")
    page = sign_in(case.coordinator).get(reverse("cases:papers", args=[case.pk])).content.decode()
    for words in ("Birth certificate", "Order MO-1", "Social Security card", "Not known", "SNAP"):
        assert words in page, words


def add(case, client, *files, category="basics"):
    data = {"files": files, "title": "", "category": category}
    return client.post(reverse("cases:add-documents", args=[case.pk]), data)


def test_good_files_are_kept_when_others_are_refused_and_the_page_names_those(case, sign_in):
    client = sign_in(case.coordinator)
    answer = add(case, client, sent(PDF, "a.pdf"), sent(b"MZ" + bytes(200), "b.pdf"), sent(picture("PNG"), "c.png"))
    assert set(case.documents.values_list("name", "kind")) == {("a.pdf", "pdf"), ("c.png", "png")}
    assert "b.pdf is not a PDF, Word, JPG or PNG file." in answer.content.decode()
    assert "2 files added." in answer.content.decode()


def test_a_file_is_handed_out_as_an_attachment_and_the_look_is_on_the_trail(case, sign_in):
    client = sign_in(case.coordinator)
    add(case, client, sent(PDF, "a.pdf"))
    document = case.documents.get()
    answer = client.get(reverse("cases:document", args=[case.pk, document.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert (answer["X-Content-Type-Options"], "sandbox" in answer["Content-Security-Policy"]) == ("nosniff", True)
    looks = AuditEvent.objects.filter(action="viewed", object_type="document", object_id=str(document.pk))
    assert looks.get().people == [case.person_id]


def test_a_files_category_decides_who_may_have_it(case, sign_in, staff):
    add(case, sign_in(case.coordinator), sent(PDF, "markerhealth.pdf"), category="health")
    document = case.documents.get()
    assert document.confidentiality == "health"
    client = sign_in(staff("employment"))
    assert "markerhealth" not in client.get(reverse("cases:papers", args=[case.pk])).content.decode()
    assert client.get(reverse("cases:document", args=[case.pk, document.pk])).status_code == 404
    assert client.get(reverse("cases:withdraw-document", args=[case.pk, document.pk])).status_code == 404


def test_nobody_reaches_a_file_through_someone_elses_case(case, sign_in):
    add(case, sign_in(case.coordinator), sent(PDF))
    own = CaseFactory(coordinator=case.coordinator)
    path = reverse("cases:document", args=[own.pk, Document.objects.get().pk])
    assert sign_in(case.coordinator).get(path).status_code == 404


def test_the_same_file_twice_is_refused_until_it_is_taken_out(case, sign_in):
    client = sign_in(case.coordinator)
    add(case, client, sent(PDF, "a.pdf"))
    assert "on file already" in add(case, client, sent(PDF, "b.pdf")).content.decode()
    document = case.documents.get()
    client.post(reverse("cases:withdraw-document", args=[case.pk, document.pk]), {"why": "Someone else's"})
    assert client.get(reverse("cases:document", args=[case.pk, document.pk])).status_code == 404
    add(case, client, sent(PDF, "b.pdf"))
    assert case.documents.filter(withdrawn_at=None).get().name == "b.pdf"


def test_the_page_of_documents_costs_the_same_with_many(case, sign_in, django_assert_max_num_queries):
    for number in range(60):
        actions.add_document(
            case=case, upload=sent(PDF + bytes([number]) + b"%%EOF"), title="", category="basics", by=case.coordinator
        )
    client = sign_in(case.coordinator)
    path = reverse("cases:papers", args=[case.pk])
    client.get(path)
    with django_assert_max_num_queries(16):
        assert client.get(path).content.count(b"Take out") == 25
