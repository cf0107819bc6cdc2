"""Two people on one form: a form remembers what its fields held when it was shown; who saves second is told.

No counter is kept: the version of a row, for a form, is what the form's own fields say. A change elsewhere on the row
disturbs nobody.
"""

import hashlib
from collections.abc import Sequence

from django.db.models import Model

from reentry_portal.errors import ActionRefused


class SomeoneElseFirst(ActionRefused):
    """Someone saved while the form was open. `now` is what is on file: field → value."""

    def __init__(self, now: dict):
        super().__init__("Someone else saved this first. Compare below; save again to keep what you typed.")
        self.now = now


def version_of(row: Model, fields: Sequence[str]) -> str:
    """A short text that changes when any of the fields does; "person.language" reaches through a relation."""
    values = "\x1f".join(str(value) for value in values_of(row, fields).values())
    return hashlib.sha256(values.encode()).hexdigest()[:20]


def values_of(row: Model, fields: Sequence[str]) -> dict:
    return {name: _value(row, name) for name in fields}


def must_be_as_seen(row: Model, fields: Sequence[str], seen: str) -> None:
    """Raises SomeoneElseFirst unless the locked `row` still is the version `seen`. Without one nothing is asked."""
    if seen and seen != version_of(row, fields):
        raise SomeoneElseFirst(values_of(row, fields))


def _value(row: Model, name: str):
    for part in name.split("."):
        row = getattr(row, part)
    return row
