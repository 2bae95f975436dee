"""Roles: which post a page gives which person, since when and until when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from schemas.vocab import MentionForm, Stance, TitleClass
from tasks.dates.model import TimeExpression
from tasks.extract.entities.body_heads import of_country
from tasks.extract.entities.places import country_by_code
from tasks.extract.language.document import Document
from tasks.extract.model import Entities, PeopleOnPage, RoleFound
from tasks.extract.roles.countries import ABROAD, with_countries, with_hosts, with_own_countries
from tasks.extract.roles.duties import duty_links
from tasks.extract.roles.leads import lead_links
from tasks.extract.roles.links import links_of
from tasks.extract.roles.lists import fragment_links, signature_links
from tasks.extract.roles.merge import merge_roles
from tasks.extract.roles.portfolios import portfolio_links
from tasks.extract.roles.proposed import RoleReader, proposed_links
from tasks.extract.roles.relations import relation_links, resolve_relations
from tasks.extract.roles.scenes import Link, LinkKind, scenes
from tasks.extract.roles.tenures import tenures, with_tenures
from tasks.extract.roles.terms import term_of

_CONFIDENCE = {
    LinkKind.PRENOMINAL: 0.95,
    LinkKind.APPOSITION: 0.92,
    LinkKind.REVERSED: 0.9,
    LinkKind.VERB: 0.85,
    LinkKind.LIST: 0.75,
    LinkKind.NOMINAL: 0.6,
    LinkKind.DUTY: 0.7,
    LinkKind.RELATION: 0.65,
    LinkKind.PROPOSED: 0.5,
}
_LEAD = 200  # characters before a post in which what is said of it is looked for
_ALLEGED = re.compile(
    r"\b(?:reportedly|allegedly|alleged|rumou?red|believed to be|said to be|thought to be)\b", re.IGNORECASE
)


def find_roles(
    document: Document,
    entities: Entities,
    times: Sequence[TimeExpression],
    people: PeopleOnPage,
    reader: RoleReader | None = None,
) -> tuple[RoleFound, ...]:
    """The posts that an article gives its people, each once, in text order.

    With a second reader, posts that no rule gives to anybody go to whom it takes for their holders.
    """
    links: list[Link] = []
    previous = None
    home = country_by_code(entities.home)
    laid_out = scenes(document, entities, people)
    for scene, following in zip_longest(laid_out, laid_out[1:]):
        here = links_of(scene) or fragment_links(scene, previous) or signature_links(scene, following)
        if any(m.form is MentionForm.NAME for m in scene.people) or previous is None or not here:
            previous = scene
        links += [_with_following_body(link, document.text, entities) for link in here]
        links += duty_links(scene, here, entities)
        links += portfolio_links(scene, home)
        links += relation_links(scene, here)
    links += lead_links(laid_out, links)
    if reader is not None:
        links += proposed_links(laid_out, links, reader)
    links = [_with_leading_place(link, document.text, entities) for link in resolve_relations(links)]
    links = with_own_countries(links, people, entities, document)
    roles = [_role(link, document.text, times) for link in links]
    dated = with_tenures(merge_roles(roles), tenures(laid_out, times))
    settled = with_countries(dated, people, entities.home)
    return merge_roles(with_hosts(settled, entities))


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
    if link.kind is not LinkKind.VERB or post.place or post.body or post.title_class not in ABROAD:
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
