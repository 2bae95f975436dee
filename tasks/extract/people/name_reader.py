"""What a second reader of names has to offer, and its spans as candidates."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import Protocol

from tasks.extract.language.document import Document, Token
from tasks.extract.people.name_lexicons import fold, lexicons
from tasks.extract.people.name_titles import is_title, title_of_two, titles_before
from tasks.extract.people.person_names import NameSpan, is_credit, is_headline, is_vessel


class NameReader(Protocol):
    """A second reader of names, beside the rules."""

    def spans(self) -> Sequence[tuple[int, int]]:
        """What it takes for names: code points of the page's text."""
        ...

    def weigh(self, start: int, end: int, certainty: float) -> float:
        """The probability that the span is a name, where the rules say `certainty`."""
        ...


def spans_of(document: Document, reader: NameReader, taken: Sequence[NameSpan]) -> list[NameSpan]:
    """The reader's spans as candidates, but for those that share a word with `taken`."""
    words = {(s.sentence, i) for s in taken for i in range(s.first, s.last)}
    headlines = {s.index for s in document.sentences if is_headline(s)}
    found = (_span_at(document, start, end, headlines) for start, end in reader.spans())
    return [s for s in found if s and words.isdisjoint((s.sentence, i) for i in range(s.first, s.last))]


def _span_at(document: Document, start: int, end: int, headlines: Collection[int]) -> NameSpan | None:
    """Those characters as a candidate, without the titles in front of the name.

    None where they are no whole words of one sentence, have no capital, or credit a picture.
    """
    sentence = document.sentence_at(start)
    if sentence is None:
        return None
    first = bisect_left(sentence.tokens, start, key=lambda t: t.start)
    last = bisect_left(sentence.tokens, end, key=lambda t: t.start)
    tokens = sentence.tokens
    if first == last or tokens[first].start != start or tokens[last - 1].end != end:
        return None
    while first < last - 1 and (two := title_of_two(tokens, first)) is not None and two[1] < last - 1:
        first = two[1] + 1
    while first < last - 1 and (_is_title_here(tokens, first, last) or tokens[first].text == "."):
        first += 1
    if not any(t.is_capitalised for t in tokens[first:last]):
        return None
    words = tuple(t.text for t in tokens[first:last] if t.text[0].isalpha())
    titles = titles_before(sentence, first)
    in_headline = sentence.index in headlines
    span = NameSpan(sentence.index, first, last, tokens[first].start, end, words, titles, False, in_headline)
    return None if is_credit(document.text, sentence, span) or is_vessel(sentence, span) else span


def _is_title_here(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the word stands in front of a name; "Amir" of a name of two words is a given name."""
    word = fold(tokens[first].text)
    return is_title(word, lexicons()) and (word not in lexicons().given or last - first > 2)
