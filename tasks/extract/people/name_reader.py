"""What a second reader of names has to offer, and its spans as candidates."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol

from tasks.extract.language.document import Document
from tasks.extract.people.name_titles import titles_before
from tasks.extract.people.person_names import NameSpan, is_headline


class NameReader(Protocol):
    """A second reader of names, beside the rules."""

    def spans(self) -> Sequence[tuple[int, int]]:
        """What it takes for names: code points of the page's text."""
        ...

    def weigh(self, start: int, end: int, certainty: float) -> float:
        """The probability that the span is a name, where the rules say `certainty`."""
        ...


def span_at(document: Document, start: int, end: int) -> NameSpan | None:
    """Those characters as a candidate; None where they are no whole words of one sentence, or have no capital."""
    sentence = document.sentence_at(start)
    if sentence is None:
        return None
    first = bisect_left(sentence.tokens, start, key=lambda t: t.start)
    last = bisect_left(sentence.tokens, end, key=lambda t: t.start)
    tokens = sentence.tokens[first:last]
    if not tokens or tokens[0].start != start or tokens[-1].end != end or not any(t.is_capitalised for t in tokens):
        return None
    words = tuple(t.text for t in tokens if t.text[0].isalpha())
    titles = titles_before(sentence, first)
    return NameSpan(sentence.index, first, last, start, end, words, titles, False, is_headline(sentence))
