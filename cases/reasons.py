"""Why something fits a person, or what stands in the way, in words. No score: staff choose."""

from dataclasses import dataclass
from enum import StrEnum


class Speaks(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ASK = "ask"


@dataclass(frozen=True)
class Reason:
    text: str
    speaks: Speaks


def yes(text: str) -> Reason:
    return Reason(text, Speaks.FOR)


def no(text: str) -> Reason:
    return Reason(text, Speaks.AGAINST)


def ask(text: str) -> Reason:
    return Reason(text, Speaks.ASK)
