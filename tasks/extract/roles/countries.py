"""Whose state a role belongs to where its own words do not say: the person's other posts, the person, the page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.vocab import OrganizationKind, TitleClass
from tasks.extract.entities.body_heads import of_country
from tasks.extract.entities.places import country_by_code
from tasks.extract.language.document import Document
from tasks.extract.model import Entities, PeopleOnPage, PlaceSpan, PostSpan, RoleFound
from tasks.extract.roles.scenes import Link


def with_own_countries(
    links: Sequence[Link], people: PeopleOnPage, entities: Entities, document: Document
) -> list[Link]:
    """The links, posts that were only assumed to be of the page's state given to the state that their holder serves.

    Where nothing tells that state, it is the one in which their sentence or their entry of a digest is set.
    """
    settings = _settings(document, entities)
    stated: dict[int, Counter[str]] = {}
    assumed = [_is_assumed(link.post, entities) for link in links]
    for link, guess in zip(links, assumed, strict=True):
        if link.post.country and not guess:
            stated.setdefault(link.person, Counter())[link.post.country] += 1
    out = []
    for link, guess in zip(links, assumed, strict=True):
        own = stated.get(link.person)
        state = own.most_common(1)[0][0] if own else people.people[link.person].nationality
        state = state or settings.get(link.sentence.start)
        out.append(replace(link, post=_of_state(link.post, state)) if guess and state else link)
    return out


_DIGEST = 3  # entries under the names of that many states make a page a digest
_ENTRY = re.compile(r"\s*(?::|[-–—]\s|\.\s)")
_SET_IN = re.compile(r"In (?:the )?$")


def _settings(document: Document, entities: Entities) -> dict[int, str]:
    """The state in which a sentence is set, by where it begins: "In Canberra ...", or "WARSAW: ..." in a digest."""
    text = document.text
    entries: dict[int, str] = {}
    found: dict[int, str] = {}
    by_start = {p.start: p for p in entities.places if p.country and not p.is_demonym}
    for sentence in document.sentences:
        opening = by_start.get(sentence.start)
        if opening and opening.country and _ENTRY.match(text, opening.end) and text[sentence.start - 1] == "\n":
            entries[sentence.paragraph] = opening.country
        second = by_start.get(sentence.tokens[1].start) if len(sentence.tokens) > 1 else None
        if second and second.country and _SET_IN.fullmatch(text, sentence.start, second.start):
            found[sentence.start] = second.country
    if len(set(entries.values())) >= _DIGEST:
        for sentence in document.sentences:
            if sentence.paragraph in entries:
                found.setdefault(sentence.start, entries[sentence.paragraph])
    return found


def _is_assumed(post: PostSpan, entities: Entities) -> bool:
    """Whether nothing in a post's own words, or in its body's, names the state that it was given."""
    if (
        post.country is None
        or post.country != entities.home
        or post.organization_kind is OrganizationKind.INTERNATIONAL
    ):
        return False
    spans = [(post.start, post.end)] + ([(post.body.start, post.body.end)] if post.body else [])
    return not any(p.country == post.country for start, end in spans for p in _within(entities.places, start, end))


def _within(places: Sequence[PlaceSpan], start: int, end: int) -> Sequence[PlaceSpan]:
    first = bisect_left(places, start, key=lambda p: p.start)
    return places[first : bisect_left(places, end, key=lambda p: p.start)]


def _of_state(post: PostSpan, code: str) -> PostSpan:
    old, new = country_by_code(post.country), country_by_code(code)
    if old is None or new is None or old == new or post.place_country == code:
        return post
    organization = post.organization
    if organization and f" of {old.name}" in organization:
        organization = organization.replace(f" of {old.name}", f" of {new.name}", 1)
    elif organization and not post.body and post.title_class is not TitleClass.OTHER:
        return post
    return replace(post, country=code, organization=organization)


def with_countries(roles: list[RoleFound], people: PeopleOnPage, fallback: str | None) -> list[RoleFound]:
    """Ranks and posts without a state get that of the person's other posts, of the person, or of the page."""
    of_person: dict[int, str] = {}
    for role in roles:
        if role.country:
            of_person.setdefault(role.person, role.country)
    return [_with_country(r, of_person.get(r.person) or people.people[r.person].nationality or fallback) for r in roles]


