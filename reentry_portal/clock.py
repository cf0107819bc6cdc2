"""The portal's time: the database's clock, read once when a scope opens.

Two machines never agree on the time; the one database does. `public.portal_now()` is the database's clock, which
`manage.py move_clock` can put ahead in the demo so that a newcomer sees a reminder arrive today. In production the
table behind it is empty and the function is `now()`.
"""

from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_scope_moment: ContextVar[datetime | None] = ContextVar("portal_scope_moment", default=None)


def now() -> datetime:
    """The moment the current scope opened, in UTC.

    Outside a scope no data can be reached; there (system checks, factories) this machine's clock is good enough.
    """
    return _scope_moment.get() or timezone.now()


def today() -> date:
    """Today in America/Chicago."""
    return timezone.localdate(now())


def hold(moment: datetime):
    """Make `moment` the time until `release(token)`; called by the scope alone."""
    return _scope_moment.set(moment)


def release(token) -> None:
    _scope_moment.reset(token)
