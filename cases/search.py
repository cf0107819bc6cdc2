"""Finding a person by name in any order, by another name or nickname, by sound, in spite of a slip, by DOC number."""

import re
import unicodedata

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, TrigramWordSimilarity
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat, Trim

from cases.models import Case, Person, SearchName
from cases.reference.nicknames import OTHERS

NUMBER = re.compile(r"^[\d\s-]+$")
APOSTROPHES = re.compile("['`\u2018\u2019\u02bc\u00b4]")
# Letters that do not come apart into a plain letter and a mark.
LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
MOST_WORDS = 6
LIKE_ENOUGH = 0.5
FEW = 5
OTHER_NAME = Trim(Concat("other_name__first_name", Value(" "), "other_name__last_name"))  # empty: a person's own


def shape_of(typed: str) -> str:
    """What kind of words were typed, for the trail; never the words."""
    return "DOC number" if NUMBER.match(typed.strip()) else "name"


def words_of(typed: str) -> list[str]:
    """The words in plain small letters, as public.plain_name of the database writes names."""
    apart = unicodedata.normalize("NFKD", APOSTROPHES.sub("", typed.lower())).translate(LETTERS)
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return re.findall(r"[a-z0-9]+", plain)[:MOST_WORDS]


def people_numbered(typed: str) -> QuerySet[Person]:
    """Who has this DOC number, with or without zeros in front; who took over the records of a number given up."""
    digits = re.sub(r"\D", "", typed)
    number = Person.objects.filter(doc_number=digits.zfill(8))
    return Person.objects.filter(pk__in=number.values(now=Coalesce("merged_into", "pk")))


def matching_people(typed: str) -> QuerySet[Person]:
    """People whose DOC number is `typed`, or who have every word of it as a name or the beginning of one, or a
    nickname of one, in any order."""
    if NUMBER.match(typed.strip()):
        return people_numbered(typed)
    words = words_of(typed)
    if not words:
        return Person.objects.none()
    return Person.objects.filter(pk__in=SearchName.objects.filter(words=_query(words)).values("person"))


def _query(words: list[str], *, whole: bool = False) -> SearchQuery:
    """`whole`: each word is a whole name as typed. Otherwise it may begin one, or be a nickname of one."""
    asked = [[word] if whole else [f"{word}:*", *sorted(OTHERS.get(word, ()))] for word in words]
    return SearchQuery(" & ".join(f"({' | '.join(each)})" for each in asked), config="simple", search_type="raw")


def matching_cases(cases: QuerySet[Case], typed: str) -> QuerySet[Case]:
    """The cases, of those given, whose people match; who is named exactly so comes first.

    Each has `other_name`: the name it was found by, empty where that is the person's own.
    """
    found = cases.filter(person__in=matching_people(typed))
    words = words_of(typed)
    if shape_of(typed) == "name" and words:
        names = SearchName.objects.filter(person=OuterRef("person"))
        own_first = names.filter(words=_query(words)).order_by(F("other_name").asc(nulls_first=True))
        return found.annotate(
            exactly=Exists(names.filter(words=_query(words, whole=True))),
            other_name=Subquery(own_first.values(name=OTHER_NAME)[:1]),
        ).order_by("-exactly", "person__last_name", "person__first_name", "-id")
    return found.annotate(other_name=Value("")).order_by("-id")


def similar_cases(cases: QuerySet[Case], typed: str, *, most: int) -> list[Case]:
    """Cases of people whose names sound or look like what was typed, best first; for when too few match."""
    words = words_of(typed)
    if not words:
        return []
    likeness = TrigramWordSimilarity(" ".join(words), "spelled")
    alike = SearchName.objects.filter(Q(spelled__trigram_word_similar=" ".join(words)) | _sounds_like(words))
    scored = alike.annotate(likeness=likeness).filter(Q(likeness__gte=LIKE_ENOUGH) | _sounds_like(words))
    visible = scored.filter(Exists(cases.filter(person=OuterRef("person")).order_by()))
    best = visible.order_by("-likeness", "person").values("person")[:most]
    names = SearchName.objects.filter(person=OuterRef("person")).annotate(likeness=likeness).order_by("-likeness")
    found = cases.filter(person__in=best).annotate(
        likeness=Subquery(names.values("likeness")[:1]), other_name=Subquery(names.values(name=OTHER_NAME)[:1])
    )
    return list(found.order_by("-likeness", "person__last_name", "-id"))


def how_found(case: Case, typed: str) -> str:
    """Why the search found someone whose name, as lists show it, is not what was typed; empty where it is.

    `case` comes from `matching_cases` or `similar_cases`.
    """
    person = case.person
    if shape_of(typed) == "DOC number":
        before = re.sub(r"\D", "", typed).lstrip("0")
        return "" if before == person.short_doc_number else f"DOC number {before} before"
    if case.other_name:
        return f"Also known as {case.other_name}"
    shown = words_of(person.list_name)
    for word in words_of(typed):
        if any(name.startswith(word) for name in shown):
            continue
        for name in (person.preferred_name, person.middle_name):
            if any(part.startswith(word) for part in words_of(name)):
                return f"Also known as {name}"
        if OTHERS.get(word, frozenset()) & set(shown):
            return f"Also known as {word.title()}, a form of {person.first_name}"
    return ""


def _sounds_like(words: list[str]) -> Q:
    """Every word sounds like one of the names."""
    return Q(*(Q(sounds__overlap=_sounds_of(word)) for word in words))


def _sounds_of(word: str):
    return Func(Value(word), function="public.name_sounds", output_field=ArrayField(TextField()))
