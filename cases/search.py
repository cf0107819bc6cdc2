"""Finding a person by name or DOC number: prefix first, then names that sound or look alike."""

import re

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat, Lower

from cases.models import Person

NUMBER = re.compile(r"^[\d\s-]+$")
LIKE_ENOUGH = 0.5
FEW = 5


def shape_of(typed: str) -> str:
    """What kind of words were typed, for the trail; never the words."""
    return "DOC number" if NUMBER.match(typed.strip()) else "name"


def matching_people(typed: str) -> QuerySet[Person]:
    """People whose DOC number is `typed`, or whose names start with its words in either order."""
    typed = typed.strip().lower()
    if NUMBER.match(typed):
        digits = re.sub(r"\D", "", typed)
        return Person.objects.filter(doc_number=digits.zfill(8))
    first, _, rest = re.sub(r"\s*,\s*|\s+", " ", typed).partition(" ")
    names = Person.objects.alias(last=Lower("last_name"), first=Lower("first_name"))
    if not rest:
        return names.filter(last__startswith=first) | names.filter(first__startswith=first)
    return names.filter(last__startswith=first, first__startswith=rest) | names.filter(
        first__startswith=first, last__startswith=rest
    )


def similar_people(typed: str) -> QuerySet[Person]:
    """People whose full name looks like `typed`, best first; for when the prefix finds too few."""
    full_name = Concat(Lower("first_name"), Value(" "), Lower("last_name"))
    return (
        Person.objects.alias(full_name=full_name)
        .filter(full_name__trigram_word_similar=typed.lower())
        .annotate(likeness=TrigramWordSimilarity(typed.lower(), "full_name"))
        .filter(likeness__gte=LIKE_ENOUGH)
        .order_by("-likeness", "last_name", "first_name")
    )
