"""A record that cannot wait: opened for an hour at most, on the trail throughout, reviewed by somebody else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction

from audit.models import AuditEvent
from cases import actions
from cases.models import Case, EmergencyAccess
from demo.factories.accounts import UserFactory
from demo.factories.cases import (
    CaseFactory,
    EmergencyAccessFactory,
    FacilityFactory,
    NeedFactory,
    NoteFactory,
    PostingFactory,
    WomansCaseFactory,
)
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db

REASON = "The clinic called: he fainted."


@pytest.fixture
def elsewhere():
    """A case at a prison where the coordinator does not work."""
    return CaseFactory(facility=FacilityFactory(code="JCCC", name="Jefferson City", short_name="Jefferson City"))


@pytest.fixture
def coordinator():
    return PostingFactory().user


def opened(case, by, **fields):
    given = {"doc_number": case.person.doc_number, "reason": REASON, "minutes": 60, **fields}
    return actions.open_emergency(by=by, **given)


def sees(user, case):
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def test_the_case_comes_into_sight_and_goes_when_the_hour_ends(elsewhere, coordinator, move_clock):
    assert not sees(coordinator, elsewhere)
    opened(elsewhere, coordinator)
    assert sees(coordinator, elsewhere)
    move_clock(minutes=59)
    assert sees(coordinator, elsewhere)
    move_clock(minutes=61)
    assert not sees(coordinator, elsewhere)


def test_nobody_elses_sight_changes(elsewhere, coordinator):
    opened(elsewhere, coordinator)
    assert not sees(PostingFactory(facility=coordinator.postings.get().facility).user, elsewhere)
    assert not sees(UserFactory(role="womens"), elsewhere)
    assert sees(coordinator, elsewhere)
    assert list(Case.objects.visible_to(coordinator)) == [elsewhere]


def test_womens_staff_reach_a_man_and_only_him(elsewhere, staff):
    user, woman = staff("womens"), WomansCaseFactory()
    CaseFactory()
    opened(elsewhere, user)
    assert set(Case.objects.visible_to(user)) == {elsewhere, woman}


def test_every_class_of_that_case_is_read_and_of_no_other(sign_in, staff, elsewhere, move_clock):
    user = staff("employment")
    other = CaseFactory()
    for case in (elsewhere, other):
        for confidentiality in ("health", "substance_use", "victim"):
            NoteFactory(case=case, text=f"{confidentiality} marker", confidentiality=confidentiality)
    opened(elsewhere, user)
    client = sign_in(user)
    page = client.get(f"/cases/{elsewhere.pk}/notes/").content.decode()
    assert page.count(" marker") == 3
    assert "Emergency access until" in page
    page = client.get(f"/cases/{other.pk}/notes/").content.decode()
    assert (page.count(" marker"), "Emergency access" in page) == (0, False)
    move_clock(minutes=61)
    client.logout()
    sign_in(user)
    page = client.get(f"/cases/{elsewhere.pk}/notes/").content.decode()
    assert (page.count(" marker"), page.count("Not shared with you")) == (0, 3)


def test_it_costs_the_page_of_a_case_no_statement(sign_in, elsewhere, coordinator, django_assert_num_queries):
    mine = CaseFactory(coordinator=coordinator)
    client = sign_in(coordinator)
    client.get(f"/cases/{mine.pk}/notes/")
    with django_assert_num_queries(11):
        client.get(f"/cases/{mine.pk}/notes/")


def test_every_look_meanwhile_carries_the_basis(sign_in, elsewhere, coordinator, move_clock):
    own = CaseFactory(coordinator=coordinator)
    access = opened(elsewhere, coordinator)
    client = sign_in(coordinator)
    for page in (f"/cases/{elsewhere.pk}/", f"/cases/{elsewhere.pk}/notes/", f"/cases/{elsewhere.pk}/referrals/"):
        assert client.get(page).status_code == 200
    client.get("/caseload/")
    client.get("/search/", {"q": elsewhere.person.last_name})
    looks = AuditEvent.objects.filter(actor_id=coordinator.pk, action__in=("viewed", "searched"))
    of_the_person = looks.filter(people__contains=[elsewhere.person_id])
    assert of_the_person.count() == 5
    assert set(of_the_person.values_list("basis", flat=True)) == {access.basis}
    # A list names both people: it is on the trail apart for the one whom the emergency opened.
    assert list(looks.filter(object_type="caseload").order_by("id").values_list("people", "basis")) == [
        ([elsewhere.person_id], access.basis),
        ([own.person_id], ""),
    ]
    move_clock(minutes=61)
    client.logout()
    sign_in(coordinator)
    client.get("/caseload/")
    assert AuditEvent.objects.filter(object_type="caseload").latest("id").people == [own.person_id]


def test_what_is_written_meanwhile_carries_the_basis_too(elsewhere, coordinator, acting):
    access = opened(elsewhere, coordinator)
    with acting(coordinator):
        NoteFactory(case=elsewhere, author=coordinator)
    assert AuditEvent.objects.filter(object_type="cases_note").get().basis == access.basis


def test_a_look_without_an_emergency_has_no_basis(sign_in, coordinator):
    own = CaseFactory(coordinator=coordinator)
    sign_in(coordinator).get(f"/cases/{own.pk}/")
    assert AuditEvent.objects.filter(action="viewed").latest("id").basis == ""


def test_it_is_closed_early_and_cannot_be_renewed_for_the_same_reason(elsewhere, coordinator):
    access = opened(elsewhere, coordinator)
    with pytest.raises(ActionRefused, match="open already"):
        opened(elsewhere, coordinator, reason="Another reason")
    access = actions.close_emergency(access=access, by=coordinator)
    assert not sees(coordinator, elsewhere)
    with pytest.raises(ActionRefused, match="closed already"):
        actions.close_emergency(access=access, by=coordinator)
    with pytest.raises(ActionRefused, match="gave this reason before"):
        opened(elsewhere, coordinator, reason=f"  {REASON.upper()} ")
    opened(elsewhere, coordinator, reason="They called again: which doctor")
    assert sees(coordinator, elsewhere)


def test_a_supervisor_can_end_it_and_a_colleague_cannot(elsewhere, coordinator, staff):
    access = opened(elsewhere, coordinator)
    with pytest.raises(ActionRefused, match="Only the person who opened it"):
        actions.close_emergency(access=access, by=staff("employment"))
    actions.close_emergency(access=access, by=staff("supervisor"))
    assert not sees(coordinator, elsewhere)


@pytest.mark.parametrize("role", ["partner", "administrator"])
def test_never_for_partners_and_administrators(elsewhere, staff, role, sign_in):
    user = staff(role)
    with pytest.raises(ActionRefused, match="Only staff"):
        opened(elsewhere, user)
    with pytest.raises(InternalError, match="Only staff"), transaction.atomic():
        EmergencyAccessFactory(user=user, case=elsewhere)
    assert sign_in(user).get("/emergency/").status_code == 403


def test_there_has_to_be_something_to_open(elsewhere, coordinator, staff):
    with pytest.raises(ActionRefused, match="see all of this person's record"):
        opened(elsewhere, staff("supervisor"))
    with pytest.raises(ActionRefused, match="no case with this DOC number"):
        opened(elsewhere, coordinator, doc_number="00000001")
    for fields in ({"reason": "  "}, {"minutes": 61}, {"minutes": 0}):
        with pytest.raises(ActionRefused):
            opened(elsewhere, coordinator, **fields)
    assert not EmergencyAccess.objects.exists()
    # Of their own people coordinators do not read victim information, so there is something to open.
    assert opened(CaseFactory(coordinator=coordinator), coordinator)


def test_the_review_is_a_supervisors_and_never_the_openers(elsewhere, coordinator, staff, move_clock):
    access = opened(elsewhere, coordinator)
    supervisor = staff("supervisor")
    words = {"access": access, "verdict": "needed", "review": "The clinic confirmed it."}
    with pytest.raises(ActionRefused, match="still open"):
        actions.review_emergency(by=supervisor, **words)
    move_clock(minutes=61)
    with pytest.raises(ActionRefused, match="Only a supervisor"):
        actions.review_emergency(by=staff(), **words)
    coordinator.role = "supervisor"
    with pytest.raises(ActionRefused, match="somebody else"):
        actions.review_emergency(by=coordinator, **words)
    with pytest.raises(ActionRefused, match="what you found"):
        actions.review_emergency(by=supervisor, access=access, verdict="needed", review=" ")
    actions.review_emergency(by=supervisor, **words)
    with pytest.raises(ActionRefused, match="reviewed it already"):
        actions.review_emergency(by=staff("supervisor"), **words)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"ends_at": timedelta(minutes=61)}, "emergency_lasts_an_hour_at_most"),
        ({"ends_at": timedelta(minutes=-1)}, "emergency_lasts_an_hour_at_most|lower bound"),
        ({"reason": ""}, "emergency_has_a_reason"),
        ({"verdict": "needed"}, "emergency_is_reviewed_whole"),
    ],
)
def test_the_database_holds_the_rules_too(elsewhere, coordinator, fields, constraint):
    if "ends_at" in fields:
        fields = {"ends_at": clock.now() + fields["ends_at"], "opened_at": clock.now()}
    with pytest.raises(Exception, match=constraint), transaction.atomic():
        EmergencyAccessFactory(user=coordinator, case=elsewhere, **fields)


def test_the_database_refuses_the_openers_own_review_and_two_at_a_time(elsewhere, coordinator):
    with pytest.raises(IntegrityError, match="nobody_reviews_their_own"), transaction.atomic():
        EmergencyAccessFactory(user=coordinator, case=elsewhere, reviewed=True, reviewed_by=coordinator)
    EmergencyAccessFactory(user=coordinator, case=elsewhere, minutes_ago=30)
    with pytest.raises(IntegrityError, match="one_emergency_at_a_time"), transaction.atomic():
        EmergencyAccessFactory(user=coordinator, case=elsewhere)


@pytest.mark.parametrize(
    "change",
    [
        {"reason": "Something else"},
        {"ends_at": timedelta(minutes=5)},
        {"opened_at": timedelta(minutes=5)},
        {"user": "supervisor"},
    ],
)
def test_what_was_said_stands(elsewhere, coordinator, staff, change):
    access = EmergencyAccessFactory(user=coordinator, case=elsewhere, minutes_ago=30)
    for name, value in change.items():
        value = getattr(access, name) + value if isinstance(value, timedelta) else value
        setattr(access, name, staff(value) if name == "user" else value)
    with pytest.raises(InternalError, match="not changed or made longer"), transaction.atomic():
        access.save()


def test_a_review_is_final(elsewhere):
    access = EmergencyAccessFactory(case=elsewhere, minutes_ago=90, reviewed=True)
    access.verdict = EmergencyAccess.Verdict.NOT_NEEDED
    with pytest.raises(InternalError, match="not changed"), transaction.atomic():
        access.save()


def test_two_business_days_leave_the_weekend_out(elsewhere, noon, move_clock):
    today = clock.today()
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    access = EmergencyAccessFactory(case=elsewhere, opened_at=noon(friday))
    assert access.review_by == friday + timedelta(days=4)
    move_clock(days=(friday - today).days + 4)
    assert not access.is_late
    move_clock(days=(friday - today).days + 5)
    assert access.is_late


def test_the_pages(sign_in, elsewhere, coordinator, staff, move_clock):
    NeedFactory(case=elsewhere)
    client = sign_in(coordinator)
    assert client.get(f"/cases/{elsewhere.pk}/").status_code == 404
    typed = {"doc_number": elsewhere.person.short_doc_number, "reason": REASON, "minutes": "15", "understood": "on"}
    for missing in ("reason", "understood"):
        answer = client.post("/emergency/", {**typed, missing: ""})
        assert list(answer.context["form"].errors) == [missing]
    answer = client.post("/emergency/", typed)
    assert answer["Location"] == f"/cases/{elsewhere.pk}/"
    access = EmergencyAccess.objects.get()
    assert access.ends_at - access.opened_at == timedelta(minutes=15)
    assert client.get("/emergencies/").status_code == 403

    supervisor = staff("supervisor")
    sign_in(supervisor)
    page = client.get("/my-day/").content.decode()
    assert "1 record was opened in an emergency" in page
    page = client.get("/emergencies/").content.decode()
    assert elsewhere.person.list_name in page
    assert client.get(f"/emergencies/{access.pk}/").status_code == 200

    sign_in(coordinator)
    client.post(f"/emergencies/{access.pk}/close/")
    assert client.get(f"/cases/{elsewhere.pk}/").status_code == 404

    sign_in(supervisor)
    client.post(f"/emergencies/{access.pk}/", {"verdict": "needed", "review": "The clinic confirmed it."})
    access.refresh_from_db()
    assert (access.reviewed_by, access.verdict) == (supervisor, "needed")
    assert "opened in an emergency" not in client.get("/my-day/").content.decode()


def test_one_who_did_not_open_it_finds_nothing_to_close(sign_in, elsewhere, staff):
    access = EmergencyAccessFactory(case=elsewhere)
    assert sign_in(staff()).post(f"/emergencies/{access.pk}/close/").status_code == 404


def test_the_list_costs_the_same_for_many(sign_in, staff, elsewhere, django_assert_max_num_queries):
    EmergencyAccessFactory.create_batch(30, case=elsewhere)
    client = sign_in(staff("supervisor"))
    client.get("/emergencies/")
    with django_assert_max_num_queries(9):
        assert len(client.get("/emergencies/").context["page"].rows) == 25
