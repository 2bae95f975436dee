"""How much of a page is read. What holds more is no page of news, and would keep a worker busy for minutes.

Each limit is several times what the largest real pages hold (minutes of a parliament, a gazette's list of postings);
together they are set to keep the reading of a page under about five seconds of one core (docs/reliability.md says where
that was measured, and the sentence of which it is not true).
"""

from __future__ import annotations

import re
from itertools import pairwise

from schemas.vocab import QuarantineReason

MARKUP_SIGNS = 200_000  # "<" and "&" of a page of HTML: about 10 µs each
PAGE_CHARS = 1_000_000  # visible on the page: twice a novel
PAGE_LINES = 20_000  # that hold anything: about 100 µs each, with their neighbours
ARTICLE_CHARS = 150_000  # sixty pages of a book
ARTICLE_NAMES = 1_500  # different pairs of capitalised words: each name is compared with every other
ARTICLE_CAPITALS = 15_000  # words with a capital, each of which may be a name: about 200 µs each
ARTICLE_SENTENCES = 10_000  # as their full stops and line ends count them; each may hold a claim
SENTENCE_CHARS = 10_000  # a decree that names a hundred people in one sentence has half as many
FIELD_CHARS = 2_000  # of a title, an outlet's name or a writer's
_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?…\n]")


class TooMuchError(ValueError):
    """The page holds more than is read; the message says of what, `reason` is the word for it."""

    def __init__(self, reason: QuarantineReason, rule: str, what: str, found: int, limit: int) -> None:
        super().__init__(f"{what}: {found:,}, of which at most {limit:,} are read. Split the page, or leave it out.")
        self.reason = reason
        self.rule = rule


def check_markup(source: str) -> None:
    """Raises TooMuchError where a page of HTML holds too many tags and entities to be seen in time."""
    signs = source.count("<") + source.count("&")
    if signs > MARKUP_SIGNS:
        raise TooMuchError(
            QuarantineReason.TOO_COMPLEX, "page_markup", "tags and entities of the page", signs, MARKUP_SIGNS
        )


def check_view(text: str) -> None:
    """Raises TooMuchError where a page's visible text is too long to be searched for an article."""
    if len(text) > PAGE_CHARS:
        raise TooMuchError(QuarantineReason.OVERSIZE, "page_length", "characters on the page", len(text), PAGE_CHARS)


def check_lines(count: int) -> None:
    """Raises TooMuchError where a page has too many lines."""
    if count > PAGE_LINES:
        raise TooMuchError(QuarantineReason.TOO_COMPLEX, "page_lines", "lines of the page", count, PAGE_LINES)


def check_article(text: str) -> None:
    """Raises TooMuchError where an article is too long, or names too many, to be read in time."""
    if len(text) > ARTICLE_CHARS:
        raise TooMuchError(
            QuarantineReason.OVERSIZE, "article_length", "characters of the article", len(text), ARTICLE_CHARS
        )
    words = _WORD.findall(text)
    capitals = sum(word[0].isupper() for word in words)
    if capitals > ARTICLE_CAPITALS:
        what = "capitalised words of the article"
        raise TooMuchError(QuarantineReason.TOO_COMPLEX, "article_capitals", what, capitals, ARTICLE_CAPITALS)
    names = len({pair for pair in pairwise(words) if pair[0][0].isupper() and pair[1][0].isupper()})
    if names > ARTICLE_NAMES:
        raise TooMuchError(QuarantineReason.TOO_COMPLEX, "article_names", "names of the article", names, ARTICLE_NAMES)
    stops = [0, *(m.end() for m in _STOP.finditer(text)), len(text)]
    if len(stops) > ARTICLE_SENTENCES:
        what = "sentences of the article"
        raise TooMuchError(QuarantineReason.TOO_COMPLEX, "article_sentences", what, len(stops), ARTICLE_SENTENCES)
    longest = max(end - start for start, end in pairwise(stops))
    if longest > SENTENCE_CHARS:
        what = "characters of one sentence"
        raise TooMuchError(QuarantineReason.TOO_COMPLEX, "sentence_length", what, longest, SENTENCE_CHARS)
