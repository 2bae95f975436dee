"""Roles: which post a page gives which person, since when and until when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.vocab import OrganizationKind, Stance, TitleClass
from tasks.dates.model import TimeExpression
from tasks.extract.body_heads import of_country
from tasks.extract.document import Document
from tasks.extract.home import home_country
from tasks.extract.model import Entities, PeopleOnPage, RoleFound
from tasks.extract.places import Country, country_by_code
from tasks.extract.role_duties import duty_links
from tasks.extract.role_links import Link, LinkKind, fragment_links, links_of, scenes
from tasks.extract.role_merge import merge_roles
from tasks.extract.role_relations import relation_links, resolve_relations
from tasks.extract.role_terms import term_of

_CONFIDENCE = {
    LinkKind.PRENOMINAL: 0.95,
    LinkKind.APPOSITION: 0.92,
    LinkKind.REVERSED: 0.9,
    LinkKind.VERB: 0.85,
    LinkKind.LIST: 0.75,
    LinkKind.NOMINAL: 0.6,
    LinkKind.DUTY: 0.7,
    LinkKind.RELATION: 0.65,
}
_LEAD = 200  # characters before a post in which what is said of it is looked for
_ALLEGED = re.compile(
    r"\b(?:reportedly|allegedly|alleged|rumou?red|believed to be|said to be|thought to be)\b", re.IGNORECASE
)


def find_roles(
    document: Document, entities: Entities, times: Sequence[TimeExpression], people: PeopleOnPage
) -> tuple[RoleFound, ...]:
    """The posts that an article gives its people, each once, in text order."""
    links: list[Link] = []
    previous = None
    for scene in scenes(document, entities, people):
        here = links_of(scene) or fragment_links(scene, previous)
        previous = scene
        links += [_with_following_body(link, document.text, entities) for link in here]
        links += duty_links(scene, here, entities)
        links += relation_links(scene, here)
    links = [_with_leading_place(link, document.text, entities) for link in resolve_relations(links)]
    roles = [_role(link, document.text, times) for link in links]
    home = home_country(document, entities.places)
    settled = _with_countries(list(merge_roles(roles)), people, home)
    settled = _with_hosts(settled, entities)
    return merge_roles(settled)


def _role(link: Link, text: str, times: Sequence[TimeExpression]) -> RoleFound:
    post = link.post
    term = term_of(link, text, times)
    lead = text[max(link.start, post.start - _LEAD) : post.start] if link.kind in (LinkKind.VERB, LinkKind.LIST) else ""
    stance = Stance.ASSERTS
    if _ALLEGED.search(lead):
        stance = Stance.ALLEGES
    return RoleFound(
        person=link.person,
        title=post.title,
        title_class=post.title_class,
        organization=post.organization,
        organization_kind=post.organization_kind,
        country=post.country,
        place=post.place,
        place_country=post.place_country,
        started=term.started,
        ended=term.ended,
        status=term.status,
        stance=stance,
        attributed_to=None,
        start=link.start,
        end=link.end,
        confidence=_CONFIDENCE[link.kind],
    )


def _with_following_body(link: Link, text: str, entities: Entities) -> Link:
    """As in "Inspector Sookun of the Special Mobile Force": the post's body follows the name."""
    post = link.post
    if link.kind is not LinkKind.PRENOMINAL or post.body is not None or link.end <= post.end:
        return link
    m = re.compile(r"\s*,?\s+(?:of|from|with|at)\s+(?:the\s+)?").match(text, link.end)
    if not m:
        return link
    body = next((b for b in entities.bodies if b.start <= m.end() < b.end and b.start >= link.end), None)
    if body:
        filled = replace(
            post, body=body, organization=body.name, organization_kind=body.kind, country=body.country or post.country
        )
        return replace(link, post=filled, end=body.end)
    place = next((p for p in entities.places if p.start == m.end()), None)
    if place and place.is_country and not place.is_demonym:
        country = country_by_code(place.country)
        organization = post.organization
        if country and post.title_class is TitleClass.MINISTER and organization:
            organization = of_country(organization.split(" of the ")[0].rsplit(" of ", 1)[0], country)
        elif post.title_class is not TitleClass.OTHER and organization and country:
            organization = of_country(organization.split(" of ")[0], country)
        return replace(link, post=replace(post, country=place.country, organization=organization), end=place.end)
    return link


def _with_leading_place(link: Link, text: str, entities: Entities) -> Link:
    """As in "He was sent to Vienna as ambassador": the host stands before the title."""
    post = link.post
    if link.kind is not LinkKind.VERB or post.place or post.body or post.title_class not in _ABROAD:
        return link
    near = [p for p in entities.places if 0 <= post.start - p.end <= 12 and not p.is_demonym]
    if not near or not re.fullmatch(r",?\s*as (?:the |a |an |its |his |her )?", text[near[-1].end : post.start]):
        return link
    place, host = near[-1], country_by_code(near[-1].country)
    style = {TitleClass.CONSUL: "Consulate"}.get(post.title_class, "Embassy")
    if "general" in post.title:
        style = "Consulate General"
    where = place.name if post.title_class is TitleClass.CONSUL or host is None else host.name
    name = f"{of_country(style, country_by_code(post.country))} in {where}"
    return replace(link, post=replace(post, organization=name, place=place.name, place_country=place.country))


def _with_countries(roles: list[RoleFound], people: PeopleOnPage, home: Country | None) -> list[RoleFound]:
    """Ranks and posts without a state get that of the person's other posts, of the person, or of the page."""
    of_person: dict[int, str] = {}
    for role in roles:
        if role.country:
            of_person.setdefault(role.person, role.country)
    fallback = home.code if home else None
    return [_with_country(r, of_person.get(r.person) or people.people[r.person].nationality or fallback) for r in roles]


def _with_country(role: RoleFound, code: str | None) -> RoleFound:
    code = role.country or (None if _is_international(role) else code)
    if role.country is None and role.title_class in _ABROAD and code == role.place_country:
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


def _with_hosts(roles: list[RoleFound], entities: Entities) -> list[RoleFound]:
    """A diplomat whose host state no sentence names serves where the page's other diplomats of that state do."""
    hosts: Counter[_Mission] = Counter()
    for body in entities.bodies:
        if body.kind is OrganizationKind.EMBASSY and body.place:
            hosts[_Mission(body.country, body.name, body.place, body.place_country)] += 1
    for role in roles:
        if role.organization_kind is OrganizationKind.EMBASSY and role.place and role.organization:
            hosts[_Mission(role.country, role.organization, role.place, role.place_country)] += 1
    return [_at_host(role, hosts) for role in roles]


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


_ABROAD = frozenset(
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
