"""Which lines of a page of HTML its markup sets apart from the article."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.clean.lines import Line
from tasks.clean.view import Range, View

_MOST_PROSE = 0.3  # of the article's supposed words: a part with more holds the article itself, whatever it is called
_MAIN_SHARE = 0.7  # of those words, for the part to be where the article stands


def lines_apart(view: View, lines: Sequence[Line], found: frozenset[int] | None) -> frozenset[int]:
    """The numbers of the lines in menus, boxes and footers, and of those after the element that holds the article.

    `found` are the lines that another program takes for the article; without them all prose is supposed to be.
    """
    weights = [len(line.words) if line.is_prose and (found is None or line.number in found) else 0 for line in lines]
    total = sum(weights)
    if not total:
        return frozenset()
    sums = [0]
    for weight in weights:
        sums.append(sums[-1] + weight)
    apart: set[int] = set()
    for part in view.apart:
        first, last = _within(lines, part)
        if sums[last] - sums[first] <= total * _MOST_PROSE:
            apart.update(range(first, last))
    for part in view.mains:
        first, last = _within(lines, part)
        if sums[last] - sums[first] >= total * _MAIN_SHARE:
            apart.update(range(last, len(lines)))
    return frozenset(apart)


def _within(lines: Sequence[Line], part: Range) -> Range:
    """The numbers of the first line that starts in the part and of the one after its last."""
    return _first_from(lines, part[0]), _first_from(lines, part[1])


def _first_from(lines: Sequence[Line], at: int) -> int:
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        if lines[middle].start < at:
            low = middle + 1
        else:
            high = middle
    return low
