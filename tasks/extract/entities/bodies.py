"""Bodies that a text names: missions, ministries, courts, forces, parties, companies; their names spelled out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schemas.vocab import OrganizationKind as Kind
from tasks.extract.entities.body_heads import (
    Head,
    known_bodies,
    missions,
    of_country,
    proper_heads,
    sentence_text,
    state_bodies,
)
from tasks.extract.entities.missions import mission_at
from tasks.extract.entities.owners import Places, owner_before, place_at, town_and_state
from tasks.extract.entities.places import country_of
from tasks.extract.entities.proper_names import proper_name_at
from tasks.extract.language.document import Document, Sentence, Token
from tasks.extract.language.lexicon import words
from tasks.extract.model import BodySpan

_SMALL = frozenset(["of", "for", "and", "the", "on", "against", "in", "to", "de", "la", "du"])
_ACRONYM_LENGTHS = range(2, 9)


@dataclass(frozen=True, slots=True)
class _Found:
    body: BodySpan
    strength: int  # of two that overlap, the stronger, then the longer stands


def find_bodies(document: Document, places: Places) -> tuple[BodySpan, ...]:
    """The bodies of an article in text order, none overlapping another."""
    found: list[_Found] = []
    for sentence in document.sentences:
        found += _bodies_of(sentence, places)
    chosen = _without_overlaps(found)
    return _with_acronyms(document, _with_definite_heads(document, _with_last_mission(document.text, chosen)))


def _bodies_of(sentence: Sentence, places: Places) -> Iterator[_Found]:
    tokens = sentence.tokens
    for i in range(len(tokens)):
        known = known_bodies().longest_at(tokens, i)
        if known:
            end, (written, head) = known
            surface = sentence_text(tokens, i, end)
            if written.replace(".", "") == surface.replace(".", "").replace("’", "'"):
                yield _Found(
                    BodySpan(tokens[i].start, tokens[end - 1].end, head.style, head.kind, head.country, None, None), 3
                )
        mission = missions().longest_at(tokens, i)
        if mission:
            body = mission_at(sentence, i, *mission, places)
            if body:
                yield _Found(body, 4)
        state = state_bodies().longest_at(tokens, i)
        if state:
            yield _Found(_state_body(sentence, i, *state, places), 2)
        if tokens[i].lower in ("ministry", "department", "ministries"):
            ministry = _ministry(sentence, i, places)
            if ministry:
                yield _Found(ministry, 3)
        if tokens[i].is_capitalised and tokens[i].lower in proper_heads():
            proper = proper_name_at(sentence, i, places)
            if proper:
                yield _Found(proper, 2)


def _state_body(sentence: Sentence, i: int, end: int, head: Head, places: Places) -> BodySpan:
    tokens = sentence.tokens
    owner = owner_before(sentence, i, places)
    at, country, place = end, owner.country if owner else None, None
    first = owner.first if owner else i
    town = owner.place if owner and owner.place and not owner.place.is_country else None
    if at < len(tokens) and tokens[at].lower in ("of", "in", "at"):
        hit = town_and_state(tokens, at + 1, places)
        if hit and (tokens[at].lower == "of" or not hit[1].is_country):
            at, spot, state = hit
            if spot.is_country:
                country = country_of(spot)
            else:
                town, country = spot, country_of(state or spot)
    if town and (country is None or town.country == country.code):
        place = town.name
    if country is None:
        country = places.home
    local = place and head.kind in (Kind.POLICE, Kind.COURT, Kind.OTHER)
    name = f"{head.style} of {place}" if local else of_country(head.style, country)
    return BodySpan(
        tokens[first].start,
        tokens[at - 1].end,
        name,
        head.kind,
        country.code if country else None,
        place,
        country.code if place and country else None,
    )


def _ministry(sentence: Sentence, i: int, places: Places) -> BodySpan | None:
    tokens, field = sentence.tokens, ""
    word = "Department" if tokens[i].lower == "department" else "Ministry"
    first, at = i, i + 1
    if at < len(tokens) and tokens[at].lower in ("of", "for"):
        end = _field_end(tokens, at + 1)
        if end > at + 1:
            field, at = sentence_text(tokens, at + 1, end).removeprefix("the "), end
            name = f"{word} of {_capitals(field)}"
    if not field:
        start = i
        while start > 0 and (tokens[start - 1].lower in words("portfolios.txt") or tokens[start - 1].lower == "and"):
            start -= 1
        while start < i and tokens[start].lower == "and":
            start += 1
        if start == i:
            return None
        name = f"{_capitals(sentence_text(tokens, start, i))} {word}"
        first = start
    owner = owner_before(sentence, first, places)
    country = owner.country if owner else None
    if country is None and at < len(tokens) and tokens[at].lower == "of":
        hit = place_at(tokens, at + 1, places)
        if hit:
            at, country = hit[0], country_of(hit[1])
    country = country or places.home
    return BodySpan(
        tokens[owner.first if owner else first].start,
        tokens[at - 1].end,
        of_country(name, country),
        Kind.MINISTRY,
        country.code if country else None,
        None,
        None,
    )


def _field_end(tokens: Sequence[Token], i: int) -> int:
    """Where a ministry's field ends that begins at token `i`: "foreign affairs", "Mines, Industry and Energy"."""
    fields = words("portfolios.txt")
    end = at = i
    while at < len(tokens):
        word = tokens[at].lower
        if word in fields:
            end = at = at + 1
        elif word in ("and", "the", ",", "&", "'s", "'"):
            at += 1
            if at - end > 3:
                break
        else:
            break
    if end < len(tokens) and tokens[end - 1].lower == "the":
        return i
    return end


