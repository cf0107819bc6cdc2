"""What the lists of this room have in common."""

from django.urls import reverse

PLACES = (
    ("Employers", "employers:list"),
    ("Jobs", "employers:openings"),
    ("Hiring events", "employers:events"),
    ("Checks and dates", "employers:checks"),
)


def chips(current: str) -> list[dict]:
    """The four lists of this room, as ways to go."""
    return [{"label": label, "url": reverse(name), "current": name == current} for label, name in PLACES]


def render_part(request, template: str, part: str) -> str:
    """The template's `part` alone when htmx asks for the list, else the page."""
    is_part = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    return f"{template}#{part}" if is_part else template