def _with_country(role: RoleFound, code: str | None) -> RoleFound:
    code = role.country or (None if _is_international(role) else code)
    if role.country is None and role.title_class in ABROAD and code == role.place_country:
        code = None  # an envoy is not of the state where they serve
    body, kind = role.organization, role.organization_kind
    if body is None and role.title_class in _BODY_OF_CLASS:
        style, kind = _BODY_OF_CLASS[role.title_class]
        if code or kind is not OrganizationKind.EMBASSY:
            body = of_country(style, country_by_code(code))
        else:
            kind = None
    return replace(role, country=code, organization=body, organization_kind=kind)


_BODY_OF_CLASS = {
    TitleClass.POLICE: ("Police", OrganizationKind.POLICE),
    TitleClass.MILITARY: ("Armed Forces", OrganizationKind.MILITARY),
    TitleClass.HEAD_OF_MISSION: ("Embassy", OrganizationKind.EMBASSY),
}


def with_hosts(roles: list[RoleFound], entities: Entities) -> list[RoleFound]:
    """A diplomat whose host state no sentence names serves where the page's other diplomats of that state do."""
    hosts: Counter[_Mission] = Counter()
    for body in entities.bodies:
        if body.kind is OrganizationKind.EMBASSY and body.place:
            hosts[_Mission(body.country, body.name, body.place, body.place_country)] += 1
    for role in roles:
        if role.organization_kind is OrganizationKind.EMBASSY and role.place and role.organization:
            hosts[_Mission(role.country, role.organization, role.place, role.place_country)] += 1
    return [_at_host(_of_guests(role, hosts), hosts) for role in roles]


def _of_guests(role: RoleFound, hosts: Counter[_Mission]) -> RoleFound:
    """A diplomat of no named mission who would serve at home is of the mission that the page is about."""
    if (
        role.title_class not in _DIPLOMATS
        or role.place
        or role.organization
        or any(m.country == role.country for m in hosts)
    ):
        return role
    mission = next((m for m, _ in hosts.most_common() if m.place_country == role.country and m.country), None)
    return replace(role, country=mission.country) if mission else role


@dataclass(frozen=True, slots=True)
class _Mission:
    country: str | None
    name: str
    place: str
    place_country: str | None


def _at_host(role: RoleFound, hosts: Counter[_Mission]) -> RoleFound:
    unnamed = role.organization_kind is OrganizationKind.EMBASSY or (
        role.organization is None and role.title_class in _DIPLOMATS
    )
    if role.place is not None or not unnamed:
        return role
    mission = next((m for m, _ in hosts.most_common() if m.country == role.country), None)
    if mission is None:
        return role
    return replace(
        role,
        organization=mission.name,
        organization_kind=OrganizationKind.EMBASSY,
        place=mission.place,
        place_country=mission.place_country,
    )


ABROAD = frozenset(
    (
        TitleClass.HEAD_OF_MISSION,
        TitleClass.DEPUTY_HEAD_OF_MISSION,
        TitleClass.DIPLOMAT,
        TitleClass.ATTACHE,
        TitleClass.CONSUL,
    )
)
_DIPLOMATS = frozenset(
    (TitleClass.HEAD_OF_MISSION, TitleClass.DEPUTY_HEAD_OF_MISSION, TitleClass.DIPLOMAT, TitleClass.ATTACHE)
)


def _is_international(role: RoleFound) -> bool:
    return role.organization_kind is OrganizationKind.INTERNATIONAL
