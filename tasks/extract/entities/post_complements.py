"""What follows a title: "of fisheries", "to Japan", "in the province of Berkane", "at Iran's embassy in Helsinki"."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.vocab import OrganizationKind as Kind
from tasks.extract.entities.body_heads import proper_heads, sentence_text
from tasks.extract.entities.owners import Places, town_and_state
from tasks.extract.entities.places import Country, country_of
from tasks.extract.entities.post_phrase import Phrase
from tasks.extract.entities.post_words import (
    CALENDAR,
    LOCAL_CLASSES,
    MISSION_CLASSES,
    PREPOSITIONS,
    REGION_NOUNS,
    STOPS,
)
from tasks.extract.language.document import Sentence, Token
from tasks.extract.language.lexicon import words
from tasks.extract.model import BodySpan, PlaceSpan


def read_after(phrase: Phrase, sentence: Sentence, places: Places, starts: dict[int, BodySpan]) -> None:
    """Takes into a phrase what follows its title."""
    tokens = sentence.tokens
    at = phrase.end
    for mark in ("-designate", "-elect"):
        if at < len(tokens) and tokens[at - 1].lower.endswith(mark):
            phrase.future = True
    if at + 1 < len(tokens) and tokens[at].text == "-" and tokens[at + 1].lower in ("designate", "elect"):
        phrase.future = True
        at += 2
    elif at < len(tokens) and tokens[at].lower in ("designate", "elect"):
        phrase.future = True
        at += 1
    phrase.head_end = phrase.end = at
    at = _read_bracket(phrase, tokens, at)
    if at + 1 < len(tokens) and tokens[at].lower == "in" and tokens[at + 1].lower == "retirement":
        phrase.former = True  # "Rear Admiral in retirement Lund"
        at = phrase.end = at + 2
    for _ in range(5):
        if _is_late_mission(phrase, tokens, at, starts):
            at += 1  # "the deputy head of mission, in Iran's embassy in Helsinki"
        if at >= len(tokens) or tokens[at].lower not in PREPOSITIONS:
            break
        step = _complement(phrase, tokens, at, places, starts)
        if step is None:
            break
        at = phrase.end = step
        if (
            at + 3 < len(tokens)
            and tokens[at].text == "("
            and tokens[at + 2].text == ")"
            and tokens[at + 1].text.isupper()
        ):
            at += 3  # "of the All Progressives Grand Alliance (APGA) in"
            phrase.end = at


def _read_bracket(phrase: Phrase, tokens: Sequence[Token], at: int) -> int:
    """The token after "(rtd)", "(RDC)" or "(Air)" that may stand right after a title."""
    if at + 3 < len(tokens) and [t.text for t in tokens[at + 2 : at + 4]] == [".", ")"] and tokens[at].text == "(":
        if tokens[at + 1].lower in ("rtd", "ret", "retd"):  # "Colonel (ret.) Popa"
            phrase.former = True
            at = phrase.end = at + 4
    elif at + 2 < len(tokens) and tokens[at].text == "(" and tokens[at + 2].text == ")":
        if tokens[at + 1].lower in ("rtd", "retired", "ret", "retd"):
            phrase.former = True
            at += 3
            phrase.end = at
        elif tokens[at + 1].text.isupper():
            at += 3  # "Resident District Commissioner (RDC) of"
        elif "rank" in phrase.title.flags and at + 3 < len(tokens) and tokens[at + 3].is_capitalised:
            at = phrase.end = at + 3  # "Colonel (Air) Juma"
    return at


def _is_late_mission(phrase: Phrase, tokens: Sequence[Token], at: int, starts: dict[int, BodySpan]) -> bool:
    if (
        phrase.body
        or phrase.title.title_class not in MISSION_CLASSES
        or at + 2 >= len(tokens)
        or tokens[at].text != ","
    ):
        return False
    body = starts.get(tokens[at + 2].start) or (starts.get(tokens[at + 3].start) if at + 3 < len(tokens) else None)
    return tokens[at + 1].lower in ("in", "at") and body is not None and body.kind in (Kind.EMBASSY, Kind.CONSULATE)


def _body_in_complement(
    tokens: Sequence[Token], at: int, i: int, is_place: bool, starts: dict[int, BodySpan]
) -> tuple[BodySpan | None, int]:
    """The body that a complement names, and the token where it was found."""
    body = starts.get(tokens[i].start)
    if body is None and not is_place:
        # "for the rebel Free Syrian Army"
        for step in range(i, min(i + 2, len(tokens) - 1)):
            if not tokens[step].text.islower() or tokens[step].lower in STOPS:
                break
            if tokens[step + 1].start in starts and tokens[step + 1].is_capitalised:
                return starts[tokens[step + 1].start], step + 1
    if body is None:
        # "of the country's embassy": the body begins with its owner
        body = next((starts[t.start] for t in tokens[at + 1 : i] if t.start in starts), None)
    return body, i


def _complement(
    phrase: Phrase, tokens: Sequence[Token], at: int, places: Places, starts: dict[int, BodySpan]
) -> int | None:
    """The token after a complement that begins with the preposition at `at`; None where it says nothing of the post."""
    word, i = tokens[at].lower, at + 1
    while i < len(tokens) and tokens[i].lower in ("the", "a", "an", "its", "his", "her", "their", "our"):
        i += 1
    if i >= len(tokens):
        return None
    if word in ("of", "for") and "portfolio" in phrase.title.flags and phrase.portfolio is None:
        end = _field_end(tokens, i)
        if end > i:
            phrase.portfolio = sentence_text(tokens, i, end).lower()
            phrase.words += ["of", phrase.portfolio]
            return end
    if (
        word in ("of", "for", "in")
        and i + 2 < len(tokens)
        and tokens[i].lower in REGION_NOUNS
        and tokens[i + 1].lower == "of"
    ):
        i += 3 if tokens[i + 2].lower == "the" and i + 3 < len(tokens) else 2  # "the province of Berkane"
    seat = town_and_state(tokens, i, places)
    body, i = _body_in_complement(tokens, at, i, seat is not None, starts)
    if body and not (seat and seat[1].end > body.end):
        if body.kind is Kind.INTERNATIONAL and word == "to":
            phrase.host_body = body.name
        elif phrase.body is None:
            phrase.body = body
        return next((k for k in range(i, len(tokens)) if tokens[k].start >= body.end), len(tokens))
    if seat:
        return _take_seat(phrase, tokens, word, *seat)
    if tokens[i].is_capitalised and word in ("of", "in", "at", "for"):
        return _unknown_place(phrase, tokens, i)
    return _duty(phrase, tokens, word, i) or _plain_complement(phrase, tokens, word, i)


_LONGEST_COMPLEMENT = 5  # words


def _plain_complement(phrase: Phrase, tokens: Sequence[Token], word: str, i: int) -> int | None:
    """As in "president of the regional council", "mayor of the day": common nouns that may name a body."""
    if word not in ("of", "for") or "rank" in phrase.title.flags or phrase.duty is not None:
        return None
    end = i
    while end < min(len(tokens), i + _LONGEST_COMPLEMENT) and _is_plain_noun(tokens[end]):
        end += 1
    if end == i or end == len(tokens) or tokens[end].text[0].isdigit():
        return None
    if tokens[end - 1].lower in proper_heads() and phrase.body is None:
        phrase.duty = sentence_text(tokens, i, end)
        return end
    return end if tokens[end].text in (",", ":", ";") else None


def _is_plain_noun(token: Token) -> bool:
    return (
        token.text[0].isalpha() and token.lower not in STOPS and (token.text.islower() or token.lower in proper_heads())
    )


def _duty(phrase: Phrase, tokens: Sequence[Token], word: str, i: int) -> int | None:
    """As in "head of road maintenance": common nouns that say what a post is for."""
    if (
        word in ("of", "for")
        and "body" in phrase.title.flags
        and phrase.title.title not in ("leader", "member", "founder")
    ):
        end = i
        while end < len(tokens) and end < i + 5 and tokens[end].text[0].isalpha() and tokens[end].lower not in STOPS:
            if end > i and tokens[end].is_capitalised and tokens[end - 1].text.islower():
                break  # "head of its press service | Ada Roe"
            end += 1
        if end > i and phrase.body is None and phrase.duty is None:
            phrase.duty = sentence_text(tokens, i, end)
            return end
    return None


def _take_seat(
    phrase: Phrase, tokens: Sequence[Token], word: str, end: int, spot: PlaceSpan, state: PlaceSpan | None
) -> int:
    if end < len(tokens) and tokens[end].is_capitalised and tokens[end].lower in REGION_NOUNS:
        phrase.place = f"{spot.name} {tokens[end].text}"  # "Kaduna State"
        phrase.country = phrase.country or country_of(spot)
        return end + 1
    _take_place(phrase, word, spot.name, country_of(state or spot), spot.is_country)
    return end


def _take_place(phrase: Phrase, word: str, name: str, country: Country | None, is_country: bool) -> None:
    diplomatic = phrase.title.title_class in MISSION_CLASSES and word != "from"
    if is_country:
        if diplomatic and (word != "of" or phrase.country is not None):
            phrase.host = phrase.host or country
        elif phrase.country is None or word == "of":
            phrase.country = country
        elif word in ("in", "to"):
            phrase.host = phrase.host or country
    elif diplomatic:
        phrase.place, phrase.host = name, country
    else:
        phrase.place = name
        phrase.country = phrase.country or country


def _unknown_place(phrase: Phrase, tokens: Sequence[Token], i: int) -> int | None:
    """As in "governor of Nador Province", "mayor of Taşköy": a capitalised name that no list knows."""
    end = i
    while end < len(tokens) and (tokens[end].is_capitalised and tokens[end].text[0].isalpha()) and end < i + 5:
        end += 1
    if end < len(tokens) and tokens[end].lower in REGION_NOUNS:
        end += 1
    name = sentence_text(tokens, i, end)
    if "rank" in phrase.title.flags or tokens[i].lower in CALENDAR:
        return None
    if phrase.title.title_class in LOCAL_CLASSES:
        if phrase.place is not None:
            return None
        phrase.place = name
    elif phrase.duty is None and end > i:
        phrase.duty = name
    else:
        return None
    return end


def _field_end(tokens: Sequence[Token], i: int) -> int:
    fields = words("portfolios.txt")
    end = at = i
    while at < len(tokens) and at - end <= 3:
        word = tokens[at].lower
        if word in fields:
            end = at = at + 1
        elif word in ("and", "the", ",", "&", "'s", "'"):
            at += 1
        else:
            break
    return end
