"""Where in the text an expression stands: on which line, and whether it heads it, opens an entry or a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.dates.lexemes import Lexeme
from tasks.dates.readings import Parsed

_HEADING = 6  # words: a longer line tells something
_INTRODUCTIONS = ("in", "on", "by", "during", "at", "from", "then", "early", "late", "later")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands. `line` counts from 0.

    `is_heading` is True where a short line with no full stop holds it ("2012", "Campaign of 1905"), `opens_line` where
    nothing but a bullet stands before it ("* 2 March: ..."), `opens_sentence` where at most "in", "on" and such do.
    """

    line: int
    is_heading: bool = False
    opens_line: bool = False
    opens_sentence: bool = False


def places(words: Sequence[Lexeme], parsed: Sequence[Parsed]) -> list[Place]:
    """Where each expression stands."""
    lines = line_of(words)
    return [_place(words, p, lines[p.first]) for p in parsed]


def line_of(words: Sequence[Lexeme]) -> list[int]:
    """For each word, on which line of the text it stands."""
    lines, line = [], 0
    for w in words:
        lines.append(line)
        line += w.code == "|"
    return lines


def _place(words: Sequence[Lexeme], p: Parsed, line: int) -> Place:
    first = p.first
    while first > 0 and _is_mark(words[first - 1]):
        first -= 1
    opens_line = first == 0 or words[first - 1].code == "|"
    while first > 0 and words[first - 1].lower in _INTRODUCTIONS and p.first - first < len(_INTRODUCTIONS):
        first -= 1
    opens_sentence = first == 0 or words[first - 1].code in "|."
    return Place(line, _is_heading(words, p), opens_line, opens_sentence)


def _is_mark(word: Lexeme) -> bool:
    """A bullet or an opening bracket."""
    return word.code in "(-" or (word.code == "x" and not word.text[0].isalnum() and word.text not in "\"“‘'")


def _is_heading(words: Sequence[Lexeme], p: Parsed) -> bool:
    first, last = p.first, p.last
    while first > 0 and words[first - 1].code != "|":
        first -= 1
        if p.first - first > _HEADING or words[first].code in ".,":
            return False
    while last + 1 < len(words) and words[last + 1].code != "|":
        last += 1
        if last - p.last > _HEADING or words[last].code in ".,":
            return False
    return last - first < _HEADING
