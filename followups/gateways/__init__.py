"""How a message leaves: one small interface, a gateway for each channel, chosen by settings.GATEWAYS."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Protocol, Self

from django.conf import settings
from django.utils.module_loading import import_string


class Refused(Exception):
    """The provider will never take this message: the address does not exist, for example."""


class NotNow(Exception):
    """The provider did not take it this time, and said so."""

    def __init__(self, reason: str, *, after: timedelta = timedelta()):
        super().__init__(reason)
        self.after = after


class Unreachable(Exception):
    """Nobody answered before anything was handed over; no message is to blame."""


class Unanswered(Exception):
    """It was handed over, or may have been, and no answer came: it may arrive."""


class BadSignature(Exception):
    """A call that says it is from the provider is not."""


@dataclass(frozen=True)
class Letter:
    """A message as a provider gets it. `key` stays the same for every try."""

    key: str
    to: str
    subject: str
    text: str
    begun_at: datetime | None = None
    calendar: bytes | None = None
    calendar_method: str = ""


@dataclass(frozen=True)
class Received:
    """A text that came in: from which number, its words, and the provider's name for it."""

    number: str
    text: str
    ref: str


class Gateway(Protocol):
    """`with gateway:` keeps one connection for many letters."""

    # A letter that got no answer: True sends it again under the same key, False leaves it to a person.
    may_repeat: bool

    def __enter__(self) -> Self: ...

    def __exit__(self, *error) -> None: ...

    def send(self, letter: Letter) -> str:
        """Hand one letter over; returns the provider's name for it. Raises the errors above."""

    def look_up(self, letter: Letter) -> str | None:
        """After a crash: the provider's name for a letter it took, "" when it took none, None if it cannot tell."""


class TextGateway(Gateway, Protocol):
    def received(self, *, url: str, fields: Mapping[str, str], signature: str) -> Received:
        """Read what the provider's signed call says. Raises BadSignature."""


def gateway_for(channel: str) -> Gateway:
    """A gateway of the channel; every caller has one of its own, as it may hold a connection."""
    return _class_of(settings.GATEWAYS[channel])()


@cache
def _class_of(path: str) -> type[Gateway]:
    return import_string(path)
