"""Embassies, consulates and missions: whose they are and where they sit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.extract.entities.body_heads import Head, known_bodies, of_country, with_article
from tasks.extract.entities.owners import Owner, Places, owner_before, place_at, town_and_state
from tasks.extract.entities.places import Country, country_of
from tasks.extract.entities.titles import is_title_word
from tasks.extract.language.document import Sentence, Token
from tasks.extract.model import BodySpan


@dataclass
class _Mission:
    """What is known of a mission while its phrase is read; `first` and `end` are token indices."""

    first: int
    end: int
    country: Country | None = None
    host: Country | None = None
    place: str | None = None
    host_body: str | None = None


def mission_at(sentence: Sentence, i: int, end: int, head: Head, places: Places) -> BodySpan | None:
    """The mission whose head stands at tokens `i` to `end`; None where the word means something else."""
    tokens = sentence.tokens
    owner = owner_before(sentence, i, places)
    found = _Mission(i, end)
    if owner:
        _take_owner(found, owner)
    _read_after(found, tokens, places)
    plain = tokens[i].lower in ("mission", "delegation")
    if plain and found.host_body is None and found.country is None:
        return None
    if owner is None and found.end == end and _goes_on(tokens, i, end):
        return None
    if plain and found.host_body is None and head.style == "Permanent Mission":
        head = replace(head, style="Mission")
    if found.country is None and found.host_body is None and not (owner and owner.anaphoric):
        at_home = found.host is not None and places.home is not None and found.host.bare == places.home.bare
        found.country = None if at_home or (found.host and places.home is None) else places.home
    return BodySpan(
        tokens[found.first].start,
        tokens[found.end - 1].end,
        _name(found, head),
        head.kind,
        found.country.code if found.country else None,
        found.place or (found.host.bare if found.host else None),
        found.host.code if found.host else None,
    )


def _take_owner(found: _Mission, owner: Owner) -> None:
    found.first = owner.first
    if owner.place and not owner.place.is_country and not owner.possessive:
        found.place, found.host = owner.place.name, country_of(owner.place)  # "the Canberra embassy"
    else:
        found.country = owner.country


def _read_after(found: _Mission, tokens: Sequence[Token], places: Places) -> None:
    while found.end < len(tokens):
        word = tokens[found.end].lower
        if word == "of" and found.country is None:
            hit = place_at(tokens, found.end + 1, places)
            if hit is None:
                return
            found.end, found.country = hit[0], country_of(hit[1])
        elif word in ("in", "at", "to", "for") and found.host is None and found.host_body is None:
            if not _read_seat(found, tokens, places):
                return
        else:
            return


def _read_seat(found: _Mission, tokens: Sequence[Token], places: Places) -> bool:
    seat = town_and_state(tokens, found.end + 1, places)
    body = _body_after(tokens, found.end + 1)
    if body and not (seat and seat[0] > body[0]):
        found.end, found.host_body = body
        return True
    if seat is None:
        return False
    found.end, spot, state = seat
    found.host = country_of(state or spot)
    if not spot.is_country:
        found.place = spot.name
    return True


def _goes_on(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Whether the head is but a part of a longer phrase: "an embassy counsellor", "Green Embassy Campaign"."""
    if end >= len(tokens):
        return False
    return is_title_word(tokens[end].lower) or (tokens[i].is_capitalised and tokens[end].is_capitalised)


def _name(found: _Mission, head: Head) -> str:
    name = of_country(head.style, found.country)
    if found.host_body:
        return f"{name} to {with_article(found.host_body)}"
    if head.seat == "city" and found.place:
        return f"{name} in {found.place}"
    if found.host and found.host.bare == "Holy See":
        return f"{name} to the Holy See"
    where = found.host.name if found.host else found.place
    return f"{name} in {where}" if where else name


def _body_after(tokens: Sequence[Token], i: int) -> tuple[int, str] | None:
    if i < len(tokens) and tokens[i].lower == "the":
        i += 1
    if i >= len(tokens):
        return None
    hit = known_bodies().longest_at(tokens, i)
    if hit is None:
        return None
    end, (written, head) = hit
    return (
        (end, head.style)
        if tokens[i].text[0] == written[0] and tokens[i].text.isupper() == written.split()[0].isupper()
        else None
    )
