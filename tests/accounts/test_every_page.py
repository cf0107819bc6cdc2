"""Nothing is public: every URL is asked as every role and as a stranger, and the answers are held to one table.

Inside Django admin its own permissions (nothing is deleted there) answer 403 to administrators too.
"""

import re
import uuid

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import Role
from tests.accounts.access_table import ANYONE, TABLE

pytestmark = pytest.mark.django_db

SAMPLES = {
    "int": "987654321",
    "str": "missing",
    "slug": "missing",
    "path": "missing",
    "base36": "a",
    "uuid": str(uuid.UUID(int=7)),
}
CONVERTER = re.compile(r"<(?:(\w+):)?\w+>")


def walk(patterns, namespace="", prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, inner, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            path = re.sub(r"^\^|\\Z|\$$", "", str(pattern.pattern))
            yield f"{namespace}{pattern.name}", f"/{prefix}{path}"


def every_page():
    for name, path in walk(get_resolver().url_patterns):
        sample = CONVERTER.sub(lambda found: SAMPLES[found[1] or "str"], path)
        if "(?P" in sample:  # admin's catch-all
            sample = "/admin/missing/"
        yield name, sample


def expected(name):
    if name.startswith("admin:"):
        return TABLE["admin"]
    assert name in TABLE, f"{name} is not in tests/accounts/access_table.py: decide who may enter it"
    return TABLE[name]


def may_enter(response) -> bool:
    """Past the door: whatever the page then answers, it was not sent away or refused."""
    to_sign_in = response.status_code == 302 and "/account/sign-in/?next=" in response.headers["Location"]
    return not to_sign_in and response.status_code != 403


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", [None, *Role.values])
def test_each_role_enters_only_its_pages(role, method, client, sign_in, staff):
    client.raise_request_exception = False
    wrong, asked = [], 0
    user = staff(role) if role else None
    for name, path in every_page():
        allowed = expected(name)
        if user is not None:
            sign_in(user)
        response = getattr(client, method)(path)
        asked += 1
        if name.startswith("admin:") and role == Role.ADMINISTRATOR:
            entered = response.status_code != 302 or "/account/sign-in/" not in response.headers["Location"]
        else:
            entered = may_enter(response)
        if entered != (allowed is ANYONE or role in allowed):
            wrong.append((name, path, response.status_code))
        assert response.headers["Cache-Control"], name
    assert wrong == []
    assert asked == len(list(every_page()))


def test_the_table_names_no_page_that_is_gone():
    names = {name for name, _ in walk(get_resolver().url_patterns)}
    assert {name for name in TABLE if name != "admin"} - names == set()


def test_a_page_that_declares_nothing_is_refused(client, sign_in, staff, monkeypatch):
    from reports.views import my_day

    monkeypatch.delattr(my_day.my_day, "allowed_roles")
    for role in Role.values:
        assert sign_in(staff(role)).get("/my-day/").status_code == 403
