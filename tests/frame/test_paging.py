"""Walking a list page by page, forwards and back, shows every row once."""

from datetime import timedelta

import pytest

from cases.models import Case, Person
from demo.factories.cases import CaseFactory, PersonFactory
from reentry_portal import clock
from reentry_portal.paging import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return [PersonFactory(last_name=name).pk for name in ["Adams", "Baker", "Baker", "Baker", "Cole", "Dunn", "Ellis"]]


def walk(queryset, by, step="next", cursor=""):
    seen = []
    while True:
        page = page_of(queryset, by=by, cursor=cursor, size=2)
        seen.append([row.pk for row in page.rows])
        cursor = getattr(page, step)
        if not cursor:
            return seen, page


def test_forwards_shows_each_row_once_also_where_keys_are_equal(people):
    seen, last = walk(Person.objects.all(), "last_name")
    assert sum(seen, []) == people
    assert last.previous


def test_backwards_shows_the_same_pages(people):
    _, last = walk(Person.objects.all(), "last_name")
    backwards, first = walk(Person.objects.all(), "last_name", "previous", last.previous)
    assert sum(reversed(backwards), []) == people[: len(sum(backwards, []))]
    assert not first.previous


def test_newest_first(people):
    seen, _ = walk(Person.objects.all(), "-pk")
    assert sum(seen, []) == people[::-1]


@pytest.mark.parametrize("cursor", ["", "nonsense", "7~not-a-date", "-"])
def test_a_cursor_that_is_not_ours_shows_the_first_page(cursor):
    near = CaseFactory(release_date=clock.today() + timedelta(days=1))
    CaseFactory(release_date=clock.today() + timedelta(days=2))
    assert page_of(Case.objects.all(), by="release_date", cursor=cursor, size=1).rows == [near]
