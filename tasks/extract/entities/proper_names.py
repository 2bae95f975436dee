"""Bodies named by a proper name: "Free Syrian Army", "University of Aden"."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.vocab import OrganizationKind as Kind
from tasks.extract.entities.body_heads import of_country, proper_heads, sentence_text, state_bodies
from tasks.extract.entities.owners import Places
from tasks.extract.entities.places import country_of
from tasks.extract.entities.titles import titles
from tasks.extract.language.document import Sentence, Token
from tasks.extract.language.lexicon import words
from tasks.extract.model import BodySpan

_LONGEST_NAME = 14  # words on either side of the head
_NO_NAMES = frozenset(("the", "a", "an", "at", "in", "on"))
_NAMES_TOO = frozenset(("national", "general", "chief", "guard"))  # titles that also stand in names


def proper_name_at(sentence: Sentence, i: int, places: Places) -> BodySpan | None:
    """The proper name around a head at token `i`; None for the bare word."""
    tokens = sentence.tokens
    first, end = _first(tokens, i, places), _end(tokens, i)
    kind = proper_heads()[tokens[i].lower]
    if end == i + 1 and first == i:
        return None
    lead = places.by_start.get(tokens[first].start)
    country = places.home
    if lead:
        country = country_of(lead) or country
    named = [p for k in range(i, end) if (p := places.by_start.get(tokens[k].start))]
    if named:
        country = country_of(named[-1])
    name = sentence_text(tokens, first, end).replace("’", "'")
    if lead and lead.is_demonym:
        rest = next((k for k in range(first, end) if tokens[k].start >= lead.end), end)
        style = state_bodies().longest_at(tokens, rest) if rest < end else None
        if style and style[0] == end:
            return BodySpan(
                tokens[first].start,
                tokens[end - 1].end,
                of_country(style[1].style, country),
                style[1].kind,
                country.code if country else None,
                None,
                None,
            )
    if kind is Kind.INTERNATIONAL:
        country = country_of(lead) if lead else None
    return BodySpan(tokens[first].start, tokens[end - 1].end, name, kind, country.code if country else None, None, None)


def _first(tokens: Sequence[Token], i: int, places: Places) -> int:
    first = i
    while first > 0 and i - first < _LONGEST_NAME:
        before = tokens[first - 1]
        if before.lower in ("'s", "'") and first > 1 and tokens[first - 2].is_capitalised:
            if places.by_end.get(tokens[first - 2].end):
                break
            first -= 2
        elif before.is_capitalised and before.text[0].isalpha() and before.lower not in _NO_NAMES:
            if titles().longest_at(tokens, first - 1) and before.lower not in _NAMES_TOO:
                break
            first -= 1
        elif before.text[0].isdigit() and before.text[-1].isalpha():
            first -= 1  # "105th Brigade"
        else:
            break
    return first


def _end(tokens: Sequence[Token], i: int) -> int:
    end = i + 1
    while end < len(tokens) and end - i < _LONGEST_NAME:
        word = tokens[end]
        if word.text.isdigit() or (word.text == "No" and end == i + 1):
            end += 1
            continue
        step = _complement_end(tokens, i, end) if word.lower in ("of", "for", "on", "against") else end
        if step == end:
            break
        end = step
    return end


def _complement_end(tokens: Sequence[Token], i: int, at: int) -> int:
    """Where "of the Republican Guard" ends that begins at token `at`; `at` itself where no name follows."""
    end = at + 1
    if end < len(tokens) and tokens[end].lower == "the":
        end += 1
    if end >= len(tokens) or not tokens[end].is_capitalised:
        return at
    end += 1
    last = min(len(tokens), i + _LONGEST_NAME)
    while end < last and tokens[end].is_capitalised and _is_name_word(tokens, end):
        end += 1
    while end + 1 < last and tokens[end].lower in ("and", "&") and _is_field(tokens[end + 1]):
        end += 2
    return end


def _is_name_word(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].lower in proper_heads() or not titles().longest_at(tokens, at)


def _is_field(token: Token) -> bool:
    return token.is_capitalised and token.lower in words("portfolios.txt")
