"""From the text of a package to what a column holds. Each raises Unreadable with the reason."""

import re
import uuid
from datetime import date, time

from django.utils.dateparse import parse_date
from django.utils.html import strip_tags

from cases.models import County
from partners.hsds.portal_fields import Unreadable

LANGUAGES = {
    "am": "Amharic",
    "ar": "Arabic",
    "ase": "American Sign Language",
    "bs": "Bosnian",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "my": "Burmese",
    "ps": "Pashto",
    "ru": "Russian",
    "so": "Somali",
    "sw": "Swahili",
    "tl": "Tagalog",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
STATEWIDE = {"missouri", "mo", "statewide", "state of missouri", "all of missouri", "entire state"}


def words(text: str, *, most: int, what: str) -> str:
    """Text without markup. Nothing is cut: what is too long is a fault that somebody should see."""
    plain = strip_tags(text).strip() if "<" in text else text
    if len(plain) > most:
        raise Unreadable(f"{what} is longer than {most} characters")
    return plain


def web_address(text: str) -> str:
    """Only what a browser may follow from our pages; anything else is left out."""
    if re.match(r"https?://", text, re.IGNORECASE):
        return text[:300] if len(text) <= 300 else ""
    return f"https://{text}" if re.fullmatch(r"www\.[\w.-]+(/\S*)?", text) and len(text) < 290 else ""


def age(text: str, what: str) -> int | None:
    if not text:
        return None
    try:
        years = int(float(text))
    except ValueError as error:
        raise Unreadable(f"{what} is not a number") from error
    if not 0 <= years <= 150:
        raise Unreadable(f"{what} is not an age")
    return years


def day(text: str, what: str) -> date | None:
    """A day; of a day with a time, the day."""
    try:
        found = parse_date(text[:10]) if text else None
    except ValueError:
        found = None
    if text and found is None:
        raise Unreadable(f"{what} is not a date")
    return found


def time_of_day(text: str, what: str) -> time | None:
    """The time on the clock there: publishers write local times, whatever offset they put behind them."""
    found = re.match(r"(\d{1,2}):(\d{2})", text)
    if not text:
        return None
    try:
        return time(int(found[1]), int(found[2]))
    except (TypeError, ValueError) as error:
        raise Unreadable(f"{what} is not a time") from error


def coordinate(text: str, most: int, what: str) -> float | None:
    if not text:
        return None
    try:
        degrees = round(float(text), 6)
    except ValueError as error:
        raise Unreadable(f"{what} is not a number") from error
    if not -most <= degrees <= most:
        raise Unreadable(f"{what} is not on the globe")
    return degrees


def language(name: str, code: str) -> str:
    """The name of a language; older packages give a code as the name."""
    return (LANGUAGES.get(code.lower()) or LANGUAGES.get(name.lower()) or name)[:40]


def stable_id(source: str, table: str, id: str) -> uuid.UUID:
    """The id under which we pass the row on: its own, where that is a UUID."""
    try:
        return uuid.UUID(id)
    except ValueError:
        return made_id(source, table, id)


def made_id(source: str, table: str, id: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{source}/{table}/{id}")


class Counties:
    """Counties as other directories write them."""

    def __init__(self):
        self.by_name = {_county_key(county.name): county for county in County.objects.all()}

    def find(self, text: str) -> County | None:
        return self.by_name.get(_county_key(text))


def _county_key(text: str) -> str:
    key = re.sub(r",?\s+(mo|missouri)\.?$", "", text.lower().strip())
    key = re.sub(r"\s+county$|\s*\(county\)$", "", key).replace("saint ", "st. ").replace("sainte ", "ste. ")
    return re.sub(r"^(ste?) ", r"\1. ", key)


def county_name(county: County) -> str:
    return county.name if county.name.endswith("City") else f"{county.name} County"
