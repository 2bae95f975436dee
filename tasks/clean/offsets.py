"""How characters of an article's text map to the raw page."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tasks.clean.view import Range, View

_WORD = re.compile(r"\S+")
# no part of a word, though Python does not count them as white space: controls, zero-width marks, soft hyphen, BOM
_UNTIDY = re.compile(r"\s\s|[^\S ]|^\s|\s$|[\x00-\x08\x0e-\x1b\x7f]")
# And what turns the writing around or steers its layout: a name is what its letters say, whatever stands between them.
# Joiners stay within scripts that need them, and in emoji (both begin beyond the alphabets of Europe, at U+0530).
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
    "|(?<![\u0530-\U0010ffff])[\u200c\u200d]++|(?<![\u200c\u200d])[\u200c\u200d]++(?![\u0530-\U0010ffff])"
)


@dataclass(frozen=True, slots=True)
class Composed:
    """An article's text and its map: `raw_spans` are quadruples text_start, text_end, raw_start, raw_end."""

    text: str
    body_start: int
    raw_spans: list[int]


@dataclass(slots=True)
class _Writer:
    parts: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[int] = field(default_factory=list)

    def plain(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def mapped(self, text: str, raw_start: int, raw_end: int) -> None:
        start = self.length
        self.plain(text)
        spans = self.spans
        straight = len(text) == raw_end - raw_start
        adjoins = bool(spans) and spans[-3] == start and spans[-1] == raw_start
        if straight and adjoins and spans[-3] - spans[-4] == spans[-1] - spans[-2]:
            spans[-3], spans[-1] = self.length, raw_end
            return
        spans += [start, self.length, raw_start, raw_end]


def compose(view: View, title: Range | None, paragraphs: Iterable[Sequence[Range]]) -> Composed:
    """The article's text: the title, then its paragraphs, each with a blank line before, and the map to the raw page.

    A paragraph is made of ranges of the view that a space joins. Text is Unicode NFC, white space is single spaces,
    invisible characters are gone.
    """
    out = _Writer()
    if title is not None:
        _write_paragraph(out, view, [title])
    body_start = 0
    for paragraph in paragraphs:
        before = out.length
        if before:
            out.plain("\n\n")
        start = out.length
        _write_paragraph(out, view, paragraph)
        if out.length == start and before:  # nothing visible in it
            out.parts.pop()
            out.length = before
        elif not body_start and title is not None:
            body_start = start
    return Composed("".join(out.parts), body_start, out.spans)


def without_invisible(text: str) -> str:
    """The words of the text as an article's text would hold them: Unicode NFC, single spaces, nothing invisible."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


def raw_range(raw_spans: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Where the characters from start to end of a text stand in the raw page, end exclusive.

    Inside a stretch that maps character by character the answer is exact, elsewhere it is the whole stretch. Raises
    ValueError where no character of the range comes from the raw page.
    """
    starts, ends = raw_spans[0::4], raw_spans[1::4]
    first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
    if first > last or start >= end:
        raise ValueError(f"no raw text behind characters {start} to {end}")
    text_start, text_end, raw_start, raw_end = raw_spans[4 * first : 4 * first + 4]
    within = text_end - text_start == raw_end - raw_start and start > text_start
    low = raw_start + start - text_start if within else raw_start
    text_start, text_end, raw_start, raw_end = raw_spans[4 * last : 4 * last + 4]
    within = text_end - text_start == raw_end - raw_start and end < text_end
    return low, raw_start + end - text_start if within else raw_end


def _write_paragraph(out: _Writer, view: View, ranges: Sequence[Range]) -> None:
    begun = False
    previous_end: int | None = None  # in the view, of the word before
    for start, end in ranges:
        if not view.starts and not begun and _is_plain(view.text[start:end]):
            out.mapped(view.text[start:end], start, end)
            begun, previous_end = True, end
            continue
        for match in _WORD.finditer(view.text, start, end):
            if not _INVISIBLE.sub("", match.group()):
                continue
            if begun:
                _write_space(out, view, previous_end, match.start())
            _write_word(out, view, match.start(), match.end())
            begun, previous_end = True, match.end()


def _is_plain(text: str) -> bool:
    """Whether the text stands in the article just as it stands in the page."""
    if _UNTIDY.search(text):
        return False
    return text.isascii() or (unicodedata.is_normalized("NFC", text) and not _INVISIBLE.search(text))


def _write_space(out: _Writer, view: View, before: int | None, after: int) -> None:
    """One space, mapped where it is one character of the raw page too, so that runs of words stay one stretch."""
    if before is not None and after == before + 1:
        raw_start, raw_end = view.raw_start(before), view.raw_end(before)
        if raw_end == raw_start + 1 == view.raw_start(after):
            out.mapped(" ", raw_start, raw_end)
            return
    out.plain(" ")


def _write_word(out: _Writer, view: View, start: int, end: int) -> None:
    word = view.text[start:end]
    if not word.isascii():
        whole = unicodedata.normalize("NFC", _INVISIBLE.sub("", word))
        if whole != word:
            out.mapped(whole, view.raw_start(start), view.raw_end(end - 1))
            return
    elif _INVISIBLE.search(word):
        out.mapped(_INVISIBLE.sub("", word), view.raw_start(start), view.raw_end(end - 1))
        return
    if not view.starts:
        out.mapped(word, start, end)
        return
    at = start
    while at < end:  # runs of characters that the raw page writes as themselves
        stop = at + 1
        if view.ends[at] - view.starts[at] == 1:
            while stop < end and view.ends[stop] - view.starts[stop] == 1 and view.starts[stop] == view.ends[stop - 1]:
                stop += 1
        out.mapped(view.text[at:stop], view.starts[at], view.ends[stop - 1])
        at = stop
