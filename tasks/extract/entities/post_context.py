"""Posts whose body or town the text names elsewhere: the judge of the court, the mayor of the town, the UN's chief."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from schemas.vocab import OrganizationKind as Kind
from schemas.vocab import TitleClass
from tasks.extract.entities.home import home_town
from tasks.extract.entities.owners import Places
from tasks.extract.language.document import Document
from tasks.extract.model import BodySpan, PlaceSpan, PostSpan

# Titles that hardly occur outside international bodies
_INTERNATIONAL = frozenset(
    (
        "secretary general",
        "under-secretary-general",
        "assistant secretary general",
        "deputy secretary general",
        "assistant secretary-general",
    )
)


def with_context(
    posts: Sequence[PostSpan], bodies: Sequence[BodySpan], places: Places, document: Document
) -> tuple[PostSpan, ...]:
    """The posts, those without a body of their own given the one that the text around them speaks of."""
    town = home_town(document, places)
    courts = [b for b in bodies if b.kind is Kind.COURT]
    offices = [b for b in courts if "rosecut" in b.name or "ttorney" in b.name]
    local: dict[TitleClass, PostSpan] = {}
    towns = [p for p in places.by_start.values() if not p.is_country]
    world = Counter(b.name for b in bodies if b.kind is Kind.INTERNATIONAL)
    out = []
    for post in posts:
        given = post
        alone = post.body is None and post.place is None
        if post.body is None and post.title in _INTERNATIONAL and post.organization is None and world:
            name = world.most_common(1)[0][0]
            given = replace(post, organization=name, organization_kind=Kind.INTERNATIONAL, country=None)
        elif alone and post.title_class is TitleClass.JUDGE and post.title != "chief justice":
            given = _with_body(post, _nearest(courts, post), places)
        elif alone and post.title_class is TitleClass.PROSECUTOR and post.organization is None:
            given = _with_body(post, _nearest(offices, post), places)
        elif alone and post.title_class in (TitleClass.MAYOR, TitleClass.GOVERNOR):
            given = _with_town(post, local.get(post.title_class), towns, town, document)
        elif alone and post.title_class in _OF_BODIES and _ITS.match(document.text, post.start):
            given = _with_body(post, _last_named(bodies, post), places)
        elif alone and post.organization is None and (words := _region_words(post)):
            given = _with_region(post, document.text, words)
        elif post.title_class in (TitleClass.MAYOR, TitleClass.GOVERNOR) and post.place is not None:
            local[post.title_class] = post
        out.append(given)
    return tuple(out)


_OF_GOVERNORS = ("State", "Province", "County", "Region", "Governorate", "Prefecture", "Oblast", "Department")
# Words of local titles, with the divisions that their holders serve
_DIVISIONS = {
    "district": ("District",),
    "county": ("County",),
    "provincial": ("Province",),
    "regional": ("Region",),
    "divisional": ("Division",),
}
_DIVISION_NAME = r"\b(?:[A-Z][\w’'-]+\s){1,3}"


def _region_words(post: PostSpan) -> tuple[str, ...]:
    if post.title_class is not TitleClass.CIVIL_SERVICE:
        return ()
    return next((_DIVISIONS[word] for word in post.title.split() if word in _DIVISIONS), ())


@lru_cache(maxsize=8)  # asked once a post, of one text at a time
def _most_named(text: str, words: tuple[str, ...]) -> str | None:
    named = Counter(m.group() for m in re.finditer(rf"{_DIVISION_NAME}(?:{'|'.join(words)})\b", text))
    return named.most_common(1)[0][0].removeprefix("The ") if named else None


def _with_region(post: PostSpan, text: str, words: tuple[str, ...]) -> PostSpan:
    """As in "the governor" on a page about Kaduna State: the division that the text names most."""
    place = _most_named(text, words)
    if place is None:
        return post
    return replace(post, organization=place, organization_kind=Kind.REGION, place=place, place_country=post.country)


_ITS = re.compile(r"its\s", re.IGNORECASE)
_OF_BODIES = frozenset(
    (
        TitleClass.HEAD_OF_STATE,
        TitleClass.PARTY,
        TitleClass.CIVIL_SERVICE,
        TitleClass.BUSINESS,
        TitleClass.MOVEMENT,
        TitleClass.SPOKESPERSON,
        TitleClass.OTHER,
    )
)
_WITH_OFFICERS = frozenset((Kind.PARTY, Kind.MOVEMENT, Kind.COMPANY, Kind.INTERNATIONAL, Kind.UNIVERSITY, Kind.OTHER))
_SAME_TELLING = 250  # characters between a body and "its president"


def _last_named(bodies: Sequence[BodySpan], post: PostSpan) -> BodySpan | None:
    """What "its" stands for in front of a post: the body named last, if it is one that has officers of its own."""
    near = [b for b in bodies if post.start - _SAME_TELLING < b.end <= post.start]
    return near[-1] if near and near[-1].kind in _WITH_OFFICERS else None


def _nearest(bodies: Sequence[BodySpan], post: PostSpan) -> BodySpan | None:
    before = [b for b in bodies if b.end <= post.start]
    if before:
        return before[-1]
    return bodies[0] if bodies else None


def _with_body(post: PostSpan, body: BodySpan | None, places: Places) -> PostSpan:
    if body is None:
        return post
    stated = any(post.start <= start < post.end for start in places.by_start)
    if stated and post.country and body.country and post.country != body.country:
        return post
    return replace(
        post,
        organization=body.name,
        organization_kind=body.kind,
        country=body.country or post.country,
        place=body.place,
        place_country=body.place_country,
    )


def _with_town(
    post: PostSpan, other: PostSpan | None, towns: Sequence[PlaceSpan], home: PlaceSpan | None, document: Document
) -> PostSpan:
    if other and other.country == post.country:
        return replace(
            post,
            organization=other.organization,
            organization_kind=other.organization_kind,
            place=other.place,
            place_country=other.place_country,
        )
    near = [t for t in towns if t.end <= post.start and t.country == post.country]
    if post.title_class is TitleClass.GOVERNOR:
        return _with_region(post, document.text, _OF_GOVERNORS)
    town = home if home is not None and home.country in (None, post.country) else near[-1] if near else None
    if town is None:
        return post
    return replace(
        post, organization=town.name, organization_kind=Kind.REGION, place=town.name, place_country=town.country
    )
