"""The production set-up refuses to start without its secrets, and gives each part only what it needs."""

import re
from pathlib import Path

import pytest
import yaml

TEXT = Path("docker-compose.yml").read_text()
SERVICES = yaml.safe_load(TEXT)["services"]
SECRETS = ["SECRET_KEY", "POSTGRES_PASSWORD", "PORTAL_WEB_PASSWORD", "PORTAL_PARTNER_PASSWORD"]
SECRETS += ["PORTAL_WORKER_PASSWORD", "REDIS_PASSWORD"]


def test_every_part_is_there():
    assert set(SERVICES) == {"proxy", "web", "partner", "worker", "beat", "migrate", "postgres", "redis"}


@pytest.mark.parametrize("secret", SECRETS)
def test_a_missing_secret_stops_the_start(secret):
    uses = re.findall(rf"\$\{{{secret}(.*?)\}}", TEXT)
    assert uses
    assert all(use.startswith(":?") for use in uses)


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "migrate"])
def test_every_part_that_stays_has_a_health_check(name):
    assert SERVICES[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", ["web", "partner", "worker", "beat"])
def test_only_the_migration_knows_the_owner(name):
    settings = str(SERVICES[name]["environment"])
    assert "POSTGRES_PASSWORD" not in settings
    assert "postgres://portal_" in SERVICES[name]["environment"]["DATABASE_URL"]


def test_the_partners_door_has_a_login_and_a_host_of_its_own():
    environment = SERVICES["partner"]["environment"]
    assert environment["PORTAL_DOOR"] == "partner"
    assert "portal_partner:" in environment["DATABASE_URL"]
    assert "{$PARTNER_HOST}" in Path("deploy/Caddyfile").read_text()
