"""What the head of a page of HTML says of the page: title, site, writer, date, address."""

from __future__ import annotations

import re

import htmldate
import trafilatura
from lxml.html import HtmlElement

from tasks.clean.cues import fold_line
from tasks.clean.page_date import date_as_given
from tasks.clean.reading import Markup

_JOINT = re.compile(r"\s+(?:[|•·»«]|[-–—]{1,2}|::)\s+")
_NAME = re.compile(r"[^\W\d_]{2,}")
_MOST_SITE_WORDS = 6


def read_markup(tree: HtmlElement, uri: str) -> Markup:
    """What the page's head says. The site's name is also taken from what the page's title adds to its headline."""
    address = uri if uri.startswith(("http://", "https://")) else None
    found = trafilatura.extract_metadata(tree, default_url=address)
    page_title = _clean(tree.findtext(".//title"))
    headline = _headline(tree, page_title, _clean(found.title))
    return Markup(
        title=headline,
        outlet=_clean(_meta(tree, "og:site_name")) or _site_in(page_title, headline),
        author=_author(_clean(found.author)),
        published=_published(tree, address),
        url=_clean(_meta(tree, "og:url")) or _canonical(tree),
    )


def _headline(tree: HtmlElement, page_title: str | None, found: str | None) -> str | None:
    """The headline: the social title, the only heading of the first rank, or the page's title less the site's name."""
    social = _clean(_meta(tree, "og:title"))
    first_rank = [_clean(h.text_content()) for h in tree.iter("h1")]
    heads = [h for h in first_rank if h]
    if social and heads and fold_line(heads[0]) in fold_line(social):
        return heads[0]
    if len(heads) == 1 and page_title and fold_line(heads[0]) in fold_line(page_title):
        return heads[0]
    second = [_clean(h.text_content()) for h in tree.iter("h2")]
    for head in (*heads, *second):
        if head and page_title and len(head.split()) >= 3 and fold_line(head) in fold_line(page_title):
            return head
    if len(heads) == 1 and len((heads[0] or "").split()) >= 3:
        return heads[0]
    if social:
        return social
    if page_title is None:
        return found
    parts = _JOINT.split(page_title)
    return max(parts, key=len) if parts else found


def _site_in(page_title: str | None, headline: str | None) -> str | None:
    """What the page's title says beside the headline: its last part, or its first where the headline is last."""
    if not page_title or not headline:
        return None
    parts = [p.strip() for p in _JOINT.split(page_title) if p.strip()]
    rest = [p for p in parts if fold_line(p) not in fold_line(headline) and fold_line(headline) not in fold_line(p)]
    if not rest and ": " in page_title:  # "The Paper: headline"
        site, _, after = page_title.partition(": ")
        rest = [site] if fold_line(after) == fold_line(headline) else []
    named = [p for p in rest if len(p.split()) <= _MOST_SITE_WORDS and _NAME.search(p)]
    return named[-1] if named else None


def _author(text: str | None) -> str | None:
    if text is None or text.startswith(("http", "@")):
        return None
    return text.replace("; ", ", ")


def _published(tree: HtmlElement, address: str | None) -> str | None:
    """The date in metadata, JSON-LD or time elements; the words of the page are not searched."""
    try:
        found = htmldate.find_date(tree, url=address, original_date=True, extensive_search=False)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    return date_as_given(found)


def _meta(tree: HtmlElement, name: str) -> str | None:
    for element in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            if (element.get(key) or "").lower() == name and (element.get("content") or "").strip():
                return str(element.get("content"))
    return None


def _canonical(tree: HtmlElement) -> str | None:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and (element.get("href") or "").startswith("http"):
            return str(element.get("href"))
    return None


def _clean(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None
