"""The article of a page that came as plain text: a dump with menus, related links, comments and footers as lines."""

from __future__ import annotations

from tasks.clean.article import find_article
from tasks.clean.lines import split_lines
from tasks.clean.offsets import compose
from tasks.clean.reading import Markup, Reading
from tasks.clean.view import View


def read_text(text: str) -> Reading | None:
    """A text dump as seen, None where nothing in it reads as an article."""
    return read_view(View(text), Markup())


def read_view(view: View, markup: Markup) -> Reading | None:
    """A page as seen by its lines alone, None where nothing in it reads as an article."""
    lines = split_lines(view.text)
    article = find_article(lines)
    return None if article is None else Reading(view, tuple(lines), article, markup)


def article_of_text(text: str) -> str:
    """The headline and the article of a text dump, paragraphs with blank lines between; empty where there is none."""
    reading = read_text(text)
    if reading is None:
        return ""
    article = reading.article
    title = (article.title.start, article.title.end) if article.title is not None else None
    return compose(reading.view, title, [line.ranges for line in article.body]).text
