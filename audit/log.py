"""The calls that put a look, a search or a refusal on the trail.

Changes need no call: a trigger on each audited table writes them. Every call runs in the transaction of the page that
it tells of: no trail, no page.
"""

import json
from collections.abc import Iterable

from django.db import connection

from audit.models import Action


def record(
    action: str,
    *,
    object_type: str,
    object_id: object = "",
    people: Iterable[int] = (),
    basis: str = "",
    outcome: str = "done",
    detail: dict | None = None,
) -> None:
    """Write one event; who, from where and in which request come from the scope."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select public.audit_record(%s, %s, %s, %s::bigint[], %s, %s, %s::jsonb)",
            [
                action,
                object_type,
                str(object_id),
                sorted(set(people)),
                basis,
                outcome,
                json.dumps(detail or {}),
            ],
        )


def viewed(*, what: str, people: Iterable[int], object_id: object = "", basis: str = "") -> None:
    """A page about these people (ids) was shown; a list is one event with every id on it."""
    record(Action.VIEWED, object_type=what, object_id=object_id, people=people, basis=basis)


def searched(*, what: str, shape: str, found: Iterable[int]) -> None:
    """A search ran. `shape` tells what kind of words were typed ("name", "DOC number"), never the words."""
    record(Action.SEARCHED, object_type=what, people=found, detail={"shape": shape})


def refused(*, what: str, object_id: object = "", status: int) -> None:
    record(
        Action.REFUSED,
        object_type=what,
        object_id=object_id,
        outcome="refused",
        detail={"status": status},
    )
