"""The only door to the data: a transaction that first takes a database role and says who acts.

The login role of a process owns nothing and may only take the roles below, so a query outside a scope is refused by
PostgreSQL instead of answered. All settings are transaction-local: nothing survives on a pooled connection.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import connection, transaction

from reentry_portal import clock

STAFF, PARTNER, WORKER, VISITOR = "as_staff", "as_partner", "as_worker", "as_visitor"
DATABASE_ROLES = (STAFF, PARTNER, WORKER, VISITOR)


class ScopeError(RuntimeError):
    """The scope was opened in a way that could let one actor's rights leak to another."""


@dataclass(frozen=True)
class Actor:
    """Who acts: a database role, and the ids that the policies compare rows with."""

    database_role: str
    user_id: int | None = None
    organization_id: int | None = None
    request_id: str = ""
    ip: str = ""


visitor = Actor(VISITOR)
worker = Actor(WORKER)


def actor_for(user, *, like: Actor = visitor) -> Actor:
    """The actor that a signed-in user is; keeps the request id and address of `like`."""
    return replace(
        like,
        database_role=PARTNER if user.role == "partner" else STAFF,
        user_id=user.pk,
        organization_id=user.organization_id,
    )


def _take(actor: Actor):
    """Take the role and say who acts, until the transaction ends; returns the database's time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', %s, true), set_config('app.user_id', %s, true),"
            " set_config('app.organization_id', %s, true), set_config('app.request_id', %s, true),"
            " set_config('app.ip', %s, true), public.portal_now()",
            [
                actor.database_role,
                "" if actor.user_id is None else str(actor.user_id),
                "" if actor.organization_id is None else str(actor.organization_id),
                actor.request_id,
                actor.ip,
            ],
        )
        return cursor.fetchone()[5]


def current_actor() -> Actor | None:
    return getattr(connection, "portal_actor", None)


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Run the block in one transaction, in `actor`'s database role.

    Raises ScopeError when a scope is already open: an inner role would outlive its savepoint.
    """
    if current_actor() is not None:
        raise ScopeError("Scopes do not nest.")
    inside_another_transaction = connection.in_atomic_block
    with transaction.atomic():
        token = clock.hold(_take(actor))
        connection.portal_actor = actor
        try:
            yield
        finally:
            connection.portal_actor = None
            clock.release(token)
            # Only tests open a scope inside a transaction of their own; there the role must not outlive the scope.
            if inside_another_transaction and not connection.needs_rollback:
                _give_back()


def become(actor: Actor) -> None:
    """Inside an open scope, go on as the person who turned out to be signed in. Only a visitor may become another."""
    before = current_actor()
    if before is None or before.database_role != VISITOR:
        raise ScopeError("Only a visitor becomes someone.")
    _take(actor)
    connection.portal_actor = actor


def _give_back() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', 'none', true), set_config('app.user_id', '', true),"
            " set_config('app.organization_id', '', true), set_config('app.request_id', '', true),"
            " set_config('app.ip', '', true)"
        )


def new_request_id() -> str:
    return uuid.uuid4().hex[:12]
