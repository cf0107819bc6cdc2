"""Dates, phones and addresses of lists are written one way."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.template import engines
from django.test import RequestFactory

from reentry_portal import clock
from reentry_portal.forms import PortalDateField
from reentry_portal.templatetags import portal

TODAY = date(2026, 11, 23)


@pytest.fixture
def today():
    token = clock.hold(datetime(2026, 11, 23, 18, tzinfo=UTC))
    yield
    clock.release(token)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12/5/2026", date(2026, 12, 5)),
        ("12-05-26", date(2026, 12, 5)),
        ("Dec 5 2026", date(2026, 12, 5)),
        ("December 5, 2026", date(2026, 12, 5)),
        ("2026-12-05", date(2026, 12, 5)),
        ("today", TODAY),
        (" Tomorrow ", date(2026, 11, 24)),
        ("+10", date(2026, 12, 3)),
    ],
)
def test_a_date_can_be_typed_as_people_write_it(today, typed, meant):
    assert PortalDateField().clean(typed) == meant


@pytest.mark.parametrize("typed", ["32/13/2026", "soon", "+", "12/2026"])
def test_a_date_that_is_none_gets_a_clear_sentence(today, typed):
    with pytest.raises(ValidationError, match="Enter the date as month, day, year"):
        PortalDateField().clean(typed)


@pytest.mark.parametrize(
    ("day", "words", "tone"),
    [
        (date(2026, 11, 23), "Today", "red"),
        (date(2026, 11, 24), "Tomorrow", "red"),
        (date(2026, 12, 7), "14 days", "red"),
        (date(2026, 12, 8), "15 days", "amber"),
        (date(2027, 1, 3), "41 days", "neutral"),
        (date(2026, 11, 22), "Yesterday", "red"),
        (date(2026, 11, 21), "2 days ago", "red"),
    ],
)
def test_how_far_a_day_is_away(day, words, tone):
    assert portal.days_to(day, TODAY) == words
    assert portal.days_tone(day, TODAY) == tone


def test_dates_times_and_phones_as_the_style_guide_has_them():
    assert portal.short_date(date(2026, 12, 5)) == "12/05/2026"
    assert portal.long_date(date(2026, 12, 5)) == "Saturday, December 5, 2026"
    assert portal.short_time(datetime(2026, 11, 23, 15, 40, tzinfo=UTC)) == "11/23/2026, 9:40 a.m."
    assert portal.phone("+1 (573) 555-0142") == "573-555-0142"


def test_what_is_missing_stays_empty():
    assert portal.short_date(None) == portal.long_date(None) == portal.short_time(None) == portal.phone(None) == ""
    assert portal.days_to(None, TODAY) == ""


def test_an_address_keeps_its_filters_when_one_part_changes():
    source = engines["django"].from_string('{% load portal %}{% qs at="5~x" sort=None %}')
    html = source.render({}, RequestFactory().get("/?need=id&need=work&sort=name&at=1"))
    assert html == "?need=id&amp;need=work&amp;at=5~x"
