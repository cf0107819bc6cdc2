"""What must be survived, with real processes and servers; the long form is `python -m benchmarks.faults`."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.core.mail import mailers
from django.db import connection
from django.utils import timezone

from accounts import scope
from cases.models import Case
from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory, ContactPointFactory
from followups import actions, delivery, outbox, tasks
from followups.gateways.console import ConsoleGateway
from followups.models import Agreement, Message
from reentry_portal import clock
from tests.followups.faults.sink import sink_in_thread
from tests.followups.faults.storm import ROOT, storm


def test_processes_and_servers_die_in_the_middle_of_a_batch(tmp_path, worker_id):
    """Two beats, four workers; each part killed once while 240 messages go out."""
    with storm(tmp_path, name=f"storm-{worker_id}", seconds=0.02) as running:
        running.fill(due=240, later=20)
        count = running.blow(due=240, rounds=1, every=0.2, patience=240)
    assert sum(count["hits"].values()) >= 3
    assert (count["lost"], count["early"], count["failed"]) == (0, 0, 0)
    assert (count["texts twice"], count["mails twice, not listed"]) == (0, 0)


@pytest.fixture
def smtp(settings, tmp_path):
    """A mail server in this process, and the portal's mail going to it."""
    with sink_in_thread(tmp_path / "mail.log") as sink:
        options = {"host": "127.0.0.1", "port": sink.port, "timeout": 0.5}
        settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
        sink.options = options
        yield sink


def put(n=1):
    return [outbox.tell(once=f"fault-{i}-x", template="follow_up_due", to=UserFactory(), path="/") for i in range(n)]


def states():
    return sorted(Message.objects.values_list("state", "in_doubt"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mood", "state", "in_doubt"),
    [
        ("", "sent", False),
        ("refuse", "queued", False),
        ("refuse for good", "failed", False),
        ("swallow", "queued", True),  # it took the letter and did not say so
        ("hang", "queued", True),
    ],
)
def test_a_mail_server_in_each_mood(smtp, move_clock, mood, state, in_doubt):
    put(2)
    smtp.mood = mood
    delivery.drain()
    assert states() == [(state, in_doubt)] * 2
    smtp.mood = ""
    move_clock(days=1)
    delivery.drain()
    letters = smtp.file.read_text().split()
    if state != "failed":
        assert states() == [("sent", in_doubt)] * 2
    # Whatever came twice is listed, and has one Message-ID by which a mail program tells.
    assert len(set(letters)) == (0 if state == "failed" else 2)
    assert len(letters) == len(set(letters)) * (2 if in_doubt else 1)


@pytest.mark.django_db
def test_a_mail_server_that_is_gone_costs_no_try(smtp, settings):
    put(3)
    settings.MAILERS = {"default": {**settings.MAILERS["default"], "OPTIONS": {**smtp.options, "port": 9}}}
    assert isinstance(mailers.default, object)
    for _ in range(10):
        delivery.drain()
    assert set(Message.objects.values_list("state", "attempts")) == {("queued", 0)}


def portal_process(*, port, seconds):
    """A worker's drain in a process of its own, on this test's database."""
    database = connection.settings_dict
    address = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgres://{address}",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
        "PORTAL_LEASE_SECONDS": str(seconds),
    }
    command = [sys.executable, "-c", DRAIN]
    return subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)


DRAIN = "import django; django.setup(); from followups import delivery; delivery.drain()"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP])
def test_a_process_killed_or_suspended_with_a_letter_in_its_hands(smtp, settings, monkeypatch, blow):
    """The server has the letter and the process does not know yet. It is sent again, and listed."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "reentry_portal.settings")
    put(1)
    smtp.mood, smtp.seconds = "", 1.5
    process = portal_process(port=smtp.port, seconds=2)
    try:
        assert smtp.arrived.wait(30)
        process.send_signal(blow)
        smtp.seconds = 0
        until = time.monotonic() + 20
        while states() != [("sent", True)] and time.monotonic() < until:
            time.sleep(0.3)
            delivery.drain()
        process.send_signal(signal.SIGCONT)
        process.wait(20)
    finally:
        process.kill()
        process.wait()
    letters = smtp.file.read_text().split()
    assert states() == [("sent", True)]
    assert (len(letters), len(set(letters))) == (2, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("days", [-2, 2])
def test_a_workers_clock_that_is_days_off_sends_nothing_early_or_late(monkeypatch, released, move_clock, days):
    """Only the database's clock decides."""
    outbox.tell(
        once="fault-1-later", template="follow_up_due", to=UserFactory(), due_at=clock.now() + timedelta(days=1)
    )
    put(1)
    wrong = timezone.now() + timedelta(days=days)
    monkeypatch.setattr("django.utils.timezone.now", lambda: wrong)
    monkeypatch.setattr("time.time", wrong.timestamp)
    tasks.look_after()
    assert dict(Message.objects.values_list("once", "state")) == {"fault-0-x": "sent", "fault-1-later": "queued"}
    assert set(released.follow_ups.values_list("state", flat=True)) == {"scheduled"}


@pytest.mark.django_db(transaction=True)
def test_nothing_begins_to_someone_after_they_took_their_agreement_back(settings, tmp_path, monkeypatch):
    """Sending and taking back, at once: whichever is first, nothing begins after the other has been saved."""
    settings.TEXTS_FILE = tmp_path / "texts.log"
    monkeypatch.setattr("followups.schedule.is_quiet", lambda moment: False)
    case = CaseFactory(released=True)
    assert case.state == Case.State.RELEASED
    taken_back, sent = {}, {}
    monkeypatch.setattr(ConsoleGateway, "send", lambda self, letter: sent.setdefault(letter.to, letter.key))
    for n in range(12):
        contact = ContactPointFactory(person=case.person, value=f"573555{n:04d}")
        actions.agree(case=case, contact=contact, how="in_person", language="en", by=case.coordinator)
        outbox.tell(once=f"fault-{n}-x", template="person_help", to=contact, facts={"phone": "1"})
    together = threading.Barrier(2)

    def take_back():
        together.wait()
        for agreement in Agreement.objects.select_related("contact").order_by("-pk"):
            with scope.acting_as(scope.actor_for(case.coordinator)):
                actions.take_agreement_back(agreement=agreement, case=case, reason="Asked so", by=case.coordinator)
            taken_back[agreement.contact.value] = agreement.contact_id
        connection.close()

    thread = threading.Thread(target=take_back)
    thread.start()
    together.wait()
    delivery.drain()
    thread.join()
    delivery.drain()
    for message in Message.objects.select_related("contact"):
        assert message.state == ("sent" if message.contact.value in sent else "cancelled")
        if message.state == "sent":
            ended = message.contact.agreements.get().ended_at
            assert ended >= message.due_at
    assert len(taken_back) == 12
