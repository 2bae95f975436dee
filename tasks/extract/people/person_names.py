"""Sequences of capitalised words that may be a person's name, with the titles before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.extract.language.document import Document, Sentence
from tasks.extract.model import Entities
from tasks.extract.people.name_lexicons import fold, lexicons, word_group
from tasks.extract.people.name_runs import runs
from tasks.extract.people.name_titles import titles_before
from tasks.extract.people.name_words import Word, classify, segments

_MAX_WORDS = 9


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A sequence that may be a name. `first` and `last` are its tokens in its sentence, `last` exclusive.

    `titles` are the folded titles and nouns for people right before it, nearest last; `body` says that a word of bodies
    stands with it ("Benjamin Mkapa Hall").
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    words: tuple[str, ...]
    titles: tuple[str, ...]
    in_body: bool
    in_headline: bool

    @property
    def folded(self) -> tuple[str, ...]:
        """Its words in lower case, without diacritics."""
        return tuple(fold(w) for w in self.words)


def find_name_spans(document: Document, entities: Entities) -> list[NameSpan]:
    """All candidates of the article in text order."""
    places = _covered((p.start, p.end) for p in entities.places if p.is_country or p.is_demonym)
    cities = frozenset(p.start for p in entities.places if not p.is_demonym)
    return [
        span
        for sentence in document.sentences
        for headline in (is_headline(sentence),)
        for run in runs(document.text, sentence)
        for span in _candidates(document.text, sentence, run, headline, places, cities)
        if not is_credit(document.text, sentence, span) and not is_vessel(sentence, span)
    ]


# "Photo by: Press Pool / Mary Roe", "(Reporting by Jane Doe; editing by John Roe)", "By Jane Doe" as a line of its own
_CREDIT = re.compile(
    r"(?:\b(?:photo(?:s|graph|graphs)?|picture|image|illustration|video|footage)(?: by| credit| courtesy)?:?|"
    r"\b(?:reporting|writing|editing|edited|written|translated|compiled|photographed) by)\s[^.!?]{0,60}$|"
    r"^by\s$|[/©]\s?$",
    re.IGNORECASE,
)


def is_credit(text: str, sentence: Sentence, span: NameSpan) -> bool:
    """Whether the name stands under a picture or an article as its maker's."""
    before = text[max(sentence.start, span.start - 80) : span.start]
    m = _CREDIT.search(before)
    if m is None:
        return False
    after = text[span.end : span.end + 14].strip()
    if before.lower() == "by ":
        return span.end >= sentence.end or after[:1] in ("|", ",")
    return after[:1] in ("", "|", "/", ")", ";", ".", "(", "\n", "—", "-") or after[:4] == "and "


def is_vessel(sentence: Sentence, span: NameSpan) -> bool:
    """Whether a ship or a storm bears the name: "the frigate Almirante Grau"."""
    i = span.first - 1
    while i > 0 and sentence.tokens[i].is_capitalised and fold(sentence.tokens[i].text) in lexicons().titles:
        i -= 1
    return i >= 0 and sentence.tokens[i].lower in _VESSELS


_VESSELS = word_group("vessels-and-storms")


def _covered(spans: Iterator[tuple[int, int]]) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, end))


def is_headline(sentence: Sentence) -> bool:
    """Whether nearly all its longer words have capitals, so that a capital says nothing."""
    if sentence.tokens and sentence.tokens[-1].text == ".":
        return False
    long_words = [t for t in sentence.tokens if len(t.text) > 3 and t.text[0].isalpha()]
    return len(long_words) > 3 and sum(t.is_capitalised for t in long_words) >= 0.75 * len(long_words)


def _without_lead(sentence: Sentence, piece: list[Word], cities: frozenset[int]) -> list[Word]:
    """The words of a possible name without particles, common words and places that only run into it."""
    lex = lexicons()
    while piece and piece[0].is_particle:
        piece = piece[1:]
    tokens = sentence.tokens
    for k in range(1, min(4, len(piece) - 1)):
        word = fold(tokens[piece[k].index].text)
        if word in lex.given and word not in lex.weak_given and all(w.kind == "W" for w in piece[:k]):
            return piece[k:]  # "Third Rank Gleb Tal"
    before = tokens[piece[0].index - 1].lower if piece and piece[0].index else ""
    if len(piece) > 2 and before in ("of", "in", "from") and tokens[piece[0].index].start in cities:
        return piece[1:]  # "Governor of Shiga Mikazuki Taizo"
    return piece


def _candidates(
    text: str, sentence: Sentence, run: list[int], headline: bool, places: frozenset[int], cities: frozenset[int]
) -> Iterator[NameSpan]:
    words = classify(sentence, run, headline, places)
    for first, last, in_body in segments(sentence, words, headline):
        piece = words[first:last]
        piece = _without_lead(sentence, piece, cities)
        while piece and piece[-1].is_particle:
            piece = piece[:-1]
        if not piece or len(piece) > _MAX_WORDS or all(w.kind == "I" for w in piece):
            continue
        tokens = sentence.tokens
        start, end = tokens[piece[0].index].start, tokens[piece[-1].index].end
        if piece[-1].kind == "I" and text[end : end + 1] == ".":
            end += 1
        yield NameSpan(
            sentence.index,
            piece[0].index,
            piece[-1].index + 1,
            start,
            end,
            tuple(tokens[w.index].text for w in piece),
            titles_before(sentence, piece[0].index),
            in_body,
            headline,
        )
