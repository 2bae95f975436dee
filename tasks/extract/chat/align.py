"""Where on a page the words stand that a model copied from it: offsets into the exact text, or nothing.

Models straighten quotation marks, join lines and swap dashes while they copy. Such differences are bridged, and what is
returned is always the page's own text. Letters must be the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cached_property

_ALIKE = {
    **dict.fromkeys("‘’‚‛ʼʻ`´′", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")


class AlignedText:
    """A text in which copied words are looked for. Offsets are code points, ends exclusive."""

    def __init__(self, text: str) -> None:
        self.text = text

    def find(self, copied: str) -> tuple[int, int] | None:
        """Where the copied words first stand, as they are or with other marks and spaces; None where they do not.

        A copy that begins or ends inside a word is widened to the whole word.
        """
        words = copied.strip()
        if not words:
            return None
        at = self.text.find(words)
        if at >= 0:
            return self._whole_words(at, at + len(words))
        folded = fold(words).strip()
        for marks in ("", "\"'", "\"'."):  # which models put around what they copy
            tried = folded.strip(marks).strip() if marks else folded
            at = self.folded.find(tried) if tried else -1
            if at >= 0:
                return self._whole_words(self._places[at], self._places[at + len(tried) - 1] + 1)
        return None

    def find_all(self, name: str) -> Iterator[tuple[int, int]]:
        """Every place where the name stands as whole words, capitals aside where it is all in capitals on the page."""
        folded = fold(name).strip()
        for wanted in dict.fromkeys((folded, folded.upper())):
            at = self.folded.find(wanted) if wanted else -1
            while at >= 0:
                start, end = self._places[at], self._places[at + len(wanted) - 1] + 1
                if self._whole_words(start, end) == (start, end):
                    yield start, end
                at = self.folded.find(wanted, at + len(wanted))

    def _whole_words(self, start: int, end: int) -> tuple[int, int]:
        text = self.text
        while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        return start, end

    @cached_property
    def _folded_with_places(self) -> tuple[str, list[int]]:
        out: list[str] = []
        places: list[int] = []
        for place, char in enumerate(self.text):
            for one in _plain(char, out[-1] if out else ""):
                out.append(one)
                places.append(place)
        return "".join(out), places

    @property
    def folded(self) -> str:
        """The text as `fold` gives it."""
        return self._folded_with_places[0]

    @property
    def _places(self) -> list[int]:
        return self._folded_with_places[1]


def fold(text: str) -> str:
    """The text with one kind of quotation mark, dash and space, and no invisible characters."""
    out: list[str] = []
    for char in text:
        out.extend(_plain(char, out[-1] if out else ""))
    return "".join(out)


def _plain(char: str, before: str) -> str:
    if char in _INVISIBLE:
        return ""
    if char.isspace():
        return "" if before == " " else " "
    return _ALIKE.get(char) or unicodedata.normalize("NFD", char)
