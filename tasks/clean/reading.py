"""What the reading of one page, plain or marked up, hands on."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.clean.article import Article
from tasks.clean.lines import Line
from tasks.clean.view import View


@dataclass(frozen=True, slots=True)
class Markup:
    """What a page's markup says of it; all null on a page of plain text. `published` is EDTF."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as seen: its visible text, its lines, the article among them, and what the markup says."""

    view: View
    lines: tuple[Line, ...]
    article: Article
    markup: Markup
