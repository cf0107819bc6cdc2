"""How a message leaves: one small interface, a gateway for each channel, chosen by settings.GATEWAYS."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Protocol, Self

from django.conf import settings
from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils.module_loading import import_string


class Why(TextChoices):
    """Why a message did not arrive. Only the first two say something of the number or address itself."""

    NO_SUCH_ADDRESS = "no_such_address", "No such number or address"
    OPTED_OUT = "opted_out", "Ended by whoever has the number or address"
    OTHER = "other", "For another reason"


class Refused(Exception):
    """The provider will never take this message."""

    def __init__(self, reason: str, *, why: Why = Why.OTHER):
        super().__init__(reason)
        self.why = why


class NotNow(Exception):
    """The provider did not take it this time, and said so."""

    def __init__(self, reason: str, *, after: timedelta = timedelta()):
        super().__init__(reason)
        self.after = after


class Unreachable(Exception):
    """Nobody answered, or they take nothing from us at all; no message is to blame."""


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


@dataclass(frozen=True)
class Returned:
    """A message that was taken and then did not arrive; `ref` is the provider's name for it."""

    ref: str
    reason: str
    why: Why


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

    def returned(self, request: HttpRequest) -> list[Returned]:
        """Read the provider's signed call about messages that it could not deliver. Raises BadSignature."""


class TextGateway(Gateway, Protocol):
    def received(self, request: HttpRequest) -> Received:
        """Read the provider's signed call about a text that came in. Raises BadSignature."""


def gateway_for(channel: str) -> Gateway:
    """A gateway of the channel; every caller has one of its own, as it may hold a connection."""
    return _class_of(settings.GATEWAYS[channel])()


@cache
def _class_of(path: str) -> type[Gateway]:
    return import_string(path)
