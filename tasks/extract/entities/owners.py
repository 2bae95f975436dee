"""Whose a body or post is: the state in front of a noun ("Iran's", "Iranian", "the country's") or after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.extract.entities.places import Country, country_of
from tasks.extract.language.document import Sentence, Token
from tasks.extract.model import PlaceSpan

_POSSESSIVE = frozenset(("'s", "'"))
# "its embassy", "the country's president": the state that the article is about
_HOME_PRONOUNS = frozenset(["its", "our", "their", "his", "her", "my"])
_HOME_NOUNS = frozenset(["country", "nation", "kingdom", "republic", "state", "regime", "island", "islands"])
# What may stand between an owner and the noun: "Iran's new embassy", "the Iraqi deputy foreign minister"
_LOOSE = frozenset(
    [
        "new",
        "current",
        "former",
        "main",
        "own",
        "local",
        "permanent",
        "top",
        "senior",
        "then",
        "ex",
        "late",
        "embattled",
        "outgoing",
        "incoming",
        "acting",
        "deputy",
        "vice",
        "first",
        "second",
        "newly",
        "appointed",
        "ruling",
        "powerful",
        "elite",
    ]
)


@dataclass(frozen=True)
class Places:
    """The places of an article, found by where they begin and end."""

    by_start: dict[int, PlaceSpan]
    by_end: dict[int, PlaceSpan]
    home: Country | None

    @classmethod
    def of(cls, places: Sequence[PlaceSpan], home: Country | None) -> Places:
        """Index places."""
        return cls({p.start: p for p in places}, {p.end: p for p in places}, home)


@dataclass(frozen=True, slots=True)
class Owner:
    """A state or town in front of a noun. `first` is the token where the phrase begins ("the" left out)."""

    first: int
    country: Country | None
    place: PlaceSpan | None
    possessive: bool
    anaphoric: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """Places and states after a noun. `end` is the token after the last word."""

    end: int
    owner: Country | None = None
    host: Country | None = None
    host_body: str | None = None
    place: str | None = None


def owner_before(sentence: Sentence, at: int, places: Places, reach: int = 3) -> Owner | None:
    """The owner that stands right before token `at`; None where there is none."""
    tokens = sentence.tokens
    i = at - 1
    for _ in range(reach):
        if i < 0:
            return None
        token = tokens[i]
        if token.lower in _POSSESSIVE and i > 0:
            place = places.by_end.get(tokens[i - 1].end)
            if place:
                return Owner(_first(tokens, i - 1, place), country_of(place), place, True)
            if tokens[i - 1].lower in _HOME_NOUNS:
                return Owner(i - 1, places.home, None, True, True)
            return None
        place = places.by_end.get(token.end)
        if place:
            return Owner(_first(tokens, i, place), country_of(place), place, False)
        if token.lower in _HOME_PRONOUNS:
            return Owner(i, places.home, None, True, True)
        if token.lower not in _LOOSE and token.text != "-":
            return None
        i -= 1
    return None


def _first(tokens: Sequence[Token], i: int, place: PlaceSpan) -> int:
    while i > 0 and tokens[i - 1].start >= place.start:
        i -= 1
    return i


def place_at(tokens: Sequence[Token], i: int, places: Places) -> tuple[int, PlaceSpan] | None:
    """The place that begins at token `i`, "the" left out, and the token after it."""
    if i < len(tokens) and tokens[i].lower == "the":
        i += 1
    if i >= len(tokens):
        return None
    place = places.by_start.get(tokens[i].start)
    if place is None or place.is_demonym:
        return None
    end = i + 1
    while end < len(tokens) and tokens[end].start < place.end:
        end += 1
    return end, place


def town_and_state(tokens: Sequence[Token], i: int, places: Places) -> tuple[int, PlaceSpan, PlaceSpan | None] | None:
    """As in "Helsinki, Finland" at token `i`: the token after it, the place, and the state that follows it."""
    first = place_at(tokens, i, places)
    if first is None:
        return None
    end, place = first
    if not place.is_country and end < len(tokens) and tokens[end].text == ",":
        second = place_at(tokens, end + 1, places)
        if second and second[1].is_country and (place.country in (None, second[1].country)):
            return second[0], place, second[1]
    return end, place, None
