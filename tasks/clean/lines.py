"""The lines of a page and what their look says: menu or prose, heading or list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise

from tasks.clean.cues import Cue, cue_of, fold_line
from tasks.clean.limits import check_lines
from tasks.clean.view import Range

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|\n|\r")
_BULLET = re.compile(r"(?:[*+•·▪●◦‣»>-]|o(?=\s{1,3}\S)|[-–—](?=\s))+\s*(?=\S|$)")
_SEPARATOR = re.compile(r"\s[|·•»>/*–-]{1,2}\s|\s{3,}|[|•·»]|\s\.\s|\]\s*\[")
_WORD = re.compile(r"[^\W_]+(?:['’ʼʻ.-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]*]*\s*(?:\[\d+\])?$")
_FULL_STOP = re.compile(r"[.!?…][\"'”’»)\]*]*\s*(?:\[\d+\])?$")
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\](?:\([^()]{0,500}\))?")
_NUMBERED = re.compile(
    r"^(?:[A-Z]|[IVX]{1,5}|\d{1,3})[.)]\s|\b(?:notice|article|section|decree|order|part|chapter|item"
    r"|annex|schedule)s? no\.? ?\d",
    re.IGNORECASE,
)
# words that sentences need and labels do without
FUNCTION_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "and",
        "or",
        "but",
        "that",
        "which",
        "who",
        "whom",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "has",
        "have",
        "had",
        "he",
        "she",
        "it",
        "they",
        "his",
        "her",
        "its",
        "their",
        "this",
        "these",
        "those",
        "not",
        "as",
        "said",
        "will",
        "would",
        "could",
        "should",
        "may",
        "might",
        "can",
        "did",
        "do",
        "does",
        "than",
        "then",
        "when",
        "where",
        "while",
        "after",
        "before",
        "since",
        "until",
        "because",
        "if",
        "so",
        "there",
        "here",
        "into",
        "over",
        "under",
        "about",
        "between",
        "we",
        "you",
        "i",
    ]
)


@cache
def _sections() -> frozenset[str]:
    """The labels of news sites' sections."""
    rows = (files("tasks.clean") / "lexicons" / "sections.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(row for row in rows if row and not row.startswith("#"))


@dataclass(frozen=True)
class Line:
    """A line, or the wrapped lines of one paragraph, with its place in the view."""

    text: str
    ranges: tuple[Range, ...]
    indent: int
    block: int  # lines with no blank line between them share it
    number: int  # of the lines that hold anything

    @property
    def start(self) -> int:
        """Where its first character stands."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """Where its last character ends."""
        return self.ranges[-1][1]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words as written."""
        return tuple(_WORD.findall(self.text))

    @cached_property
    def folded(self) -> str:
        """Casefolded letters and digits, single spaces."""
        return fold_line(self.text)

    @cached_property
    def cue(self) -> Cue | None:
        """The stock phrase that it begins with or is."""
        return cue_of(self)

    @cached_property
    def bulleted(self) -> bool:
        """Whether it begins with a bullet."""
        return _BULLET.match(self.text) is not None

    @cached_property
    def function_share(self) -> float:
        """The share of its words that sentences need and labels do without."""
        return sum(w.lower() in FUNCTION_WORDS for w in self.words) / len(self.words) if self.words else 0.0

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does, or with the colon or semicolon before a list."""
        return _SENTENCE_END.search(self.text[-12:]) is not None

    @cached_property
    def full_stop(self) -> bool:
        """Whether it ends as a sentence does."""
        return _FULL_STOP.search(self.text[-12:]) is not None

    @cached_property
    def separators(self) -> int:
        """How many bars, slashes, dots or wide gaps stand between its parts."""
        return len(_SEPARATOR.findall(_BULLET.sub("", self.text, count=1)))

    @cached_property
    def is_menu(self) -> bool:
        """Whether it is a row of labels between separators, with no sentence among them."""
        if len(self.words) >= 3 and all(w.lower() in _sections() for w in self.words):
            return True
        if self.separators >= 2:
            return len(self.words) / (self.separators + 1) < 8 and not (self.full_stop and self.function_share > 0.3)
        return self.separators == 1 and len(self.words) <= 6 and not self.full_stop

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads as one sentence or more."""
        n = len(self.words)
        if n < 5 or self.is_menu or self.cue is not None:
            return False
        if self.ends_sentence and n >= 7:
            return self.function_share >= 0.12 or n >= 14
        return n >= 18 and self.function_share >= 0.2

    @cached_property
    def is_numbered(self) -> bool:
        """Whether it begins with a number or a letter as items of lists do, or names a numbered notice or article."""
        return _NUMBERED.search(self.text) is not None

    @cached_property
    def is_image(self) -> bool:
        """Whether it holds the mark of a picture that Markdown dumps leave."""
        return _IMAGE.search(self.text) is not None

    @cached_property
    def is_cell(self) -> bool:
        """Whether it is a cell of a table as Markdown dumps write them."""
        return self.text.startswith("|") or self.text.endswith("|")


def split_lines(text: str) -> list[Line]:
    """The lines of the text that hold anything, the wrapped lines of a paragraph made one."""
    rows: list[tuple[int, int, int, int]] = []  # start, end, indent, block
    block, last_end = 0, 0
    for match in _LINE.finditer(text):
        row = match.group()
        stripped = row.strip()
        if not stripped:
            continue
        start = match.start() + row.find(stripped[0])
        if rows and _line_breaks(text, last_end, match.start()) > 1:
            block += 1
        rows.append((start, start + len(stripped), start - match.start(), block))
        last_end = match.end()
    check_lines(len(rows))
    return _unwrap(text, rows)


def _line_breaks(text: str, start: int, end: int) -> int:
    return end - start if end - start < 2 else len(_BREAK.findall(text, start, end))


def _unwrap(text: str, rows: Sequence[tuple[int, int, int, int]]) -> list[Line]:
    width = _wrap_width(rows)
    lines: list[Line] = []
    group: list[tuple[int, int, int, int]] = []

    def close() -> None:
        if group:
            ranges = tuple((start, end) for start, end, _, _ in group)
            joined = " ".join(
                " ".join(text[start:end].split()) if len(group) > 1 else text[start:end] for start, end in ranges
            )
            lines.append(Line(joined, ranges, group[0][2], group[0][3], len(lines)))
            group.clear()

    for row in rows:
        if group and not (width and _continues(text, group[-1], row, width)):
            close()
        group.append(row)
    close()
    return lines


def _wrap_width(rows: Sequence[tuple[int, int, int, int]]) -> int:
    """The column at which the page breaks its lines, 0 where it does not."""
    following = [a for a, b in pairwise(rows) if a[3] == b[3]]
    lengths = sorted(end - start for start, end, _, _ in following)
    if len(lengths) < 4:
        return 0
    width = lengths[-1 - len(lengths) // 50]
    full = sum(length > width * 0.8 for length in lengths)
    return width if 40 <= width <= 110 and full >= 4 and full >= len(lengths) * 0.4 else 0


def _continues(text: str, before: tuple[int, int, int, int], row: tuple[int, int, int, int], width: int) -> bool:
    """Whether the row goes on with the paragraph: its first word did not fit on the line before."""
    if before[3] != row[3] or row[2] < before[2] - 4 or _BULLET.match(text, row[0], row[1]):
        return False
    first_word = len(text[row[0] : row[1]].split(None, 1)[0])
    return (before[1] - before[0]) + 1 + first_word > width * 0.95
