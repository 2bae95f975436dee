"""Which lines of a page are the article, and which one is its headline.

Lines that read as prose draw the article together, menus and lists of other stories push it apart; the headings of
comments and of related stories end it, unless its prose goes on after them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.clean.captions import is_signed_caption
from tasks.clean.endings import with_signatures, without_imprint
from tasks.clean.headline import find_headline, first_line_is_headline, headline_said
from tasks.clean.lines import Line
from tasks.clean.marks import Marks

_LEAST_WEIGHT = 20.0  # words of prose; anything less is a stray sentence of a menu
_NEAR_TOP = 5  # lines
_MOST_OPENING_LINES = 6


@dataclass(frozen=True, slots=True)
class Article:
    """The lines of an article. `title` is one line, `body` the lines after it that are part of the article.

    `head` is the lines above the body that are near it (masthead, byline, date), `tail` those after it.
    """

    title: Line | None
    body: tuple[Line, ...]
    head: tuple[Line, ...]
    tail: tuple[Line, ...]


def find_article(
    lines: Sequence[Line],
    found: frozenset[int] | None = None,
    apart: frozenset[int] = frozenset(),
    headline: str | None = None,
) -> Article | None:
    """The article among the lines of a page, None where nothing reads as one.

    `found` are the numbers of the lines that another program takes for the article, `apart` of those that the page's
    markup sets apart from it, `headline` what the markup gives as its headline.
    """
    marks = Marks(lines, found, apart)
    span = _best_run(marks)
    if span is None:
        return None
    first, last = span
    title = headline_said(marks, first, headline) or find_headline(marks, first)
    if title is None and first_line_is_headline(marks, first, last):
        title = lines[first]
        first = next(n for n in range(first + 1, last + 1) if lines[n].is_prose)
    start = title.number + 1 if title is not None else first
    opening = _opening(marks, start, first)
    last = with_signatures(marks, last)
    kept = [
        *opening,
        *(
            n
            for n in range(first, last + 1)
            if marks.in_body(n, first) and (n == last or not is_signed_caption(lines[n]))
        ),
    ]
    kept = without_imprint(marks, kept)
    if not kept:
        return None
    return Article(
        title,
        tuple(lines[n] for n in kept),
        tuple(lines[max(0, start - 12) : kept[0]]),
        tuple(lines[kept[-1] + 1 : kept[-1] + 40]),
    )


def _opening(marks: Marks, start: int, first: int) -> list[int]:
    """The lines between headline and first prose that are part of the article: the telling, and between them."""
    opening = [n for n in range(start, first) if marks.opens_body(n)]
    telling = [n for n in opening if marks.tells(n)]
    if not telling or sum(not marks.listed[n] for n in opening) > _MOST_OPENING_LINES:
        return []
    return [n for n in opening if telling[0] <= n <= telling[-1]]


def lines_under_headline(lines: Sequence[Line], article: Article) -> list[Line]:
    """The lines near the headline that are not part of the article: where byline and date stand, standfirst or not."""
    start = article.title.number + 1 if article.title is not None else article.body[0].number
    inside = {line.number for line in article.body}
    end = min(article.body[0].number + _NEAR_TOP, article.body[-1].number)
    return [line for line in lines[start:end] if line.number not in inside]


def _best_run(marks: Marks) -> tuple[int, int] | None:
    """The first and last line of the run of lines with the greatest weight; the first such where several have it."""
    best, best_span = 0.0, None
    total, start = 0.0, 0
    for n in range(len(marks.lines)):
        if total <= 0:
            total, start = 0.0, n
        total += marks.weight(n)
        if total > best:
            best, best_span = total, (start, n)
    if best_span is None or best < _LEAST_WEIGHT:
        return None
    return best_span
