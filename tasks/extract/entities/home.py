"""The country that an article is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

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
_OF = re.compile(r"\bof (?:the )?$")
_HOST = re.compile(
    r"(?:mbassador|nvoy|mbassy|onsul\w*|ommission\w*|epresentative|ttach\S*|d['’]affaires|ounsell?or|ecretary"
    r"|osted|xile|sylum|fled|"
    r"flew|trip|visit\w*)\W{1,3}(?:in|to|at|for|from)\s(?:the )?(?:Republic of )?$"
)
# "the honorary consul of Finland", "the Finnish ambassador": whose envoy somebody is says little of where the page is
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
    for at, country, weight in [*_named(document, places), *_hinted(document)]:
        era = 1.0 if country.code else _OF_OLD
        weights[country] += era * weight * (_IN_TITLE if at < body else _IN_LEAD if at < body + _LEAD else _IN_BODY)
    return max(weights, key=lambda c: weights[c]) if weights else None


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