def _capitals(field: str) -> str:
    small = ("and", "of", "the")
    return " ".join(w if w.lower() in small else w[:1].upper() + w[1:] for w in field.split())


def _without_overlaps(found: list[_Found]) -> list[BodySpan]:
    chosen: list[BodySpan] = []
    taken: set[int] = set()
    for item in sorted(found, key=lambda f: (-(f.body.end - f.body.start) - 12 * f.strength, f.body.start)):
        body = item.body
        if taken.isdisjoint(range(body.start, body.end)):
            chosen.append(body)
            taken.update(range(body.start, body.end))
    return sorted(chosen, key=lambda b: b.start)


_BARE_MISSIONS = ("embassy", "consulate", "consulate general", "high commission")


def _with_last_mission(text: str, bodies: list[BodySpan]) -> list[BodySpan]:
    """A bare "the embassy" stands for the last one of its kind that was named with its host."""
    named: dict[str, BodySpan] = {}
    out = []
    for given in bodies:
        body = given
        if body.kind in (Kind.EMBASSY, Kind.CONSULATE):
            key = body.name.split(" of ")[0].split(" in ")[0]
            last = named.get(key)
            bare = text[body.start : body.end].lower() in _BARE_MISSIONS
            if body.place is None and last and (bare or body.country == last.country):
                body = replace(last, start=body.start, end=body.end)
            elif body.place is not None:
                named[key] = body
        out.append(body)
    return out


_DEFINITE = frozenset(["the", "its", "his", "her", "their", "our", "this", "that", "'s"])


def _with_definite_heads(document: Document, bodies: list[BodySpan]) -> list[BodySpan]:
    """A bare "the court" or "its party" stands for the last body named whose own name holds that word."""
    covered = {c for b in bodies for c in range(b.start, b.end)}
    waiting = sorted(bodies, key=lambda b: b.start)
    # before any is named, the bare word stands for the first that will be
    named = {word: b for b in reversed(waiting) for word in b.name.lower().split()}
    out = list(bodies)
    at = 0
    for sentence in document.sentences:
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            while at < len(waiting) and waiting[at].start <= token.start:
                for word in waiting[at].name.lower().split():
                    named[word] = waiting[at]
                at += 1
            word = token.lower
            if word not in proper_heads() or i == 0 or tokens[i - 1].lower not in _DEFINITE:
                continue
            if token.start in covered:
                continue
            if word in named:
                out.append(replace(named[word], start=token.start, end=token.end))
            elif token.is_capitalised and i + 1 < len(tokens) and not tokens[i + 1].is_capitalised:
                out.append(BodySpan(token.start, token.end, token.text, proper_heads()[word], None, None, None))
    return sorted(out, key=lambda b: b.start)


def _with_acronyms(document: Document, bodies: list[BodySpan]) -> tuple[BodySpan, ...]:
    """Bodies, with every later acronym that the text introduces: "Basij Resistance Front (BRF) ... the BRF"."""
    meaning: dict[str, BodySpan] = {}
    text = document.text
    for body in bodies:
        after = text[body.end : body.end + 14].lstrip()
        if after.startswith("(") and ")" in after:
            acronym = after[1 : after.index(")")].strip("“”\"'")
            if len(acronym) in _ACRONYM_LENGTHS and sum(c.isupper() for c in acronym) >= 2:
                meaning.setdefault(acronym, body)
    if not meaning:
        return tuple(bodies)
    taken = {c for b in bodies for c in range(b.start, b.end)}
    added = [
        replace(meaning[token.text], start=token.start, end=token.end)
        for sentence in document.sentences
        for token in sentence.tokens
        if token.text in meaning and token.start not in taken
    ]
    out = [
        replace(meaning[text[b.start : b.end]], start=b.start, end=b.end) if text[b.start : b.end] in meaning else b
        for b in bodies
    ]
    return tuple(sorted([*out, *added], key=lambda b: b.start))
