"""The whole portal as it runs: gunicorn, a Celery worker and beat, each with its own limited database login."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Portal:
    """Where the running portal is, and how to run a management command as the owner of its database."""

    url: str
    owner: dict[str, str]
    worker: dict[str, str]
    folder: Path

    def manage(self, *arguments: str, as_worker: bool = False) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.worker if as_worker else self.owner,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def mails(self) -> list[str]:
        return [file.read_text() for file in sorted((self.folder / "mail").glob("*.log"))]


def _on_server(url: str, statement: str) -> None:
    connection = psycopg2.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")))
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    """A portal of its own, with demo data, on a database and a Redis number of its own."""
    folder, name = tmp_path_factory.mktemp("portal"), f"journey_{secrets.token_hex(4)}"

    server, port = os.environ["DATABASE_URL"], _free_port()
    owner = {
        **os.environ,
        "PORTAL_MODE": "demo",
        "PORTAL_VAR": str(folder),
        "PORTAL_RING_SECONDS": "1",
        "PORTAL_URL": f"http://localhost:{port}",
        "DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{name}")),
        "REDIS_URL": urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path="/7")),
    }
    _on_server(server, f"create database {name}")
    processes, parts = [], {}
    portal = Portal(f"http://localhost:{port}", owner, {}, folder)
    try:
        portal.manage("migrate", "--verbosity", "0")
        logins = dict(line.split("=", 1) for line in portal.manage("ensure_logins", "--print-urls").splitlines())
        web = {**owner, "DATABASE_URL": logins["WEB_DATABASE_URL"]}
        worker = {**owner, "DATABASE_URL": logins["WORKER_DATABASE_URL"]}
        portal.worker.update(worker)
        portal.manage("load_demo")
        celery = ["celery", "--app", "reentry_portal"]
        commands = {
            "web": (["gunicorn", "reentry_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"], web),
            "worker": ([*celery, "worker", "--concurrency", "2", "--loglevel", "info"], worker),
            "beat": ([*celery, "beat", "--schedule", str(folder / "beat"), "--pidfile", ""], worker),
        }
        for part, (command, environment) in commands.items():
            log = (folder / f"{part}.log").open("wb")
            parts[part] = subprocess.Popen(
                [str(BIN / command[0]), *command[1:]],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            processes.append(parts[part])
        _wait_for(portal.url)
        yield portal
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=20)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        _on_server(server, f"drop database {name} with (force)")


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

    def sign_in(email: str, *, java_script=True, size=(1280, 900)):
        context = browser.new_context(
            java_script_enabled=java_script, viewport={"width": size[0], "height": size[1]}, base_url=portal.url
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", note)
        page.goto("/account/sign-in/")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password", exact=True).fill("Demo-reentry-2026")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert not problems, problems
