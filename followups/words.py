"""The words of messages: templates/messages/<template>.txt, and .es.txt for what a person reads in Spanish.

The first line is the subject, the rest the text. Mail can be read over a shoulder and texts on a borrowed phone: no
names, nothing about prison, health or crime, no link that signs anyone in. Whoever may know more signs in and reads it.
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template import Context, Engine

FOLDER = Path(settings.BASE_DIR) / "templates" / "messages"
# All that a message may say about what it tells of. None of these can carry a person's name.
FACTS = frozenset({"number", "count", "overdue", "days", "day", "time", "phone", "code"})
SAMPLE = {
    "number": "R-41",
    "count": 3,
    "overdue": 2,
    "days": 5,
    "day": "Tuesday, December 1",
    "time": "10:00 a.m.",
    "phone": "573-555-0142",
    "code": "4711",
}
LANGUAGES = ("en", "es")
engine = Engine(dirs=[FOLDER], autoescape=False)


@dataclass(frozen=True)
class Words:
    subject: str
    text: str


def file_of(template: str, language: str = "en") -> Path:
    return FOLDER / f"{template}{'' if language == 'en' else f'.{language}'}.txt"


def templates() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.txt") if "." not in path.stem)


def check(template: str, facts: dict) -> None:
    """Raises ValueError when there are no such words, or a fact is not one that messages may carry."""
    if not template.replace("_", "").isalnum() or not file_of(template).exists():
        raise ValueError(f"There are no words for {template!r} in templates/messages/.")
    unknown = facts.keys() - FACTS
    if unknown:
        raise ValueError(f"A message does not carry {', '.join(sorted(unknown))}: see followups/words.py.")


def render(template: str, *, facts: dict, path: str = "", language: str = "en", by_text: bool = False) -> Words:
    """The words in that language, in English where there are none."""
    if not file_of(template, language).exists():
        language = "en"
    door = settings.PARTNER_URL if path.startswith("/partner/") else settings.PORTAL_URL
    url = door + path if path else ""
    text = engine.get_template(file_of(template, language).name).render(
        Context({**facts, "url": url, "by_text": by_text})
    )
    subject, _, body = text.partition("\n")
    return Words(subject.strip(), body.strip() + "\n")
