from datetime import timedelta
from functools import cache

import factory
from django.contrib.auth.hashers import make_password

from accounts import actions
from accounts.models import Invitation, Organization, Role, User
from reentry_portal import clock

PASSWORD = "Demo-reentry-2026"


@cache
def hashed(password: str) -> str:
    """One hash for all invented accounts: a good hash takes a tenth of a second, and there are dozens of them."""
    return make_password(password)


class OrganizationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organization
        django_get_or_create = ("name",)

    name = factory.Sequence(lambda n: f"Example House {n}")
    kind = Organization.Kind.NONPROFIT
    phone = factory.Sequence(lambda n: f"573555{n % 10000:04d}")


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        django_get_or_create = ("email",)
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@demo.test")
    first_name = "Jordan"
    last_name = factory.Sequence(lambda n: f"Alvarez{n}")
    role = Role.COORDINATOR
    organization = factory.Maybe(
        factory.LazyAttribute(lambda user: user.role == Role.PARTNER),
        yes_declaration=factory.SubFactory(OrganizationFactory),
        no_declaration=None,
    )
    phone = "5735550142"
    password = factory.LazyFunction(lambda: hashed(PASSWORD))


class InvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation; `token` is what its link ends in."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.Sequence(lambda n: f"invitation-{n}")

    organization = factory.SubFactory(OrganizationFactory)
    email = factory.Sequence(lambda n: f"invited{n}@demo.test")
    first_name = "Robin"
    last_name = factory.Sequence(lambda n: f"Fairchild{n}")
    token_hash = factory.LazyAttribute(lambda invitation: actions.fingerprint(invitation.token))
    invited_by = factory.SubFactory(
        UserFactory, role=Role.PARTNER, organization=factory.SelfAttribute("..organization"), is_organization_admin=True
    )
    expires_at = factory.LazyFunction(lambda: clock.now() + timedelta(hours=72))
