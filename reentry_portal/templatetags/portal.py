"""How pages write dates, phones and addresses of lists (UX style guide, section 8.2)."""

import json as json_module
from datetime import date

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html, format_html_join

from reentry_portal.in_force import in_force

register = template.Library()
SOON_DAYS, URGENT_DAYS = 30, 14


@register.filter
def short_date(value) -> str:
    """12/05/2026"""
    return "" if not value else f"{_day(value):%m/%d/%Y}"


@register.filter
def long_date(value) -> str:
    """Saturday, December 5, 2026"""
    return "" if not value else format_date(_day(value), "l, F j, Y")


@register.filter
def short_time(value) -> str:
    """12/05/2026, 9:40 a.m."""
    if not value:
        return ""
    local = timezone.localtime(value)
    return f"{local:%m/%d/%Y}, {format_date(local, 'g:i a')}"


@register.filter
def clock_time(value) -> str:
    """9:40 a.m."""
    return format_date(timezone.localtime(value), "g:i a") if value else ""


@register.filter
def days_to(value, today) -> str:
    """Today, Tomorrow, 5 days, Yesterday, 2 days ago."""
    if not value:
        return ""
    days = (_day(value) - today).days
    named = {0: "Today", 1: "Tomorrow", -1: "Yesterday"}
    if days in named:
        return named[days]
    return f"{days} days" if days > 0 else f"{-days} days ago"


@register.filter
def days_tone(value, today) -> str:
    """red within 14 days or past, amber within 30, else neutral."""
    days = (_day(value) - today).days
    return "red" if days <= URGENT_DAYS else "amber" if days <= SOON_DAYS else "neutral"


@register.filter
def days_tag(value, today) -> str:
    """How far away a date is, as the tag beside the date: components/days_tag.html for long lists."""
    return format_html('<span class="tag tag--{}">{}</span>', days_tone(value, today), days_to(value, today))


@register.filter
def json(value) -> str:
    """Data for a script, to stand in an attribute: pages have no inline script, not even one that holds data."""
    return json_module.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def phone(value) -> str:
    """573-555-0142"""
    digits = "".join(character for character in str(value or "") if character.isdigit())[-10:]
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 else str(value or "")


@register.filter
def named(value) -> str:
    """What the trail calls a table, a page or a field, in words: "Cases need", "released on"."""
    return str(value or "").replace("_", " ").replace(":", " ").replace("-", " ")


@register.simple_tag(takes_context=True)
def qs(context, **changes) -> str:
    """The current address with some parameters changed; None takes one out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"


@register.inclusion_tag("components/in_force.html", takes_context=True)
def filters_in_force(context, form, choices=None) -> dict:
    """The filters that narrow a list, as chips that each lead to the list without it."""
    request = context["request"]
    form.is_valid()
    found = in_force(form, request.GET, choices or {})
    return {
        "chips": [(words, f"?{rest}" if rest else request.path) for words, rest in found],
        "all": request.path,
    }


@register.simple_tag
def options(choices, chosen=None) -> str:
    """The options of a select by (value, label): what a form's widget writes, at a tenth of its cost."""
    marks = ((value, " selected" if str(value) == str(chosen) else "", label) for value, label in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', marks)


@register.simple_tag
def ticks(name, choices, chosen=None, *, kind) -> str:
    """Radio buttons or checkboxes by (value, label); `chosen` is a value, or a list of them."""
    several = {str(each) for each in (chosen if isinstance(chosen, list) else [chosen or ""])}
    one = format_html(
        '<div class="usa-{0}"><input type="{0}" class="usa-{0}__input" name="{1}" value="{{}}" id="id_{1}_{{}}"{{}}>'
        '<label class="usa-{0}__label" for="id_{1}_{{}}">{{}}</label></div>',
        kind,
        name,
    )
    return format_html_join(
        "",
        one,
        (
            (value, number, " checked" if value in several else "", number, label)
            for number, (value, label) in enumerate(choices)
        ),
    )


def _day(value) -> date:
    return timezone.localdate(value) if hasattr(value, "hour") else value
