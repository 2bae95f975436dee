"""The people that an article sets out as a list: one a line, each line beginning with a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.vocab import MentionForm
from tasks.extract.language.annotation import AnnotatedSentence
from tasks.extract.language.word_classes import PREPOSITIONS

# A name must begin this soon in its line: after a bullet, a number, a country ("FRANCE: Ambassador X"), a title.
_HEAD_TOKENS = 7
_SHORTEST = 2
_NUMBERS = {
    w: n
    for n, w in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2
    )
}
_NUMBERS |= {str(n): n for n in range(2, 40)} | {
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "seventeen": 17,
    "twenty": 20,
}


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list: the paragraph that it begins with and whom its lines name, in order."""

    paragraph: int
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """What a paragraph begins with: whether a bullet or number marks it, and whom it names at once."""

    paragraph: int
    is_marked: bool
    people: tuple[int, ...]


def find_lists(sentences: Sequence[AnnotatedSentence]) -> list[PeopleList]:
    """Runs of at least two paragraphs of one kind, marked or not, that each begin with a name.

    A description may follow each marked name in a paragraph of its own.
    """
    lists: list[PeopleList] = []
    run: list[_Line] = []
    for line in [*_lines(sentences), _Line(1 << 30, False, ())]:
        if run and line.people and line.is_marked == run[0].is_marked:
            run.append(line)
        elif run and run[0].is_marked and not line.is_marked and line.paragraph - run[-1].paragraph <= 2:
            continue
        else:
            if len(run) >= _SHORTEST:
                lists.append(PeopleList(run[0].paragraph, tuple(dict.fromkeys(p for r in run for p in r.people))))
            run = [line] if line.people else []
    return lists


def _lines(sentences: Sequence[AnnotatedSentence]) -> list[_Line]:
    lines: list[_Line] = []
    open_mark: int | None = None
    for s in sentences:
        paragraph = s.sentence.paragraph
        if s.sentence.is_title or not s.words or (lines and lines[-1].paragraph == paragraph):
            continue
        if len(s.words) <= 2 and not s.refs:  # "1." stands as a sentence of its own
            open_mark = paragraph
            continue
        marked = open_mark == paragraph or _is_mark(s.words[0]) or ":" in s.words[1:4]
        lines.append(_Line(paragraph, marked, _head(s, marked)))
    return lines


def _is_mark(word: str) -> bool:
    return word in _MARKS or word.rstrip(".").isdigit()


_MARKS = frozenset("-–—•*▪·")


def _head(s: AnnotatedSentence, marked: bool) -> tuple[int, ...]:
    """Whom the line names first, if it does so at once and is no full sentence about them."""
    ref = next(iter(s.refs), None)
    if ref is None or ref.start >= _HEAD_TOKENS or ref.form is not MentionForm.NAME or s.is_possessive(ref):
        return ()
    if ref.start and s.words[ref.start - 1] in PREPOSITIONS:
        return ()
    nxt = s.words[ref.end] if ref.end < len(s.words) else ","
    return ref.people if marked or nxt in ",;:(-–—./" else ()


def list_announced(s: AnnotatedSentence, start: int, end: int, lists: Sequence[PeopleList]) -> tuple[int, ...]:
    """Whom "the following envoys" or "seven officials" between tokens `start` and `end` stands for: a list, or none.

    A number must be the length of the list.
    """
    window = s.words[start:end]
    following = "following" in window or s.words[-1] == ":"
    number = next((_NUMBERS[w] for w in window if w in _NUMBERS), None)
    for candidate in lists:
        if candidate.paragraph <= s.sentence.paragraph:
            continue
        if number is not None and len(candidate.people) == number:
            return candidate.people
        if following and candidate.paragraph <= s.sentence.paragraph + 2 and number in (None, len(candidate.people)):
            return candidate.people
    return ()
