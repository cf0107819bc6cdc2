"""Organizations, employers and jobs that someone names in the search box. They tell nothing about anyone."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Value
from django.urls import reverse

from accounts.models import Organization
from cases.search import MOST_WORDS, shape_of
from employers.models import Employer, Opening

MOST_OF_A_KIND = 5
PAGES = {
    "organization": ("Partner organization", "partners:organization"),
    "employer": ("Employer", "employers:employer"),
    "opening": ("Job", "employers:opening"),
}


@dataclass(frozen=True)
class Place:
    name: str
    kind: str
    url: str
    of: str  # the employer of a job


def places_named(typed: str, *, user) -> list[Place]:
    """Those with every word that was typed in their name, some of each kind: one statement."""
    words = typed.split()[:MOST_WORDS]
    if not words or shape_of(typed) == "DOC number":
        return []
    nothing = Value("")
    organizations = _named(Organization.objects.all(), words, "name", "alternate_name")
    employers = _named(Employer.objects.visible_to(user), words, "name")
    openings = _named(Opening.objects.visible_to(user).open(), words, "title")
    found = _first(organizations, "organization", "name", nothing).union(
        _first(employers, "employer", "name", nothing),
        _first(openings, "opening", "title", F("employer__name")),
        all=True,
    )
    return [
        Place(name, PAGES[kind][0], reverse(PAGES[kind][1], args=[pk]), of) for kind, pk, name, of in found.order_by()
    ]


def _named(rows: QuerySet, words: list[str], *columns: str) -> QuerySet:
    for word in words:
        rows = rows.filter(Q(*((f"{column}__icontains", word) for column in columns), _connector=Q.OR))
    return rows


def _first(rows: QuerySet, kind: str, name: str, of) -> QuerySet:
    return rows.order_by(name, "pk").values_list(Value(kind), "pk", F(name), of)[:MOST_OF_A_KIND]
