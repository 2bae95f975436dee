"""The article of a page that came as plain text: a dump with menus, related links, comments and footers as lines."""

from __future__ import annotations

from tasks.clean.article import find_article
from tasks.clean.limits import check_view
from tasks.clean.lines import Line, split_lines
from tasks.clean.offsets import Composed, compose
from tasks.clean.outlet import headline_end
from tasks.clean.reading import Markup, Reading
from tasks.clean.view import Range, View


def read_text(text: str) -> Reading | None:
    """A text dump as seen, None where nothing in it reads as an article."""
    check_view(text)
    return read_view(View(text), Markup())


def read_view(view: View, markup: Markup) -> Reading | None:
    """A page as seen by its lines alone, None where nothing in it reads as an article."""
    lines = split_lines(view.text)
    article = find_article(lines)
    return None if article is None else Reading(view, tuple(lines), article, markup)


def article_of_text(text: str) -> str:
    """The headline and the article of a text dump, paragraphs with blank lines between; empty where there is none."""
    reading = read_text(text)
    return "" if reading is None else text_of(reading).text


def text_of(reading: Reading) -> Composed:
    """The headline and the article of a page as seen, with the map to the raw page."""
    title = reading.article.title
    heading = _heading(title) if title is not None else None
    return compose(reading.view, heading, [line.ranges for line in reading.article.body])


def _heading(title: Line) -> Range:
    """Where the headline stands, without the outlet's name that may follow it."""
    end = headline_end(title.text)
    return (title.start, title.end if end == len(title.text) or len(title.ranges) > 1 else title.start + end)
