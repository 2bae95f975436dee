"""Posts whose body or town the text names elsewhere: the judge of the court, the mayor of the town, the UN's chief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from schemas.vocab import OrganizationKind as Kind
from schemas.vocab import TitleClass
from tasks.extract.entities.owners import Places
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


def with_context(posts: Sequence[PostSpan], bodies: Sequence[BodySpan], places: Places) -> tuple[PostSpan, ...]:
    """The posts, those without a body of their own given the one that the text around them speaks of."""
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
            given = _with_body(post, _nearest(courts, post))
        elif alone and post.title_class is TitleClass.PROSECUTOR and post.organization is None:
            given = _with_body(post, _nearest(offices, post))
        elif alone and post.title_class in (TitleClass.MAYOR, TitleClass.GOVERNOR):
            given = _with_town(post, local.get(post.title_class), towns)
        elif post.title_class in (TitleClass.MAYOR, TitleClass.GOVERNOR) and post.place is not None:
            local[post.title_class] = post
        out.append(given)
    return tuple(out)


def _nearest(bodies: Sequence[BodySpan], post: PostSpan) -> BodySpan | None:
    before = [b for b in bodies if b.end <= post.start]
    if before:
        return before[-1]
    return bodies[0] if bodies else None


def _with_body(post: PostSpan, body: BodySpan | None) -> PostSpan:
    if body is None or (post.country and body.country and post.country != body.country):
        return post
    return replace(
        post,
        organization=body.name,
        organization_kind=body.kind,
        country=body.country or post.country,
        place=body.place,
        place_country=body.place_country,
    )


def _with_town(post: PostSpan, other: PostSpan | None, towns: Sequence[PlaceSpan]) -> PostSpan:
    if other and other.country == post.country:
        return replace(
            post,
            organization=other.organization,
            organization_kind=other.organization_kind,
            place=other.place,
            place_country=other.place_country,
        )
    near = [t for t in towns if t.end <= post.start and t.country == post.country]
    if not near or post.title_class is not TitleClass.MAYOR:
        return post
    town = near[-1]
    return replace(
        post, organization=town.name, organization_kind=Kind.REGION, place=town.name, place_country=town.country
    )
