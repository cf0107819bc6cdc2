"""The only door to the data."""

import pytest
from django.db import ProgrammingError, connection, transaction

from accounts import scope
from accounts.models import User
from cases.models import Case, Person
from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory, PersonFactory

pytestmark = pytest.mark.django_db


def role_now():
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('role'), current_setting('app.user_id', true)")
        return cursor.fetchone()


def test_a_scope_takes_the_role_and_says_who_acts(acting):
    user = UserFactory()
    with acting(user):
        assert role_now() == ("as_staff", str(user.pk))


def test_the_role_ends_with_the_scope(acting):
    with acting(UserFactory()):
        pass
    assert role_now() == ("none", "")


def test_an_error_inside_ends_the_scope_too(acting):
    with pytest.raises(ZeroDivisionError), acting(UserFactory()):
        1 / 0  # noqa: B018
    assert role_now()[0] == "none"


def test_scopes_do_not_nest(acting):
    user = UserFactory()
    with acting(user), pytest.raises(scope.ScopeError), acting(user):
        pass


def test_only_a_visitor_becomes_someone(acting):
    user = UserFactory()
    with scope.acting_as(scope.visitor):
        scope.become(scope.actor_for(user))
        with pytest.raises(scope.ScopeError):
            scope.become(scope.actor_for(user))


def test_a_visitor_reads_no_person():
    PersonFactory()
    with (
        scope.acting_as(scope.visitor),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        Person.objects.count()


def test_a_partner_without_referrals_sees_nobody(acting):
    CaseFactory()
    partner = UserFactory(role="partner")
    with acting(partner):
        for model in (Person, Case):
            try:
                with transaction.atomic():
                    assert list(model.objects.values_list("pk")) == []
            except ProgrammingError as refused:
                assert "permission denied" in str(refused)


def test_a_partner_sees_only_colleagues(acting):
    partner, stranger = UserFactory(role="partner"), UserFactory(role="partner")
    colleague = UserFactory(role="partner", organization=partner.organization)
    with acting(partner):
        seen = set(User.objects.values_list("pk", flat=True))
    assert seen == {partner.pk, colleague.pk}
    assert stranger.pk not in seen


@pytest.mark.django_db(transaction=True)
def test_the_web_login_without_a_scope_reads_nothing(django_db_blocker):
    from accounts.management.commands.ensure_logins import LOGINS, Command

    PersonFactory()
    for login, (_variable, roles) in LOGINS.items():
        Command.make(login, "only-in-this-test", roles)
        with connection.cursor() as cursor:
            cursor.execute(f"set session authorization {login}")
            try:
                with pytest.raises(ProgrammingError, match="permission denied"):
                    cursor.execute("select * from cases_person")
            finally:
                cursor.execute("reset session authorization")
