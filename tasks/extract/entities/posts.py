"""Phrases that name a post: title, what stands before it, and whose and where it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.extract.entities.body_heads import sentence_text
from tasks.extract.entities.owners import Places
from tasks.extract.entities.post_bodies import body_of_post
from tasks.extract.entities.post_complements import read_after
from tasks.extract.entities.post_context import with_context
from tasks.extract.entities.post_openings import modifiers, read_before
from tasks.extract.entities.post_phrase import Phrase
from tasks.extract.entities.post_words import PREPOSITIONS
from tasks.extract.entities.titles import Title, is_title_word, titles
from tasks.extract.language.document import Document, Sentence, Token
from tasks.extract.language.lexicon import words
from tasks.extract.model import BodySpan, PostSpan

# After a lower-case "general" or "major" only these show that a rank is meant, not the adjective
_AFTER_RANK = frozenset(
    [
        "in",
        "of",
        "who",
        "and",
        "or",
        "at",
        "from",
        "for",
        "said",
        "was",
        "is",
        "has",
        "had",
        "with",
        "whose",
        "on",
        "to",
        "by",
        "by",
        "as",
    ]
)


_HOMONYMS = frozenset(["general", "major", "private", "captain", "principal", "marshal", "ensign"])


# A noun that is a verb after these: "to head", "will chair"
_BEFORE_VERBS = frozenset(
    ["to", "will", "would", "could", "can", "may", "might", "must", "shall", "should", "did", "does", "not"]
)


_VERB_LIKE = frozenset(
    [
        "head",
        "chair",
        "judge",
        "guard",
        "pilot",
        "whip",
        "aide",
        "clerk",
        "captain",
        "boss",
        "chief",
        "general",
        "marshal",
    ]
)


def find_posts(document: Document, places: Places, bodies: Sequence[BodySpan]) -> tuple[PostSpan, ...]:
    """The posts of an article in text order; of two that share their head, the longer one."""
    starts = {b.start: b for b in bodies}
    ends = {b.end: b for b in bodies}
    inside = _Cover(bodies)
    found: list[PostSpan] = []
    for sentence in document.sentences:
        found += _posts_of(sentence, places, starts, ends, inside)
    return with_context(found, bodies, places, document)


class _Cover:
    """Which bodies cover a character."""

    def __init__(self, bodies: Sequence[BodySpan]) -> None:
        self._bodies = sorted(bodies, key=lambda b: b.start)
        self._at = {c: b for b in self._bodies for c in range(b.start, b.end)}

    def at(self, char: int) -> BodySpan | None:
        return self._at.get(char)


def _posts_of(
    sentence: Sentence, places: Places, starts: dict[int, BodySpan], ends: dict[int, BodySpan], inside: _Cover
) -> Iterator[PostSpan]:
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        hit = titles().longest_at(tokens, i)
        if hit is None or not _is_title(tokens, i, *hit, inside):
            i += 1
            continue
        end, title = hit
        phrase = Phrase(title, [title.title], i, i, end, end)
        read_before(phrase, sentence, places, ends)
        read_after(phrase, sentence, places, starts)
        phrase.before_name = _is_name_next(tokens, phrase.end)
        post = _settle(phrase, tokens, places)
        if post:
            yield post
        i = end


def _is_name_next(tokens: Sequence[Token], end: int) -> bool:
    """Whether names follow: "the deputy Gil Roe", "three deputies: A, B"."""
    if end + 1 < len(tokens) and tokens[end].text == ":":
        end += 1
    name = tokens[end : end + 2]
    return len(name) == 2 and all(t.is_capitalised and not is_title_word(t.lower) for t in name)


def _is_title(tokens: Sequence[Token], i: int, end: int, title: Title, inside: _Cover) -> bool:
    word, text = tokens[i].lower, tokens[i].text
    before = tokens[i - 1].lower if i else ""
    after = tokens[end] if end < len(tokens) else None
    if "cased" in title.flags and sentence_text(tokens, i, end).replace(".", "") != title.written:
        return False
    cover = inside.at(tokens[i].start)
    if cover and cover.end > tokens[end - 1].end and cover.start < tokens[i].start:
        return False
    if cover and cover.start < tokens[i].start and cover.end == tokens[end - 1].end:
        return False
    if cover and cover.start == tokens[i].start and cover.end >= tokens[end - 1].end:
        return False
    if end == i + 1 and word in _VERB_LIKE and text.islower() and before in _BEFORE_VERBS:
        return False
    if end == i + 1 and word in _HOMONYMS and text.islower() and after and after.text[0].isalpha():
        return after.is_capitalised or after.lower in _AFTER_RANK
    if "prenominal" in title.flags:
        return bool(after and after.is_capitalised)
    if "relational" in title.flags or title.title == "deputy":
        # "his deputy", but not "his deputy foreign minister"
        return not (
            after
            and after.lower not in PREPOSITIONS
            and (after.lower in words("portfolios.txt") or after.lower in modifiers() or is_title_word(after.lower))
        )
    return not (after and after.text == "-" and after.start == tokens[end - 1].end)


def _settle(phrase: Phrase, tokens: Sequence[Token], places: Places) -> PostSpan | None:
    settled = body_of_post(phrase, places)
    if settled is None:
        return None
    return PostSpan(
        start=tokens[phrase.first].start,
        end=tokens[phrase.end - 1].end,
        head_end=tokens[phrase.head_end - 1].end,
        title=settled.title,
        title_class=settled.title_class,
        body=phrase.body,
        organization=settled.organization,
        organization_kind=settled.kind,
        country=settled.country,
        place=settled.place,
        place_country=settled.place_country,
        former=phrase.former,
        future=phrase.future,
    )
