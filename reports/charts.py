"""Charts drawn on the server as plain SVG: no script, no inline style, the same on screen and on paper."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join

LABEL, BAR, VALUE, ROW = 150, 220, 40, 24


@dataclass(frozen=True)
class Bars:
    """A horizontal bar chart of up to 12 (label, count) pairs; the sentence says what it shows."""

    title: str
    sentence: str
    rows: list[tuple[str, int]]

    @property
    def svg(self) -> str:
        top = max((count for _, count in self.rows), default=0) or 1
        bars = format_html_join(
            "",
            '<text x="{}" y="{}" text-anchor="end" class="fig__label">{}</text>'
            '<rect x="{}" y="{}" width="{}" height="16" rx="1" class="fig__bar"/>'
            '<text x="{}" y="{}" class="fig__label">{}</text>',
            (
                (
                    LABEL - 6,
                    index * ROW + 15,
                    label,
                    LABEL,
                    index * ROW + 3,
                    round(BAR * count / top, 1),
                    LABEL + round(BAR * count / top, 1) + 5,
                    index * ROW + 15,
                    count,
                )
                for index, (label, count) in enumerate(self.rows)
            ),
        )
        return format_html(
            '<svg class="fig__svg" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>',
            LABEL + BAR + VALUE,
            max(len(self.rows), 1) * ROW,
            bars,
        )
