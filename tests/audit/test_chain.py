"""The hash chain: one link a transaction, and every tampering seen, by the chain or by an anchor outside."""

import json
import threading
from contextlib import closing

import psycopg2
import pytest
from django.core.management import call_command
from django.db import InternalError, connection, transaction

from audit import chain, log
from audit.models import AuditAnchor, AuditCheck, AuditEvent, AuditHead, AuditLink
from cases.models import Case, Note
from demo.factories.cases import CaseFactory


@pytest.fixture(autouse=True)
def anchor_file(settings, tmp_path):
    settings.AUDIT_ANCHOR_FILE = tmp_path / "outside" / "anchors.txt"
    return settings.AUDIT_ANCHOR_FILE


def seal():
    """What a commit does, inside a test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def look(number=1, **fields):
    for n in range(number):
        log.record("viewed", object_type="page", object_id=n, people=[7, 8], **fields)


def verify(*anchors):
    check = chain.verify(anchors)
    return [(fault["link"], fault["fault"]) for fault in check.faults]


# In one transaction -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_all_events_of_a_transaction_are_one_link():
    look()
    seal()
    before = chain.last_link().number
    look(5)
    seal()
    look(2)
    seal()
    assert list(AuditLink.objects.filter(number__gt=before).order_by("number").values_list("events", flat=True)) == [
        5,
        2,
    ]
    assert verify() == []


@pytest.mark.django_db
def test_what_was_rolled_back_leaves_no_link_and_no_hole():
    seal()
    look()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        look(3)
        raise ZeroDivisionError
    look()
    seal()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        look()
        seal()
        raise ZeroDivisionError
    look()
    seal()
    assert verify() == []


@pytest.mark.django_db
def test_a_hash_does_not_hang_on_the_time_zone():
    look(detail={"b": 1.50, "a": ["é", None]})
    seal()
    with connection.cursor() as cursor:
        cursor.execute("set local timezone to 'Asia/Tokyo'")
        cursor.execute("set local datestyle to 'German'")
    assert verify() == []


@pytest.mark.django_db
def test_a_setting_that_someone_else_wrote_cannot_bring_an_event_into_an_old_link(acting, staff):
    user = staff()
    look()
    seal()
    old = chain.last_link()
    with acting(user), connection.cursor() as cursor:
        cursor.execute("select set_config('app.audit_batch', (select min(batch) from audit_auditevent)::text, true)")
        look()
    seal()
    assert AuditEvent.objects.latest("id").batch == AuditEvent.objects.latest("id").pk
    assert chain.last_link().number == old.number + 1
    assert verify() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "update audit_auditlink set hash = ''",
        "delete from audit_auditlink",
        "delete from audit_audithead",
        "update audit_audithead set number = number - 1",
        "delete from audit_auditanchor",
        "update audit_auditcheck set is_whole = true",
    ],
)
def test_not_even_the_owner_changes_the_chain(statement):
    look()
    seal()
    chain.anchor()
    chain.verify([])
    with pytest.raises(InternalError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_web_and_worker_have_no_right_on_links_and_head():
    with connection.cursor() as cursor:
        cursor.execute("""
            select r, t from unnest(array['as_staff', 'as_partner', 'as_worker', 'as_visitor']) as r,
                             unnest(array['audit_auditlink', 'audit_audithead']) as t
             where has_any_column_privilege(r, t, 'select, insert, update')
                or has_table_privilege(r, t, 'delete, truncate')
        """)
        assert cursor.fetchall() == []
        cursor.execute("""
            select r from unnest(array['as_staff', 'as_partner', 'as_worker', 'as_visitor']) as r
             where has_function_privilege(r, 'audit_verify(bigint[], text[])', 'execute')
        """)
        assert cursor.fetchall() == [("as_worker",)]


# Committed, and tampered with by someone who may do anything ---------------------------------------------------------

LINKS = 12


@pytest.fixture
def trail(transactional_db):
    """Twelve links of three events each, and a second connection that switches the triggers off."""
    for _ in range(LINKS):
        with transaction.atomic():
            look(3)
    assert (verify(), AuditLink.objects.count()) == ([], LINKS)
    database = connection.settings_dict
    outside = psycopg2.connect(
        dbname=database["NAME"],
        user=database["USER"],
        password=database["PASSWORD"],
        host=database["HOST"],
        port=database["PORT"],
    )
    outside.autocommit = True
    with closing(outside), outside.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        yield cursor


def ids_of_link(number):
    batch = AuditLink.objects.get(number=number).batch
    return list(AuditEvent.objects.filter(batch=batch).order_by("id").values_list("id", flat=True))


def test_a_changed_actor_is_seen(trail):
    trail.execute("update audit_auditevent set actor_id = 99 where id = %s", [ids_of_link(5)[1]])
    assert verify() == [(5, "It, or one of its events, was changed.")]


@pytest.mark.parametrize(
    "change",
    [
        "at = at + interval '1 us'",
        "action = 'searched'",
        "object_type = 'x'",
        "object_id = 'x'",
        "organization_id = 3",
        "database_role = 'x'",
        "people = '{7}'",
        "basis = 'x'",
        "request_id = 'x'",
        "ip = '10.0.0.9'",
        "outcome = 'x'",
        """detail = '{"a": 1}'""",
    ],
)
def test_no_field_of_an_event_is_left_out_of_its_hash(trail, change):
    trail.execute(f"update audit_auditevent set {change} where id = %s", [ids_of_link(3)[0]])  # noqa: S608
    assert verify() == [(3, "It, or one of its events, was changed.")]


def test_a_removed_event_is_seen(trail):
    trail.execute("delete from audit_auditevent where id = %s", [ids_of_link(7)[2]])
    assert verify() == [(7, "It was made of 3 events; 2 are there.")]


def test_a_removed_event_with_its_link_is_seen(trail):
    batch = AuditLink.objects.get(number=7).batch
    trail.execute("delete from audit_auditevent where batch = %s", [batch])
    trail.execute("delete from audit_auditlink where batch = %s", [batch])
    assert verify()[0] == (8, "The link before it is missing: it follows 6.")


def test_an_added_event_is_seen(trail):
    trail.execute("""
        insert into audit_auditevent (at, database_role, action, object_type, object_id, people, basis, request_id,
                                      outcome, detail, batch)
        values (now(), 'as_staff', 'viewed', 'page', '1', '{7}', '', '', 'done', '{}', 0) returning id
    """)
    trail.execute("update audit_auditevent set batch = id where batch = 0 returning id")
    assert verify() == [(None, f"Event {trail.fetchone()[0]} belongs to no link.")]


def test_two_swapped_links_are_seen(trail):
    trail.execute("update audit_auditlink set number = case number when 5 then -6 else -5 end where number in (5, 6)")
    trail.execute("update audit_auditlink set number = -number where number < 0")
    assert [link for link, _ in verify()] == [5, 6, 7]


def test_a_cut_off_end_is_seen_by_the_anchor_alone(trail, anchor_file):
    chain.anchor()
    trail.execute("delete from audit_auditanchor")
    trail.execute("delete from audit_auditevent where batch in (select batch from audit_auditlink where number > 9)")
    trail.execute("delete from audit_auditlink where number > 9")
    trail.execute("""
        update audit_audithead h set number = l.number, at = l.at, hash = l.hash
          from audit_auditlink l where l.number = 9
    """)
    assert verify() == []
    assert verify(*chain.read_anchors(anchor_file)) == [(12, "It is not what was written down outside the database.")]


def test_a_chain_made_anew_is_seen_by_the_anchor_alone(trail, anchor_file):
    chain.anchor()
    trail.execute("delete from audit_auditanchor")
    trail.execute("update audit_auditevent set actor_id = 99 where id = %s", [ids_of_link(4)[0]])
    trail.execute("delete from audit_audithead")
    trail.execute("delete from audit_auditlink")
    trail.execute("set session_replication_role = origin")
    for batch in AuditEvent.objects.order_by("batch").distinct().values_list("batch", flat=True):
        trail.execute("insert into audit_auditlink (batch, hash) values (%s, '')", [batch])
    assert verify() == []
    assert verify(*chain.read_anchors(anchor_file)) == [(12, "It is not what was written down outside the database.")]


def test_an_end_cut_off_without_the_head_is_seen(trail):
    trail.execute("delete from audit_auditevent where batch in (select batch from audit_auditlink where number > 9)")
    trail.execute("delete from audit_auditlink where number > 9")
    assert verify() == [(12, "The head does not stand at the last link.")]


def test_the_command_ends_with_1_and_names_the_first_bad_link(trail, capsys):
    call_command("anchor_audit")
    call_command("verify_audit")
    trail.execute("update audit_auditevent set actor_id = 99 where id = any(%s)", [ids_of_link(5) + ids_of_link(9)])
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit")
    assert ended.value.code == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == str(chain.last_link())
    assert said[1].startswith("The trail is whole: 12 links, 36 events, 1 anchors")
    assert said[3:] == [
        "Link 5: It, or one of its events, was changed.",
        "Link 9: It, or one of its events, was changed.",
    ]
    assert list(AuditCheck.objects.order_by("id").values_list("is_whole", flat=True))[-2:] == [True, False]


# Many at once ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_commits_at_once_make_one_chain_without_holes():
    def work():
        for _ in range(20):
            with transaction.atomic():
                look(2)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (AuditHead.objects.get().number, AuditLink.objects.count()) == (80, 80)
    assert verify() == []


@pytest.mark.django_db(transaction=True)
def test_a_foreign_key_that_waits_for_another_commit_is_no_deadlock():
    """One holds the case for itself; the other's note waits for it at its commit, and must not hold the head then."""
    case = CaseFactory()
    held, failed = threading.Event(), []

    def holds_the_case():
        try:
            with transaction.atomic():
                Case.objects.select_for_update().get(pk=case.pk)
                look()
                held.set()
                waits.wait(timeout=10)
                until_it_waits()
        except Exception as error:
            failed.append(error)
        connection.close()

    def until_it_waits():
        with connection.cursor() as cursor:
            for _ in range(1000):
                cursor.execute(
                    "select 1 from pg_stat_activity where wait_event_type = 'Lock' and pid <> pg_backend_pid()"
                )
                if cursor.fetchone():
                    return
                cursor.execute("select pg_sleep(0.01)")

    waits = threading.Event()
    other = threading.Thread(target=holds_the_case)
    other.start()
    held.wait(timeout=10)
    with transaction.atomic():
        look()  # as a page does first, so that its link comes before the note's foreign keys
        Note.objects.create(case=case, text="Met", author=case.coordinator)
        waits.set()
    other.join()
    assert failed == []
    assert verify() == []


@pytest.mark.django_db
def test_an_anchor_is_a_line_outside_a_row_and_a_mail(anchor_file, settings, mailoutbox):
    settings.OVERSIGHT_ADDRESS = "oversight@example.test"
    look()
    seal()
    link = chain.anchor()
    assert anchor_file.read_text() == f"{link}\n"
    assert chain.kept_anchors() == [link]
    assert AuditAnchor.objects.get().hash == link.hash
    assert (mailoutbox[0].to, str(link) in mailoutbox[0].body) == (["oversight@example.test"], True)
    assert json.dumps(verify(*chain.kept_anchors())) == "[]"


def test_a_file_that_holds_something_else_is_refused(tmp_path):
    file = tmp_path / "anchors.txt"
    file.write_text("not an anchor\n")
    with pytest.raises(chain.AnchorsUnreadable, match="Line 1"):
        chain.read_anchors(file)
