"""The weekly look at who signs in, what was refused, and whether the trail is whole."""

from datetime import timedelta

import pytest
from django.db import connection

from accounts import scope
from accounts.models import Role, User
from audit import chain, log
from audit.models import AuditAnchor, AuditCheck
from demo.factories.cases import CaseFactory, EmergencyAccessFactory
from followups.models import Message
from followups.words import render
from reentry_portal import clock
from reports import oversight, tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outside(settings, tmp_path):
    settings.AUDIT_ANCHOR_FILE = tmp_path / "anchors.txt"
    settings.OVERSIGHT_ADDRESS = "oversight@example.test"


def seal():
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def figures():
    return {figure.label: (figure.week, figure.before) for figure in oversight.digest().figures}


def test_it_counts_this_week_beside_the_week_before(staff, client, sign_in, move_clock):
    user = staff("coordinator")
    log.record("sign_in_failed", object_type="accounts_user", outcome="refused")
    log.record("locked_out", object_type="accounts_user", outcome="refused")
    log.record("exported", object_type="caseload")
    sign_in(user).get("/oversight/")
    User.objects.filter(pk=user.pk).update(role=Role.SUPERVISOR)
    User.objects.filter(pk=user.pk).update(is_active=False)
    User.objects.filter(pk=user.pk).update(phone="573-555-0100")
    EmergencyAccessFactory(reviewed=True, minutes_ago=100)
    EmergencyAccessFactory(minutes_ago=100)
    found = figures()
    assert found.pop("New accounts")[0] >= 2
    assert found == {
        "Sign-ins that failed": (1, 0),
        "Lockouts": (1, 0),
        "Refusals": (1, 0),
        "Exports": (1, 0),
        "Role changes": (1, 0),
        "Accounts closed or opened again": (1, 0),
        "Records opened in an emergency": (2, 0),
        "Of these, reviewed": (1, 0),
    }
    move_clock(days=8)
    assert figures()["Role changes"] == (0, 1)
    move_clock(days=15)
    assert figures()["Role changes"] == (0, 0)


def test_reviews_are_late_after_two_business_days(move_clock):
    EmergencyAccessFactory(minutes_ago=70)
    assert oversight.emergencies_to_review() == (1, 0)
    move_clock(days=7)
    assert oversight.emergencies_to_review() == (1, 1)
    assert "late" in " ".join(oversight.digest().alerts)


def test_each_supervisor_is_told_of_an_emergency_once_and_without_a_name(staff):
    access = EmergencyAccessFactory(reason="He fainted")
    first, second = staff("supervisor"), staff("supervisor")
    staff("supervisor", is_active=False)
    EmergencyAccessFactory(reviewed=True, reviewed_by=first, minutes_ago=100)
    for _ in range(2):
        tasks.tell_of_emergencies()
    told = Message.objects.filter(template="emergency_opened")
    assert set(told.values_list("user_id", "path")) == {
        (user.pk, f"/emergencies/{access.pk}/") for user in (first, second)
    }
    words = render("emergency_opened", facts={}, path=f"/emergencies/{access.pk}/")
    assert f"/emergencies/{access.pk}/" in words.text
    assert access.case.person.last_name not in words.text


def test_the_page_names_who_became_what(sign_in, staff):
    changed = staff("coordinator", first_name="Alex", last_name="Wakeford")
    User.objects.filter(pk=changed.pk).update(role=Role.SUPERVISOR)
    page = sign_in(staff("administrator")).get("/oversight/").content.decode()
    assert "Alex Wakeford" in page
    assert "Reentry coordinator became Supervisor" in page


def test_it_costs_the_same_for_many(sign_in, staff, django_assert_max_num_queries):
    client = sign_in(staff("administrator"))
    for _ in range(40):
        User.objects.filter(pk=staff().pk).update(role=Role.SUPERVISOR)
        log.record("refused", object_type="page")
    client.get("/oversight/")
    with django_assert_max_num_queries(14):
        assert client.get("/oversight/").status_code == 200


def test_every_night_the_chain_is_verified_and_anchored(mailoutbox):
    CaseFactory()
    seal()
    assert tasks.watch_over_the_trail()
    assert AuditCheck.objects.get().is_whole
    assert chain.kept_anchors()[0].number == AuditAnchor.objects.get().number
    assert [mail.subject for mail in mailoutbox] == ["Anchor of the audit trail"]
    assert oversight.chain_alerts(AuditCheck.objects.get()) == []


def test_a_broken_chain_is_told_everywhere_and_not_anchored(mailoutbox, sign_in, staff, caplog):
    CaseFactory()
    seal()
    with connection.cursor() as cursor:
        cursor.execute("alter table audit_auditevent disable trigger append_only")
        cursor.execute("update audit_auditevent set actor_id = 99 where id = (select min(id) from audit_auditevent)")
        cursor.execute("alter table audit_auditevent enable trigger append_only")
    assert not tasks.watch_over_the_trail()
    assert not AuditAnchor.objects.exists()
    assert "not whole" in caplog.text
    assert mailoutbox[0].subject == "Alert: the audit trail is not whole"
    assert "/oversight/" in mailoutbox[0].body
    for path in ("/oversight/", "/my-day/"):
        assert "The audit trail is not whole" in sign_in(staff("supervisor")).get(path).content.decode()


def test_a_night_without_verification_is_told_too(sign_in, staff, move_clock):
    chain.verify([])
    move_clock(hours=40)
    assert oversight.digest().alerts == ["The audit trail was not verified last night."]


def test_the_digest_goes_out_without_a_name(mailoutbox, staff):
    case = CaseFactory()
    EmergencyAccessFactory(case=case, reason="He fainted", minutes_ago=70)
    seal()
    with scope.acting_as(scope.worker):
        chain.verify([])
        chain.anchor()
    tasks.send_weekly_digest()
    mail = mailoutbox[-1]
    assert mail.to == ["oversight@example.test"]
    assert "Records opened in an emergency: 1 (0)" in mail.body
    assert "Newest anchor: link" in mail.body
    words = [case.person.last_name, case.person.doc_number, "fainted", case.coordinator.last_name, "@demo.test"]
    assert [word for word in words if word in mail.body] == []
    assert mail.extra_headers["Message-ID"].startswith(f"<digest-{clock.today():%G-W%V}@")


def test_nothing_is_sent_without_an_address(mailoutbox, settings):
    settings.OVERSIGHT_ADDRESS = ""
    CaseFactory()
    seal()
    assert tasks.watch_over_the_trail()
    tasks.send_weekly_digest()
    assert mailoutbox == []


def test_an_old_anchor_still_holds_when_the_chain_went_on(staff):
    CaseFactory()
    seal()
    tasks.watch_over_the_trail()
    CaseFactory()
    seal()
    assert tasks.watch_over_the_trail()
    assert [anchor.number for anchor in chain.kept_anchors()] == sorted(
        AuditAnchor.objects.values_list("number", flat=True)
    )
    assert timedelta(0) <= AuditAnchor.objects.latest().taken_at - AuditAnchor.objects.earliest().taken_at
