"""The caseload's rows as HTML.

The one table that is written in Python: as a template, 50 rows took longer than everything else the page does
(docs/decisions/0013-worklists.md). Every value goes through `format_html`, which escapes it.
"""

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from cases.models import Case
from reentry_portal.templatetags.portal import days_to, days_tone, short_date

NEEDS_SHOWN = 3
ROW = """<tr role="row">
<td role="cell" class="c-tick">\
<input type="checkbox" name="case" value="{id}" form="chosen" aria-label="Choose {name}"></td>
<th scope="row" role="rowheader"><a href="/cases/{id}/?in={within}">{name}</a><span class="sub num">{number} \
<span class="acts"><a href="/cases/{id}/quick/" data-quick>Look</a> \
<a href="/cases/{id}/notes/add/?kind=call&amp;back={back}">Log</a></span></span>{tags}</th>
<td role="cell" class="c-place">{facility}{county}</td>
<td role="cell" class="c-rel">{release}</td>
<td role="cell" class="c-plan">{plan}</td>
<td role="cell" class="c-need">{needs}</td>
<td role="cell" class="c-next">{step}{due}</td>
<td role="cell" class="c-staff">{staff}</td>
</tr>
"""
TAG = '<span class="tag tag--{}">{}</span>'
CHIP = '<span class="chip">{}</span> '
SUB = '<span class="sub">{}</span>'
METER = (
    '<progress class="meter" max="{0}" value="{1}" aria-label="Plan steps done"></progress>'
    '<span class="num">{1}/{0}</span>'
)
OVERDUE = '<span class="sub"><strong class="overdue">Overdue</strong> since {}</span>'
NOTHING = mark_safe("")


def rows_html(cases: Iterable[Case], *, reader: User, today: date, within: str, back: str) -> SafeString:
    """The rows, of cases from `worklist.with_columns`.

    `within` is the list as it stands in the address, for previous and next; `back` is where a note logged leads to.
    """
    shared = {"within": quote(within, safe=""), "back": quote(back)}
    return mark_safe("".join(_row(case, reader=reader, today=today, shared=shared) for case in cases))  # noqa: S308


def _row(case: Case, *, reader: User, today: date, shared: dict) -> SafeString:
    return format_html(
        ROW,
        id=case.pk,
        name=case.person.list_name,
        number=case.person.short_doc_number,
        tags=format_html_join("", CHIP, ((word,) for word in case.tag_words)),
        facility=case.facility.short_name if case.facility else "Not known",
        county=format_html(' <span class="sub">to {}</span>', case.county.name) if case.county else "",
        release=_release(case, today),
        plan=format_html(METER, case.steps_total, case.steps_done) if case.steps_total else format_html(SUB, "No plan"),
        needs=_needs(case.open_needs),
        step=case.next_step or "",
        due=_due(case.next_step_due, today),
        staff=_staff(case, reader),
        **shared,
    )


def _release(case: Case, today: date) -> SafeString:
    if case.released_on:
        return _dated(case.released_on, "green", "Released")
    if case.release_date:
        return _dated(case.release_date, days_tone(case.release_date, today), days_to(case.release_date, today))
    return format_html('<span class="tag">{}</span>', case.get_no_date_reason_display() or "Date not set")


def _dated(day: date, tone: str, words: str) -> SafeString:
    return format_html('<span class="num">{}</span> ' + TAG, short_date(day), tone, words)


def _needs(needs: list[str]) -> SafeString:
    if not needs:
        return format_html(SUB, "None open")
    more = [f"+{len(needs) - NEEDS_SHOWN}"] if len(needs) > NEEDS_SHOWN else []
    return format_html_join("", CHIP, ((words,) for words in [*needs[:NEEDS_SHOWN], *more]))


def _due(day: date | None, today: date) -> SafeString:
    if day is None:
        return NOTHING
    if day < today:
        return format_html(
            '<span class="sub"><strong class="overdue">Overdue</strong> since {}</span>', short_date(day)
        )
    return format_html(SUB, f"Due {short_date(day)}")


def _staff(case: Case, reader: User) -> SafeString | str:
    if case.coordinator_id is None:
        return format_html(SUB, "Unassigned")
    return "You" if case.coordinator_id == reader.pk else case.coordinator.get_short_name()
