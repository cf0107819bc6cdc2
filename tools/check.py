"""Everything that decides whether a change is good. One failing stage fails the whole; nothing is skipped."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv/bin"
PRODUCTION = {
    "PORTAL_MODE": "production",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "portal.example.gov",
    "DATABASE_URL": "postgres://portal_web@db.example.gov/portal",
    "REDIS_URL": "rediss://redis.example.gov/0",
    "EMAIL_HOST": "mail.example.gov",
    "DEFAULT_FROM_EMAIL": "portal@example.gov",
    "PORTAL_URL": "https://portal.example.gov",
    "PORTAL_DOOR": "staff",
}
SERVERS = {"DATABASE_URL", "REDIS_URL"}


def ensure_chromium() -> None:
    """The browser that the tests drive, from Debian's packages."""
    if shutil.which("chromium"):
        return
    install = ["apt-get", "install", "-y", "-q", "chromium"]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("  Installing Chromium for the browser tests", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        quiet = {"env": environment, "stdout": subprocess.DEVNULL}
        if subprocess.run(["apt-get", "update", "-q"], **quiet).returncode == 0:
            subprocess.run(install, **quiet)
    if not shutil.which("chromium"):
        sys.exit("The browser tests need Chromium. Install it and run again: sudo " + " ".join(install))


def stage(name: str, *command: str, **environment: str) -> bool:
    started = time.monotonic()
    print(f"\n== {name}", flush=True)
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=ROOT, env={**os.environ, "PORTAL_MODE": "test", **environment}
    )
    good = done.returncode == 0
    print(f"== {name}: {'good' if good else 'FAILED'} ({time.monotonic() - started:.1f} s)", flush=True)
    return good


def main() -> int:
    ensure_chromium()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        results = [
            stage("Lint", "ruff", "check", "."),
            stage("Format", "ruff", "format", "--check", "."),
            stage("Layers", "lint-imports"),
            # With a database: some checks of models ask what the server can do.
            stage(
                "Production settings",
                "python",
                "tools/with_servers.py",
                "python",
                "manage.py",
                "check",
                "--deploy",
                "--fail-level",
                "WARNING",
                **{name: value for name, value in PRODUCTION.items() if name not in SERVERS},
            ),
            stage(
                "Static files",
                "python",
                "manage.py",
                "collectstatic",
                "--noinput",
                "--verbosity",
                "0",
                **PRODUCTION,
                PORTAL_VAR=scratch,
            ),
            stage(
                "Missing migrations",
                "python",
                "tools/with_servers.py",
                "python",
                "manage.py",
                "makemigrations",
                "--check",
                "--dry-run",
            ),
            stage(
                "Tests",
                "python",
                "tools/with_servers.py",
                "python",
                "-m",
                "pytest",
                "-n",
                "2",
                "--dist",
                "load",
                *sys.argv[1:],
            ),
        ]
    print(f"\n{'All good' if all(results) else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
