"""Finding notes by the words in them, newest first; only those that the reader may read, of people whom they see."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import Func, QuerySet, TextField, Value

from cases.access import classes_read_by
from cases.models import Case, Note

MOST_TYPED = 200
START, STOP = "\ue000", "\ue001"  # around what matched; letters for private use, so that no note has them
WORDS_SHOWN = {"min_words": 12, "max_words": 32, "max_fragments": 2, "fragment_delimiter": " … "}


def notes_saying(typed: str, *, user) -> QuerySet[Note]:
    """Notes with every word that was typed, in any form of it and in any order; each with its `excerpt`.

    What an emergency opens beyond the reader's own classes is read on the person's page, never found here.
    """
    plain = Func(Value(typed[:MOST_TYPED]), function="public.plain_name", output_field=TextField())
    query = SearchQuery(plain, config="english")
    return (
        Note.objects.filter(case__in=Case.objects.visible_to(user, look_up=True))
        .filter(confidentiality__in=classes_read_by(user), words=query)
        .select_related("case__person", "author")
        .annotate(
            excerpt=SearchHeadline("text", query, config="english", start_sel=START, stop_sel=STOP, **WORDS_SHOWN)
        )
    )


@dataclass(frozen=True)
class Part:
    """A stretch of an excerpt, and whether it is one of the words looked for."""

    text: str
    matched: bool


def parts_of(excerpt: str) -> list[Part]:
    parts = []
    for piece in excerpt.split(START):
        matched, stop, rest = piece.partition(STOP)
        parts += [Part(matched, bool(stop)), Part(rest, False)]
    return [part for part in parts if part.text]
