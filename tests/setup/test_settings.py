"""Production refuses to start on a missing or a demo secret."""

import os
import subprocess
import sys

import pytest

from tools.check import PRODUCTION


def start(**changes):
    environment = {**os.environ, **PRODUCTION, **changes}
    return subprocess.run(
        [sys.executable, "-c", "import reentry_portal.settings"],
        env={key: value for key, value in environment.items() if value},
        capture_output=True,
        text=True,
    )


def test_with_everything_set_it_starts():
    assert start().returncode == 0


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "EMAIL_HOST"])
def test_without_one_it_does_not(name):
    refused = start(**{name: ""})
    assert refused.returncode != 0
    assert f"Set {name}" in refused.stderr


def test_the_demos_key_is_refused():
    assert start(SECRET_KEY="demo-only-key-that-production-refuses-to-start-with").returncode != 0


def test_a_short_key_is_refused():
    assert "too short" in start(SECRET_KEY="x" * 49).stderr
