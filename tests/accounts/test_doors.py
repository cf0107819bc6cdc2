"""Each door lets in its own side, and its database login can take no other role."""

import pytest
from django.db import connection
from django.urls import reverse

from accounts import scope
from accounts.checks import login_takes_only_the_roles_of_its_door as check

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("door", "role", "let_in"),
    [
        ("staff", "coordinator", True),
        ("staff", "administrator", True),
        ("staff", "partner", False),
        ("partner", "partner", True),
        ("partner", "supervisor", False),
        ("partner", "administrator", False),
        ("both", "partner", True),
        ("both", "coordinator", True),
    ],
)
def test_each_door_lets_in_its_own_side(door, role, let_in, settings, sign_in, staff):
    settings.DOOR, settings.PARTNER_URL = door, "https://partners.example.gov"
    client = sign_in(staff(role))
    answer = client.get(reverse("home"))
    assert ("sign-in" not in answer["Location"]) == let_in
    if not let_in:
        assert "Yours is at" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("door", "roles", "good"),
    [
        ("partner", {scope.VISITOR, scope.PARTNER}, True),
        ("partner", {scope.VISITOR, scope.PARTNER, scope.STAFF}, False),
        ("staff", {scope.VISITOR, scope.STAFF}, True),
        ("staff", {scope.VISITOR, scope.STAFF, scope.PARTNER}, False),
        ("staff", {scope.VISITOR, scope.STAFF, scope.WORKER}, False),
        ("staff", {scope.WORKER}, True),
    ],
)
def test_a_login_that_could_become_more_is_refused_at_the_start(door, roles, good, settings):
    settings.DOOR = door
    with connection.cursor() as cursor:
        cursor.execute("create role someone_at_the_door noinherit")
        for role in roles:
            cursor.execute(f"grant {role} to someone_at_the_door")
        cursor.execute("set local role someone_at_the_door")
        found = [error.id for error in check(None, ["default"])]
        cursor.execute("reset role")
    assert found == ([] if good else ["accounts.E003"])
