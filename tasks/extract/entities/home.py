"""The country that an article is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from tasks.extract.entities.owners import Places
from tasks.extract.entities.places import Country, country_by_code, country_of
from tasks.extract.language.document import Document
from tasks.extract.language.lexicon import PhraseTable, rows, several
from tasks.extract.model import PlaceSpan

# What a mention of a country weighs, by where it stands and how it is joined to its sentence. Measured on annotated
# news pages: how often the country of a post that names none is found.
_IN_TITLE, _IN_LEAD, _IN_BODY = 3.0, 3.0, 1.0
_OF_OLD = 0.5  # a state that is gone (Soviet Union): the page is more likely about one that came after
_LEAD = 300  # characters of the body
_AS_HOST, _AS_ADJECTIVE, _AS_POSSESSOR, _AFTER_OF, _AS_HINT, _AS_SENDER = 0.1, 0.8, 2.0, 1.5, 2.0, 0.5
_AS_OWNER_OF_MISSION = 1.6  # "the Finnish embassy": whose officials such a page is mostly about
_BY_NAME = 0.5  # a name of people that is common in one country
_LEAST = 0.5  # a host, or a single name of somebody, shows nothing
_OF = re.compile(r"\bof (?:the )?$")
_HOST = re.compile(
    r"(?:mbassador|nvoy|mbassy|onsul\w*(?:[- ][Gg]eneral)?|ommission\w*|epresentative|ttach\S*|d['’]affaires|ounsell?or"
    r"|ecretary|osted|xile|sylum|fled|lenipotentiary|esident|esidence|"
    r"flew|trip|visit\w*)\W{1,3}(?:in|to|at|for|from)\s(?:the )?(?:Republic of |Kingdom of |State of )?$"
)
# "the honorary consul of Finland": whose envoy somebody is says little of where the page is
_ENVOY_OF = re.compile(
    r"(?:mbassador|nvoy|mbassy|onsul|onsul[- ]\w{1,8}|onsulate|ommission|ommissioner)\sof\s(?:the )?$"
)
_ENVOY_AFTER = re.compile(r"(?:['’]s)?\s(?:honorary )?(?:ambassador|envoy|embassy|consul|high commission)")


@cache
def _national_words() -> PhraseTable[tuple[str, str]]:
    return PhraseTable((w, (w, code)) for code, cell in rows("national_words.tsv") for w in several(cell))


def home_country(document: Document, places: Sequence[PlaceSpan]) -> Country | None:
    """The state that the article names most; its headline and first lines count more, hosts of envoys hardly at all."""
    weights: dict[Country, float] = defaultdict(float)
    body = document.page.body_start
    for at, country, weight in [*_named(document, places), *_hinted(document), *_by_names(document)]:
        era = 1.0 if country.code else _OF_OLD
        weights[country] += era * weight * (_IN_TITLE if at < body else _IN_LEAD if at < body + _LEAD else _IN_BODY)
    home = max(weights, key=lambda c: weights[c], default=None)
    return home if home and weights[home] > _LEAST else None


_DATELINE = re.compile(r"(?P<town>[A-ZÀ-Þ][A-ZÀ-Þ’' -]{2,30}[A-ZÀ-Þ])(?=,|\s*[-–—(:])")


def home_town(document: Document, places: Places) -> PlaceSpan | None:
    """The town that the article is about: named most; where it is reported from and in the headline above all."""
    body = document.page.body_start
    code = places.home.code if places.home else None
    weights: dict[str, float] = defaultdict(float)
    towns: dict[str, PlaceSpan] = {}
    dateline = _DATELINE.match(document.text, body)
    if dateline:
        name = dateline["town"].title()
        known = places.by_start.get(dateline.start("town"))
        if not (known and known.is_country):
            towns[name] = PlaceSpan(body, dateline.end("town"), name, known.country if known else None, False)
            weights[name] = _IN_LEAD
    for place in places.by_start.values():
        if place.is_country or place.is_demonym or place.country != code:
            continue
        towns.setdefault(place.name, place)
        weights[place.name] += _IN_TITLE if place.start < body else _IN_LEAD if place.start < body + _LEAD else _IN_BODY
    return towns[max(weights, key=lambda name: weights[name])] if weights else None


def _named(document: Document, places: Sequence[PlaceSpan]) -> Iterator[tuple[int, Country, float]]:
    text = document.text
    for place in places:
        country = country_of(place)
        if country is None:
            continue
        if _HOST.search(text, max(0, place.start - 45), place.start):
            weight = _AS_HOST
        elif _ENVOY_OF.search(text, max(0, place.start - 30), place.start):
            weight = _AS_SENDER
        elif _ENVOY_AFTER.match(text, place.end):
            weight = _AS_OWNER_OF_MISSION
        elif place.is_demonym:
            weight = _AS_ADJECTIVE
        elif text[place.end : place.end + 2] in ("'s", "’s"):
            weight = _AS_POSSESSOR
        elif _OF.search(text, max(0, place.start - 8), place.start):
            weight = _AFTER_OF
        else:
            weight = 1.0
        yield place.start, country, weight


def _hinted(document: Document) -> Iterator[tuple[int, Country, float]]:
    for sentence in document.sentences:
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            hit = _national_words().longest_at(tokens, i)
            if hit is None:
                continue
            written, code = hit[1]
            country = country_by_code(code)
            if country and token.text[:1] == written[:1] and (not written.isupper() or token.text == written):
                yield token.start, country, _AS_HINT


@cache
def _name_parts() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The country of names by their beginnings, by their endings, and by the whole word."""
    begins: dict[str, str] = {}
    ends: dict[str, str] = {}
    whole: dict[str, str] = {}
    for code, cell in rows("name_countries.tsv"):
        for part in several(cell):
            table = begins if part.endswith("-") else ends if part.startswith("-") else whole
            table.setdefault(part.strip("-"), code)
    return begins, ends, whole


@cache
def _lengths() -> tuple[range, range]:
    begins, ends, _ = _name_parts()
    return _lengths_of(begins), _lengths_of(ends)


def _lengths_of(parts: Iterable[str]) -> range:
    lengths = [len(part) for part in parts]
    return range(min(lengths), max(lengths) + 1)


@lru_cache(maxsize=1 << 14)
def _country_of_name(word: str) -> str | None:
    begins, ends, whole = _name_parts()
    first, last = _lengths()
    if word in whole:
        return whole[word]
    for n in last:
        if n + 2 < len(word) and word[-n:] in ends:
            return ends[word[-n:]]
    for n in first:
        if n + 2 < len(word) and word[:n] in begins:
            return begins[word[:n]]
    return None


def _by_names(document: Document) -> Iterator[tuple[int, Country, float]]:
    """Each name of a person's country once."""
    seen: set[str] = set()
    for sentence in document.sentences:
        for token in sentence.tokens:
            if token.is_capitalised and len(token.text) > 2 and token.text not in seen:
                seen.add(token.text)
                country = country_by_code(_country_of_name(token.text))
                if country:
                    yield document.page.body_start + _LEAD, country, _BY_NAME
