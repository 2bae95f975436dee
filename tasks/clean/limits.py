"""How much of a page is read. What holds more is no page of news, and would keep a worker busy for minutes.

Each limit is several times what the largest real pages hold (minutes of a parliament, a gazette's list of postings);
together they are set to keep the cleaning of a page, and the reading of its article, under five seconds of one core
each (docs/reliability.md says where that was measured).
"""

from __future__ import annotations

import re
from itertools import pairwise

from schemas.vocab import QuarantineReason

MARKUP_SIGNS = 200_000  # "<" and "&" of a page of HTML: about 10 to 30 µs each
META_TAGS = 5_000  # of a page of HTML, which has some dozens: about 120 µs each
PAGE_CHARS = 400_000  # visible on the page: five times the longest article that is read
PAGE_LINES = 20_000  # that hold anything: about 100 µs each, with their neighbours
ARTICLE_CHARS = 80_000  # thirty pages of a book
ARTICLE_WORDS = 17_000  # and marks; prose as long has 15,000. Each may be a date, a pronoun, a place: about 100 µs each
ARTICLE_NAMES = 1_000  # different pairs of capitalised words, one right after the other: 2 to 3 ms each
ARTICLE_PROPER = 1_800  # different capitalised words: each name is compared with all that are like it, 1 ms each
ARTICLE_CAPITALS = 5_000  # words with a capital, each of which may be a name: about 300 µs each
ARTICLE_SENTENCES = 2_000  # as their full stops and line ends count them; each may hold a claim, 700 µs each
SENTENCE_CHARS = 10_000  # a decree that names a hundred people in one sentence has half as many
FIELD_CHARS = 2_000  # of a title, an outlet's name or a writer's
_META = re.compile(r"<meta\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_WORD_OR_MARK = re.compile(r"\w+|[^\w\s]")
_STOP = re.compile(r"[.!?…\n]")


class TooMuchError(ValueError):
    """The page holds more than is read; the message says of what, `reason` is the word for it."""

    def __init__(self, reason: QuarantineReason, rule: str, what: str, found: int, limit: int) -> None:
        super().__init__(f"{what}: {found:,}, of which at most {limit:,} are read. Split the page, or leave it out.")
        self.reason = reason
        self.rule = rule


def check_markup(source: str) -> None:
    """Raises TooMuchError where a page of HTML holds too many tags and entities to be seen in time."""
    metas = sum(1 for _ in _META.finditer(source))
    if metas > META_TAGS:
        raise TooMuchError(QuarantineReason.TOO_COMPLEX, "page_meta", "meta tags of the page", metas, META_TAGS)
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
    capitals = [word for word in _WORD.finditer(text) if word.group()[0].isupper()]
    names = {(a.group(), b.group()) for a, b in pairwise(capitals) if not text[a.end() : b.start()].strip(" ")}
    proper = {word.group() for word in capitals}
    stops = [0, *(m.end() for m in _STOP.finditer(text)), len(text)]
    longest = max(end - start for start, end in pairwise(stops))
    too_long, too_complex = QuarantineReason.OVERSIZE, QuarantineReason.TOO_COMPLEX
    for reason, rule, what, found, limit in (
        (too_long, "article_length", "characters of the article", len(text), ARTICLE_CHARS),
        (too_complex, "article_words", "words and marks of the article", _count(_WORD_OR_MARK, text), ARTICLE_WORDS),
        (too_complex, "article_capitals", "capitalised words of the article", len(capitals), ARTICLE_CAPITALS),
        (too_complex, "article_names", "names of the article", len(names), ARTICLE_NAMES),
        (
            too_complex,
            "article_proper",
            "different capitalised words of the article",
            len(proper),
            ARTICLE_PROPER,
        ),
        (too_complex, "article_sentences", "sentences of the article", len(stops), ARTICLE_SENTENCES),
        (too_complex, "sentence_length", "characters of one sentence", longest, SENTENCE_CHARS),
    ):
        if found > limit:
            raise TooMuchError(reason, rule, what, found, limit)


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))
