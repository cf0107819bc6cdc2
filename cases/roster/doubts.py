"""When a roster is not applied unasked: it looks like a part of itself, or like another file (IM-02, domain.md 7.5)."""

from collections.abc import Sequence
from statistics import median

from django.conf import settings

MOST_FAULTS = 0.02
MOST_OTHER_SIZE = 0.10
# In a small file a handful of lines is a large share and means nothing.
A_FEW_PEOPLE, A_FEW_LINES = 3, 20


def doubts_about(*, gone: int, named_before: int, faults: int, lines: int, lines_before: Sequence[int]) -> list[str]:
    """Sentences for staff, none when the roster may be applied.

    `gone` of the `named_before` people inside are no longer named; `lines_before` are the sizes of the last rosters.
    """
    doubts = []
    if gone > A_FEW_PEOPLE and gone > settings.ROSTER_MOST_GONE * named_before:
        doubts.append(
            f"{gone:,} of the {named_before:,} people inside whom the last roster named are not in this one. "
            "The file may be cut off."
        )
    if faults > A_FEW_PEOPLE and faults > MOST_FAULTS * lines:
        doubts.append(f"{faults:,} of {lines:,} lines cannot be read, more than 2 in 100.")
    if lines_before:
        usual = median(lines_before)
        if abs(lines - usual) > max(A_FEW_LINES, MOST_OTHER_SIZE * usual):
            doubts.append(f"The file has {lines:,} lines; the last ones had about {usual:,.0f}.")
    return doubts
