"""What the elements of a page of HTML say of their text: the article, or set apart from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from tasks.clean.view import Range

_APART = frozenset(["nav", "aside", "footer", "form", "menu", "dialog", "button"])
_MAIN = frozenset(["article", "main"])
# elements whose class or id is heeded: those that pages put around parts of theirs
_LABELLED = frozenset(
    ["div", "section", "ul", "ol", "dl", "table", "td", "p", "span", "figure", "figcaption", "header"]
)
_LABEL = re.compile(r"\b(?:class|id|role)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.IGNORECASE)
_MOST_OPEN = 8  # parts within parts
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


@dataclass(slots=True)
class _Open:
    name: str
    start: int
    into: list[Range]
    depth: int = 1


@dataclass(slots=True)
class Parts:
    """The parts of a page as its tags are met one by one; ranges are of the text seen, and may lie within each other.

    An element that never ends is no part.
    """

    apart: list[Range] = field(default_factory=list)
    mains: list[Range] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)

    def tag(self, name: str, closing: bool, attributes: str, at: int) -> None:
        """Takes note of a tag that stands before the character at that place of the text."""
        if self._open:
            self._move(name, closing, at)
        if closing or len(self._open) >= _MOST_OPEN:
            return
        if is_apart(name, attributes):
            self._open.append(_Open(name, at, self.apart))
        elif name in _MAIN or "articleBody" in attributes:
            self._open.append(_Open(name, at, self.mains))

    def _move(self, name: str, closing: bool, at: int) -> None:
        """Ends the parts that the tag ends."""
        ended = []
        for part in self._open:
            if part.name == name:
                # a paragraph needs no end: the next one ends it
                part.depth = 0 if name == "p" else part.depth + (-1 if closing else 1)
                if part.depth <= 0:
                    ended.append(part)
        for part in ended:
            self._open.remove(part)
            if at > part.start:
                part.into.append((part.start, at))


def is_apart(name: str, attributes: str) -> bool:
    """Whether an element is one that holds no part of an article, by its name or what its class, id or role says."""
    if name in _APART:
        return True
    if name not in _LABELLED:
        return False
    said = [a or b or c for a, b, c in _LABEL.findall(attributes)]
    return any(token.lower() in _words() for label in said for token in _TOKEN.findall(label))


@cache
def _words() -> frozenset[str]:
    rows = (files("tasks.clean") / "lexicons" / "html_parts.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(row for row in rows if row and not row.startswith("#"))
