"""The resolve stage: from what each page says to what the dataset holds to be so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import TypeVar

from schemas.about import Resolution
from schemas.claims import EventClaim, PagePerson, PageRole, PersonMention, RoleClaim
from schemas.declare import extended, spec_of
from schemas.ids import make_id
from schemas.stages import CleanPage
from schemas.vocab import IdKind, ResolutionVerdict
from tasks.resolve.borrowed import without_borrowed
from tasks.resolve.clustering import Clusters, cluster
from tasks.resolve.events import group_events, resolve_event
from tasks.resolve.ids import Assigned, assign_ids
from tasks.resolve.links import link_roles, still_held
from tasks.resolve.memory import Memory
from tasks.resolve.model import RULES, ResolvedDataset, ResolveInput
from tasks.resolve.participants import participants
from tasks.resolve.people import Known, people_rows
from tasks.resolve.profiles import page_profiles
from tasks.resolve.redate import pin_and_redate
from tasks.resolve.roles import PageFacts, group_roles, resolve_role

Row = TypeVar("Row")
_WIDEST = 1 / 6  # points to a score of 0..1: the mark itself is about .7


def resolve_claims(given: ResolveInput, memory: Memory | None = None) -> ResolvedDataset:
    """People, roles and events with the claims behind them; nothing depends on the order of the input.

    People are told apart first. Their happenings may then date pages that have no date; roles and events are put
    together from the claims as dated then. `memory` holds what was worked out of single pages before; with it or
    without, the answer is the same.
    """
    memory = memory or Memory()
    clusters = cluster(page_profiles(given), given.verdicts, memory.totals)
    numbered = assign_ids(IdKind.PERSON, [p.members for p in clusters.profiles], given.registry)
    person_of = {
        member: ident
        for profile, ident in zip(clusters.profiles, numbered.ids, strict=True)
        for member in profile.members
    }
    dated = pin_and_redate(given.pages, given.stories, given.roles, given.events, person_of, memory)
    page_of = {page.source_id: page for page in dated.pages}
    story_of = {s: s for s in _sources(given)} | {story.source_id: story.story_id for story in given.stories}
    facts = PageFacts(story_of, {source: page.published_max for source, page in page_of.items()})

    role_groups = group_roles(dated.roles, person_of)
    role_ids = assign_ids(IdKind.ROLE, [[c.claim_id for c in g.claims] for g in role_groups], given.registry)
    event_groups = group_events(without_borrowed(dated.events, dated.roles, person_of), person_of, facts)
    event_ids = assign_ids(IdKind.EVENT, [[c.claim_id for c in g.claims] for g in event_groups], given.registry)
    events = [resolve_event(i, g, facts) for i, g in zip(event_ids.ids, event_groups, strict=True)]
    roles = [resolve_role(i, g, facts) for i, g in zip(role_ids.ids, role_groups, strict=True)]

    members: dict[str, list[PagePerson]] = defaultdict(list)
    for person in sorted(given.people, key=lambda p: p.page_person_id):
        members[person_of[person.page_person_id]].append(person)
    people = people_rows(members, dated.events, Known(page_of, story_of))
    role_of = {c.claim_id: i for i, g in zip(role_ids.ids, role_groups, strict=True) for c in g.claims}
    event_of = {c.claim_id: i for i, g in zip(event_ids.ids, event_groups, strict=True) for c in g.claims}
    return ResolvedDataset(
        people=people,
        roles=_ordered(link_roles(roles, events, _held_on(role_of, still_held(dated.roles, dated.events), page_of))),
        events=_ordered(events),
        participants=_ordered(participants(events)),
        mentions=_ordered(extended(PersonMention, m, person_id=person_of[m.page_person_id]) for m in given.mentions),
        role_claims=_ordered(
            extended(RoleClaim, c, role_id=role_of[c.claim_id], person_id=person_of[c.page_person_id])
            for c in dated.roles
        ),
        event_claims=_ordered(
            extended(
                EventClaim,
                c,
                event_id=event_of[c.claim_id],
                person_id=person_of[c.page_person_id] if c.page_person_id is not None else None,
            )
            for c in dated.events
        ),
        resolutions=_resolutions(clusters, given, person_of, (numbered, role_ids, event_ids)),
        registry=_ordered([*numbered.registry, *role_ids.registry, *event_ids.registry]),
        page_dates=dated.page_dates,
    )


def _held_on(
    role_of: Mapping[str, str], claims: Iterable[PageRole], page_of: Mapping[str, CleanPage]
) -> dict[str, date]:
    """The last day, by role id, on which a dated page calls the post held; `claims` are those that call it so."""
    days: dict[str, date] = {}
    for claim in claims:
        page = page_of.get(claim.source_id)
        if page and page.published_min:
            role = role_of[claim.claim_id]
            days[role] = max(days.get(role, page.published_min), page.published_min)
    return days


def _sources(given: ResolveInput) -> set[str]:
    named = {page.source_id for page in given.pages} | {p.source_id for p in given.people}
    return named | {e.source_id for e in given.events}


def _ordered(rows: Iterable[Row]) -> list[Row]:
    """The rows in their table's order."""
    listed = list(rows)
    if not listed:
        return listed
    return sorted(listed, key=attrgetter(*spec_of(type(listed[0])).order_by))


def _resolutions(
    clusters: Clusters, given: ResolveInput, person_of: Mapping[str, str], assigned: Iterable[Assigned]
) -> list[Resolution]:
    name_of = {p.page_person_id: p.name for p in given.people}
    # A person's verdicts stand whether or not their pages are here
    rows = [replace(v, person_id=person_of.get(v.left_id, v.person_id)) for v in given.verdicts]
    told = {frozenset((v.left_id, v.right_id)) for v in rows}
    for j in clusters.judgements:
        if frozenset((j.left, j.right)) in told:
            continue
        verdict = ResolutionVerdict.SAME if j.same else ResolutionVerdict.DIFFERENT
        rows.append(
            Resolution(
                resolution_id=make_id("res", IdKind.PERSON, j.left, j.right),
                kind=IdKind.PERSON,
                left_id=j.left,
                right_id=j.right,
                left_name=name_of[j.left],
                right_name=name_of[j.right],
                verdict=verdict,
                score=round(min(1.0, max(0.0, 0.5 + j.score * _WIDEST)), 3),
                evidence=j.evidence,
                decided_by=RULES,
                person_id=person_of[j.left],
            )
        )
    for kind, ids in zip((IdKind.PERSON, IdKind.ROLE, IdKind.EVENT), assigned, strict=True):
        rows += [_redirect(kind, old, new) for old, new in ids.redirects.items()]
    return _ordered(rows)


def _redirect(kind: IdKind, old: str, new: str) -> Resolution:
    return Resolution(
        resolution_id=make_id("res", kind, old, new),
        kind=kind,
        left_id=old,
        right_id=new,
        left_name=None,
        right_name=None,
        verdict=ResolutionVerdict.REDIRECT,
        score=None,
        evidence="two ids were found to be one",
        decided_by=RULES,
        person_id=new if kind == IdKind.PERSON else None,
    )
