"""An article as sentences and tokens, with code-point offsets into the page's text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from schemas.stages import CleanPage

# A word with inner hyphens, apostrophes and dots ("Mehman-Parast", "N'Guessan", "U.S."), a number, or one mark.
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., J.R.
    r"|\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?\b"
    r"|[^\W_]+(?:[-’'‘ʼ][^\W_]+)*"
    r"|[^\w\s]",
    re.UNICODE,
)
_POSSESSIVE = re.compile(r"(.+)([’'](?:s|S))$|(.+[sS])([’'])$")
# Words whose full stop does not end a sentence.
_ABBREVIATIONS = frozenset(
    word
    for line in files("tasks.extract").joinpath("lexicons", "abbreviations.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
_END = re.compile(r"[.!?…]+[\"”’')\]»]*(?=\s+[\"“‘'(\[«—–-]*[^\W_])|[.!?…]+[\"”’')\]»]*\s*$")


# Of a sentence. A decree that names a hundred people in one has as many; what looks around in a sentence would take the
# square of its length.
_MOST_TOKENS = 600


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark. A possessive 's is a token of its own."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case, curly apostrophes straightened."""
        return self.text.lower().replace("’", "'")

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with an upper-case letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one line that stands for itself (headline, list entry)."""

    index: int
    paragraph: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    is_title: bool


@dataclass(frozen=True)
class Document:
    """One article: its page, its text and its sentences in order."""

    page: CleanPage
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The text that all offsets count in."""
        return self.page.text

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence_at(self, char: int) -> Sentence | None:
        """The sentence that holds that code point; None between sentences."""
        i = bisect_right(self._starts, char) - 1
        if i < 0 or char >= self.sentences[i].end:
            return None
        return self.sentences[i]

    def sentences_on(self, start: int, end: int) -> Sequence[Sentence]:
        """The sentences that have any of those code points, in order."""
        first = max(0, bisect_right(self._starts, start) - 1)
        return [s for s in self.sentences[first : bisect_left(self._starts, end)] if s.end > start]

    @classmethod
    def of(cls, page: CleanPage) -> Document:
        """The page's text, split at paragraphs (blank lines or line breaks) and full stops."""
        sentences: list[Sentence] = []
        for paragraph, (start, end) in enumerate(_lines(page.text)):
            for s, e in _split_sentences(page.text, start, end):
                for a, b, tokens in _parts(tuple(tokenize(page.text, s, e)), s, e):
                    sentences.append(Sentence(len(sentences), paragraph, a, b, tokens, b <= page.body_start))
        return cls(page, tuple(sentences))


def tokenize(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of `text[start:end]`, with offsets into `text`."""
    for m in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word = m.group()
        p = _POSSESSIVE.match(word) if len(word) > 2 and word[0].isalpha() else None
        if p and p.group(1):
            cut = m.start() + len(p.group(1))
            yield Token(text[m.start() : cut], m.start(), cut)
            yield Token(text[cut : m.end()], cut, m.end())
        else:
            yield Token(word, m.start(), m.end())


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for m in re.finditer(r"[^\n]+", text):
        line = m.group()
        left = len(line) - len(line.lstrip())
        if line.strip():
            yield m.start() + left, m.start() + len(line.rstrip())


def _split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for m in _END.finditer(text, start, end):
        if m.start() < at or _is_abbreviation(text, at, m):
            continue
        yield at, m.end()
        at = m.end()
        while at < end and text[at].isspace():
            at += 1
    if at < end:
        yield at, end


def _parts(tokens: tuple[Token, ...], start: int, end: int) -> Iterator[tuple[int, int, tuple[Token, ...]]]:
    """Start, end and tokens of the sentence; of an endless one, of its parts, each cut after a semicolon or comma."""
    while len(tokens) > _MOST_TOKENS:
        late = range(_MOST_TOKENS - 1, _MOST_TOKENS // 2, -1)
        cut = next((k + 1 for mark in ";," for k in late if tokens[k].text == mark), _MOST_TOKENS)
        yield start, tokens[cut - 1].end, tokens[:cut]
        tokens = tokens[cut:]
        start = tokens[0].start
    yield start, end, tokens


def _is_abbreviation(text: str, sentence_start: int, stop: re.Match[str]) -> bool:
    if text[stop.start()] != "." or stop.group().rstrip("\"”’')]»") != ".":
        return False
    before = re.search(r"([^\W\d_][\w.]*)$", text[max(sentence_start, stop.start() - 40) : stop.start()])
    if not before:
        return False
    word = before.group(1)
    following = text[stop.end() : stop.end() + 40].lstrip()
    if word.lower() in _ABBREVIATIONS:
        # "Nov. 3", "Gen. Smith"; but "... on the ship Inc. It" cannot be told without reading on
        return True
    single = len(word) == 1 and word.isupper()  # an initial: "J. Smith"
    dotted = "." in word and all(len(p) <= 2 for p in word.split("."))  # "U.S. Treasury"
    return (single and bool(following)) or (
        dotted and not re.match(r"(The|He|She|It|They|In|On|At|But|A|An|This|That)\b", following)
    )
