"""Finding a person by name in any order, by another name or nickname, by sound, in spite of a slip, by DOC number."""

import re
import unicodedata

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, TrigramWordSimilarity
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce

from cases.models import Case, Person, SearchName
from cases.reference.nicknames import OTHERS

NUMBER = re.compile(r"^[\d\s-]+$")
APOSTROPHES = re.compile("['`\u2018\u2019\u02bc\u00b4]")
# Letters that do not come apart into a plain letter and a mark.
LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
MOST_WORDS = 6
LIKE_ENOUGH = 0.5
FEW = 5


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
    """The cases, of those given, whose people match; who is named exactly so comes first."""
    found = cases.filter(person__in=matching_people(typed))
    words = words_of(typed)
    if shape_of(typed) == "name" and words:
        exactly = SearchName.objects.filter(person=OuterRef("person"), words=_query(words, whole=True))
        found = found.annotate(exactly=Exists(exactly)).order_by(
            "-exactly", "person__last_name", "person__first_name", "-id"
        )
    else:
        found = found.order_by("-id")
    return found


def similar_cases(cases: QuerySet[Case], typed: str, *, most: int) -> list[Case]:
    """Cases of people whose names sound or look like what was typed, best first; for when too few match."""
    words = words_of(typed)
    if not words:
        return []
    plain = " ".join(words)
    alike = SearchName.objects.filter(Q(spelled__trigram_word_similar=plain) | _sounds_like(words))
    scored = alike.annotate(likeness=TrigramWordSimilarity(plain, "spelled")).filter(
        Q(likeness__gte=LIKE_ENOUGH) | _sounds_like(words)
    )
    best: dict[int, float] = {}
    visible = scored.filter(Exists(cases.filter(person=OuterRef("person")).order_by()))
    for person, likeness in visible.order_by(F("likeness").desc(), "person").values_list("person", "likeness")[:most]:
        best.setdefault(person, likeness)
    found = cases.filter(person__in=best)
    return sorted(found, key=lambda case: (-best[case.person_id], case.person.last_name, -case.pk))


def _sounds_like(words: list[str]) -> Q:
    """Every word sounds like one of the names."""
    return Q(*(Q(sounds__overlap=_sounds_of(word)) for word in words))


def _sounds_of(word: str):
    return Func(Value(word), function="public.name_sounds", output_field=ArrayField(TextField()))
