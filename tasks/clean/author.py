"""Who wrote an article, as its page says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.clean.article import Article, lines_under_headline
from tasks.clean.bylines import bare_name, byline_of
from tasks.clean.endings import writer_named_in
from tasks.clean.lines import Line

_REPORTED = re.compile(
    r"\b(?:reporting|writing|words|text|reported|written"
    r"|story) by (?P<who>[^;,.()/]{3,60}?)(?: in [A-Z]\w+)?(?:[;,.()/]|$)",
    re.IGNORECASE,
)
_REPORTER = re.compile(r"\((?:reporter|correspondent|staff reporter):? (?P<who>[^()]{3,50})\)", re.IGNORECASE)


def author_in_text(lines: Sequence[Line], article: Article) -> str | None:
    """The writer that the lines of a page name, as written there without "By"; null where none do.

    Asked in turn: bylines between headline and article, those close above the headline, names that stand alone there,
    the dateline, notes after the article.
    """
    title_at = article.title.number if article.title is not None else article.body[0].number
    under = lines_under_headline(lines, article)
    above = [line for line in lines[max(0, title_at - 4) : title_at] if not line.bulleted]
    for line in (*under, *reversed(above)):
        if who := byline_of(line):
            return _name_case(who)
    for line in (*under, *above[-1:]):
        if who := bare_name(line):
            return _name_case(who)
    if m := _REPORTER.search(article.body[0].text[:160]):
        return m["who"].strip()
    for line in (*article.body[-1:], *article.tail[:3]):
        if (m := _REPORTED.search(line.text)) and len(line.words) <= 30:
            return _name_case(m["who"].strip())
        if who := writer_named_in(line):
            return who
    for line in article.tail[:1]:
        if who := byline_of(line) or bare_name(line):
            return _name_case(who)
    return None


def _name_case(who: str) -> str:
    return who.title() if who.isupper() and " " in who else who
