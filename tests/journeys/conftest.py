"""The whole portal as it runs: gunicorn, a Celery worker and beat, each with its own limited database login."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demo.mailbox import letters
from reentry_portal.embedded import servers

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Portal:
    """Where the running portal is, and how to run a management command as the owner of its database."""

    url: str
    partner_url: str
    partner_database: str
    owner: dict[str, str]
    worker: dict[str, str]
    folder: Path

    def manage(self, *arguments: str, as_worker: bool = False) -> str:
        return _manage(self.worker if as_worker else self.owner, *arguments)

    def mails(self) -> list[EmailMessage]:
        return list(letters(self.folder / "mail"))


def _manage(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def portal(tmp_path_factory, worker_id):
    """A portal of its own, with servers of its own and demo data."""
    folder, port, partner_port = tmp_path_factory.mktemp("portal"), _free_port(), _free_port()
    name = f"journey-{worker_id}"
    shutil.rmtree(ROOT / "var" / name, ignore_errors=True)  # what an earlier run left would tell other stories
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as environment:
            environment.delenv("DATABASE_URL", raising=False)
            environment.delenv("REDIS_URL", raising=False)
            urls = stack.enter_context(servers(ROOT / "var", name=name, durable=False))
        owner = {
            **os.environ,
            **urls,
            "PORTAL_MODE": "demo",
            "PORTAL_VAR": str(folder),
            "PORTAL_RING_SECONDS": "1",
            "PORTAL_URL": f"http://localhost:{port}",
        }
        _manage(owner, "migrate", "--verbosity", "0")
        logins = dict(line.split("=", 1) for line in _manage(owner, "ensure_logins", "--print-urls").splitlines())
        portal = Portal(
            f"http://localhost:{port}",
            f"http://localhost:{partner_port}",
            logins["PARTNER_DATABASE_URL"],
            owner,
            {},
            folder,
        )
        web = {**owner, "DATABASE_URL": logins["WEB_DATABASE_URL"]}
        portal.worker.update({**owner, "DATABASE_URL": logins["WORKER_DATABASE_URL"]})
        portal.manage("load_demo")
        celery = ["celery", "--app", "reentry_portal"]
        gunicorn = ["gunicorn", "reentry_portal.wsgi", "--workers"]
        door = {**owner, "DATABASE_URL": logins["PARTNER_DATABASE_URL"], "PORTAL_DOOR": "partner"}
        commands = {
            "web": ([*gunicorn, "2", "--bind", f"127.0.0.1:{port}"], web),
            "partner": ([*gunicorn, "1", "--bind", f"127.0.0.1:{partner_port}"], door),
            "worker": ([*celery, "worker", "--concurrency", "2", "--loglevel", "info"], portal.worker),
            "beat": ([*celery, "beat", "--schedule", str(folder / "beat"), "--pidfile", ""], portal.worker),
        }
        for part, (command, environment) in commands.items():
            log = stack.enter_context((folder / f"{part}.log").open("wb"))
            process = subprocess.Popen(
                [str(BIN / command[0]), *command[1:]],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            stack.callback(_stop, process)
        _wait_for(portal.url)
        _wait_for(portal.partner_url)
        yield portal


def _stop(process: subprocess.Popen) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=20)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _wait_for(url: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection((urlsplit(url).hostname, urlsplit(url).port), timeout=2):
            return
        time.sleep(0.1)
    raise TimeoutError("The portal does not answer.")


@pytest.fixture
def visit(portal, browser):
    """`visit("coordinator@demo.test")` opens a browser of that person, signed in; problems in it fail the test."""
    contexts, problems = [], []

    def note(message):
        # A refusal (403, 404) that a test asks for on purpose is in the console too.
        if message.type == "error" and "status of 4" not in message.text:
            problems.append(message.text)

    def sign_in(email: str, *, java_script=True, size=(1280, 900), at="", lets_in=True):
        context = browser.new_context(
            java_script_enabled=java_script, viewport={"width": size[0], "height": size[1]}, base_url=at or portal.url
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.set_default_navigation_timeout(60_000)  # a portal that has just started may be busy
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", note)
        page.goto("/account/sign-in/")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password", exact=True).fill("Demo-reentry-2026")
        page.get_by_role("button", name="Sign in").click()
        if lets_in:
            page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert not problems, problems
