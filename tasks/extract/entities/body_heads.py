"""Nouns that head the names of bodies, and how a body's name is spelled out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from schemas.vocab import OrganizationKind as Kind
from tasks.extract.entities.places import Country
from tasks.extract.language.document import Token
from tasks.extract.language.lexicon import PhraseTable, rows


@dataclass(frozen=True, slots=True)
class Head:
    """A common noun that heads the names of bodies, and how it stands in such a name."""

    style: str
    kind: Kind
    seat: str = ""
    country: str | None = None


@cache
def missions() -> PhraseTable[Head]:
    """Embassies, consulates and the like."""
    return PhraseTable((head, Head(style, Kind(kind), seat)) for head, style, kind, seat in rows("missions.tsv"))


@cache
def state_bodies() -> PhraseTable[Head]:
    """Ministries, courts, forces and other bodies of a state, by their common nouns."""
    return PhraseTable((head, Head(style, Kind(kind))) for head, style, kind in rows("bodies.tsv"))


@cache
def known_bodies() -> PhraseTable[tuple[str, Head]]:
    """Bodies known by one name, with the way it must be written."""
    return PhraseTable(
        (written, (written, Head(name, Kind(kind), country=None if country == "-" else country)))
        for written, name, kind, country in rows("known_bodies.tsv")
    )


@cache
def proper_heads() -> dict[str, Kind]:
    """Nouns that head proper names of bodies."""
    return {head: Kind(kind) for head, kind in rows("body_heads.tsv")}


def sentence_text(tokens: Sequence[Token], start: int, end: int) -> str:
    """The words from one token to another, as they were spaced."""
    out = ""
    for i in range(start, end):
        if i > start and tokens[i].start > tokens[i - 1].end:
            out += " "
        out += tokens[i].text
    return out


def of_country(name: str, country: Country | None) -> str:
    """A body's name with its state: "Foreign Ministry of Iraq"."""
    return f"{name} of {country.name}" if country else name


def with_article(name: str) -> str:
    """A known body's name as it stands in a phrase: "the United Nations", but "NATO"."""
    return f"the {name}" if " " in name else name
