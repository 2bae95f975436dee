"""The article of a page of HTML: trafilatura finds it, and our eye for lines takes out what it lets through."""

from __future__ import annotations

import unicodedata

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from tasks.clean.article import find_article
from tasks.clean.html_view import html_view
from tasks.clean.limits import check_markup, check_view
from tasks.clean.lines import Line, split_lines
from tasks.clean.lines_apart import lines_apart
from tasks.clean.markup import read_markup
from tasks.clean.page_text import read_view, text_of
from tasks.clean.reading import Markup, Reading

_LARGEST = 3_000_000  # characters that go through trafilatura; it takes seconds for each million
_MOST_COMPARED = 1_000_000_000  # characters looked through to find lines within paragraphs
_MOST_TAGS = 30_000  # some 70 µs each in trafilatura and htmldate
_DEEPEST = 400  # elements within elements
_MOST_LINES = 1_500  # that trafilatura compares with what other programs find: one of them takes the square of them


def read_html(source: str, uri: str) -> Reading | None:
    """A page of HTML as seen, None where nothing in it reads as an article.

    Markup that is too large, too deep or too dense to build a tree of is read by its lines alone.
    """
    check_markup(source)
    view = html_view(source)
    check_view(view.text)
    if len(source) > _LARGEST or source.count("<") > _MOST_TAGS or view.nesting > _DEEPEST:
        return read_view(view, Markup())
    tree = trafilatura.load_html(source)
    if tree is None:
        return read_view(view, Markup())
    markup = read_markup(tree, uri)
    lines = split_lines(view.text)
    found = _lines_found(tree, lines)
    article = find_article(lines, found=found, apart=lines_apart(view, lines, found), headline=markup.title)
    return None if article is None else Reading(view, tuple(lines), article, markup)


def _lines_found(tree: HtmlElement, lines: list[Line]) -> frozenset[int] | None:
    """The numbers of the lines that trafilatura takes for the article; None where it finds none."""
    document = trafilatura.bare_extraction(
        tree, fast=len(lines) > _MOST_LINES, include_comments=False, include_tables=True, with_metadata=False
    )
    if not isinstance(document, Document) or not document.text:
        return None
    whole = _squash(document.text)
    paragraphs = {_squash(p) for p in document.text.split("\n")}
    named = {line.number: _squash(line.text) for line in lines if len(line.words) > 1}
    inside = len(whole) * len(named) <= _MOST_COMPARED  # else too much work: whole paragraphs must do
    return frozenset(n for n, text in named.items() if text in paragraphs or (inside and text in whole))


def _squash(text: str) -> str:
    """The text without white space, in one normal form, to find it in another program's output."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def article_of_html(source: str) -> str:
    """The headline and article of a page of HTML, paragraphs with blank lines between; empty where there is none."""
    reading = read_html(source, "")
    return "" if reading is None else text_of(reading).text
