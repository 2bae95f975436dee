"""What a reader would see of a page, with the place in the raw page of every character."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class View:
    """The visible text of a page. Offsets are code points, end exclusive.

    `starts` and `ends` give, for each character of `text`, where it stands in the raw page; both are empty where the
    text is the raw page itself. `nesting` is how deep its elements stand within each other. `apart` is the ranges of
    `text` that the markup sets apart from an article (menus, footers, boxes of related stories), `mains` those that it
    calls the article or the page's main part; both in text order.
    """

    text: str
    starts: array[int] = field(default_factory=lambda: array("l"))
    ends: array[int] = field(default_factory=lambda: array("l"))
    nesting: int = 0
    apart: tuple[Range, ...] = ()
    mains: tuple[Range, ...] = ()

    def raw_start(self, at: int) -> int:
        """Where the character at that place begins in the raw page."""
        return self.starts[at] if self.starts else at

    def raw_end(self, at: int) -> int:
        """Where the character at that place ends in the raw page."""
        return self.ends[at] if self.ends else at + 1
