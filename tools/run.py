"""Run the whole portal on this machine: servers, web, worker and beat, until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
LOGS = VAR / "log"
sys.path.insert(0, str(ROOT))

from reentry_portal.embedded import ServerFailed, servers  # noqa: E402

STARTED = time.monotonic()


class Stopped(Exception):
    """Ctrl-C, a request to end, or a part that died."""


def say(text: str) -> None:
    print(f"[{time.monotonic() - STARTED:5.1f} s] {text}", flush=True)


def manage(*arguments: str, env: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True
    )
    if done.returncode != 0:
        raise Stopped(f"`manage.py {arguments[0]}` failed.")
    return done.stdout.strip()


def port_to_serve() -> int:
    """PORT when it is set; else 8000, or the next free one."""
    if os.environ.get("PORT"):
        return int(os.environ["PORT"])
    for port in range(8000, 8100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise Stopped("No port from 8000 to 8099 is free. Choose one: make run PORT=9000")


def start(stack: ExitStack, name: str, command: list[str], env: dict[str, str]) -> subprocess.Popen:
    log = stack.enter_context((LOGS / f"{name}.log").open("ab"))
    process = subprocess.Popen(
        [str(ROOT / ".venv/bin" / command[0]), *command[1:]],
        cwd=ROOT,
        env=env,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    stack.callback(stop, process)
    return process


def stop(process: subprocess.Popen) -> None:
    """End a part and every process it started."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            say("A part does not stop by itself; ending it.")
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def wait_until_it_answers(port: int, parts: dict[str, subprocess.Popen]) -> None:
    while True:
        check(parts)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=5):
                return
        except OSError:
            time.sleep(0.1)


def check(parts: dict[str, subprocess.Popen]) -> None:
    for name, process in parts.items():
        if process.poll() is not None:
            raise Stopped(f"The {name} stopped. Its log: var/log/{name}.log")


def serve(stack: ExitStack, owner: dict[str, str]) -> None:
    LOGS.mkdir(parents=True, exist_ok=True)
    (VAR / "run").mkdir(parents=True, exist_ok=True)
    port = port_to_serve()
    owner["PORTAL_URL"] = f"http://localhost:{port}"
    say("Bringing the database up to date, with demo data when it is empty")
    logins = dict(line.split("=", 1) for line in manage("prepare_demo", env=owner).splitlines())
    web = {**owner, "DATABASE_URL": logins["WEB_DATABASE_URL"]}
    worker = {**owner, "DATABASE_URL": logins["WORKER_DATABASE_URL"]}
    (VAR / "run" / "owner.env").write_text(f"DATABASE_URL={owner['DATABASE_URL']}\nREDIS_URL={owner['REDIS_URL']}\n")
    (VAR / "run" / "owner.env").chmod(0o600)
    stack.callback((VAR / "run" / "owner.env").unlink, missing_ok=True)
    say("Starting web, worker and beat")
    beat_schedule = str(VAR / "run" / "beat-schedule")
    gunicorn = ["gunicorn", "reentry_portal.wsgi", "--bind", f"0.0.0.0:{port}", "--workers", "2", "--preload"]
    celery = ["celery", "--app", "reentry_portal"]
    parts = {
        "web": start(stack, "web", gunicorn, web),
        "worker": start(stack, "worker", [*celery, "worker", "--concurrency", "2", "--loglevel", "info"], worker),
        "beat": start(stack, "beat", [*celery, "beat", "--schedule", beat_schedule, "--pidfile", ""], worker),
    }
    wait_until_it_answers(port, parts)
    say("Ready")
    print(manage("demo_sign_ins", f"http://localhost:{port}", env=owner), flush=True)
    while True:
        time.sleep(1)
        check(parts)


def main() -> int:
    def end(*_):
        raise Stopped("Stopping")

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    try:
        with ExitStack() as stack:
            say("Starting PostgreSQL and Redis")
            urls = stack.enter_context(servers(VAR))
            serve(stack, {**os.environ, "PORTAL_MODE": os.environ.get("PORTAL_MODE", "demo"), **urls})
    except (Stopped, ServerFailed) as reason:
        say(str(reason))
        return 0 if str(reason) == "Stopping" else 1
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    return 0


if __name__ == "__main__":
    sys.exit(main())
