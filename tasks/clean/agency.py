"""Which news agency a page's text comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.clean.agencies import agency_in
from tasks.clean.article import Article
from tasks.clean.lines import Line

_DATELINE = re.compile(r"^[^.!?]{0,90}?[(\[](?P<who>[^()\[\]]{2,60})[)\]]\s*(?:-{1,2}|–|—|:|,)?")
_SOURCE = re.compile(r"^(?:sources?|via|from|by)\s*:?\s+(?P<who>.{2,60})$", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s*(?:\d{4})?\s*(?P<who>.{2,40})", re.IGNORECASE)
_SIGNED = re.compile(r"[(\[–—-]\s*(?P<who>[^()\[\]]{2,40})[)\]]?\.?$")


def wire_agency_of(article: Article, author: str | None) -> str | None:
    """The agency that byline, dateline, a source line or the article's last words name; None where none does."""
    near = [*article.head[-6:], *article.body[:2], *article.body[-1:], *article.tail[:4]]
    if author is not None:
        named = agency_in(author)
        if named is not None:
            return named
    m = _DATELINE.match(article.body[0].text[:160])
    if m is not None and (named := agency_in(m["who"])) is not None:
        return named
    return _noted(near)


def _noted(lines: Sequence[Line]) -> str | None:
    for line in lines:
        for pattern, text in ((_SOURCE, line.text), (_COPYRIGHT, line.text), (_SIGNED, line.text[-60:])):
            if pattern is not _SIGNED and len(line.words) > 12:
                continue
            m = pattern.search(text)
            if m is not None and (named := agency_in(m["who"])) is not None:
                return named
    return None
