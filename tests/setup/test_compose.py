"""The production set-up refuses to start without its secrets, and gives each part only what it needs."""

import re
from pathlib import Path

import pytest
import yaml

TEXT = Path("docker-compose.yml").read_text()
SERVICES = yaml.safe_load(TEXT)["services"]
SECRETS = ["SECRET_KEY", "POSTGRES_PASSWORD", "PORTAL_WEB_PASSWORD", "PORTAL_WORKER_PASSWORD", "REDIS_PASSWORD"]


def test_every_part_is_there():
    assert set(SERVICES) == {"proxy", "web", "worker", "beat", "migrate", "postgres", "redis"}


@pytest.mark.parametrize("secret", SECRETS)
def test_a_missing_secret_stops_the_start(secret):
    uses = re.findall(rf"\$\{{{secret}(.*?)\}}", TEXT)
    assert uses
    assert all(use.startswith(":?") for use in uses)


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "migrate"])
def test_every_part_that_stays_has_a_health_check(name):
    assert SERVICES[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_only_the_migration_knows_the_owner(name):
    settings = str(SERVICES[name]["environment"])
    assert "POSTGRES_PASSWORD" not in settings
    assert "postgres://portal_" in SERVICES[name]["environment"]["DATABASE_URL"]
