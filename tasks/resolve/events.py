"""Event claims of one person, put together across pages into happenings.

"Resigned" in one outlet is "defected" in another, and August in one is September in another: one happening whose claims
disagree, not two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.claims import PageEvent
from schemas.codes import codes_of
from schemas.resolved import Event
from schemas.vocab import EventType, OccurredBasis, Realis
from tasks.names.romanize import fold
from tasks.resolve.agreement import Said, Settled, agreement_of, best_value, contradict, settle_date
from tasks.resolve.bodies import body_words, same_body, same_place
from tasks.resolve.grouping import NEVER, group_claims
from tasks.resolve.roles import PageFacts

_MERGE_AT = 0.5
_LEFT = frozenset({EventType.RESIGNATION, EventType.DEFECTION})
# Told as one or the other by different outlets; a page that tells both means both
_TOLD_TWO_WAYS = (
    frozenset(
        {
            EventType.RESIGNATION,
            EventType.DEFECTION,
            EventType.DISMISSAL,
            EventType.RECALL,
            EventType.RETIREMENT,
        }
    ),
    frozenset({EventType.ARREST, EventType.DETENTION}),
    frozenset({EventType.KILLING, EventType.DEATH}),
)
_KIND = {member: f"kind {i}" for i, family in enumerate(_TOLD_TWO_WAYS) for member in family}
# How far apart the dates of one happening may be told
_WINDOWS = {
    EventType.MEETING: 3,
    EventType.PRESS_CONFERENCE: 3,
    EventType.PROTEST: 5,
    EventType.STATEMENT_AGAINST: 7,
    EventType.THREAT: 14,
    EventType.SANCTION: 31,
    **dict.fromkeys(_TOLD_TWO_WAYS[0], 62),
}
_WINDOW = 31
# What happens to a person often: an undated one is the dated one only if something besides the person fits
_OFTEN = frozenset(
    {
        EventType.MEETING,
        EventType.PRESS_CONFERENCE,
        EventType.PROTEST,
        EventType.STATEMENT_AGAINST,
        EventType.THREAT,
        EventType.SANCTION,
    }
)
_ONCE = frozenset({EventType.KILLING, EventType.DEATH})


@dataclass(frozen=True)
class EventGroup:
    """The claims that speak of one happening, by claim id; `person_id` None where the pages name nobody."""

    person_id: str | None
    claims: tuple[PageEvent, ...]


def group_events(events: Sequence[PageEvent], person_of: Mapping[str, str], pages: PageFacts) -> list[EventGroup]:
    """The happenings, ordered by person, kind and first claim; `person_of` gives the person of each page person."""
    bundles: dict[tuple[str, str, str], list[PageEvent]] = defaultdict(list)
    for event in sorted(events, key=lambda e: e.claim_id):
        kind = _KIND.get(EventType(event.event_type), event.event_type)
        if event.page_person_id is not None:
            bundles[person_of[event.page_person_id], kind, ""].append(event)
        else:
            # Nobody is named: only the body and the place can tell that two pages mean one happening
            known = " ".join(sorted(body_words(event.organization))) + "|" + fold(event.place or "")
            bundles["", kind, known if known != "|" else event.claim_id].append(event)
    groups = []
    for (person, _, _), claims in sorted(bundles.items()):
        by_date = sorted(claims, key=lambda e: (str(e.occurred_min or ""), e.occurred or "", e.claim_id))
        for group in group_claims(by_date, _signature, lambda a, b: _fit(a, b, pages.story_of), _MERGE_AT):
            groups.append(EventGroup(person or None, tuple(group)))
    return groups


def _signature(e: PageEvent) -> tuple[object, ...]:
    return (e.event_type, e.organization, e.place, e.place_country, e.occurred, e.realis, e.occurred or e.source_id)


def _fit(a: PageEvent, b: PageEvent, story_of: Mapping[str, str]) -> float:
    one_page = a.source_id == b.source_id
    if a.event_type != b.event_type and one_page and not {a.event_type, b.event_type} <= _LEFT:
        return NEVER
    when = _when_fit(a, b)
    where = _where_fit(a, b)
    if NEVER in (when, where) or (one_page and when < 0.0):
        return NEVER
    fit = when + where + (0.5 if a.event_type == b.event_type or a.event_type in _ONCE else 0.3)
    if a.event_type != b.event_type and not {a.event_type, b.event_type} <= (_LEFT | _ONCE):
        fit -= 0.5  # dismissed or resigned: one happening only where time and body say so
    if story_of[a.source_id] == story_of[b.source_id]:
        fit += 0.5
    if a.event_type in _OFTEN and not (a.occurred_min and b.occurred_min):
        fit -= 0.5
    return fit


def _when_fit(a: PageEvent, b: PageEvent) -> float:
    if a.occurred_min and a.occurred_max and b.occurred_min and b.occurred_max:
        apart = max((a.occurred_min - b.occurred_max).days, (b.occurred_min - a.occurred_max).days)
        if apart <= 0:
            return 1.5 if a.occurred == b.occurred else 1.0
        if apart <= _WINDOWS.get(EventType(a.event_type), _WINDOW):
            # On one page two dates are two happenings: `_fit` bars what is below zero
            return -0.01 if a.source_id == b.source_id else 0.5
        return 0.0 if a.event_type in _ONCE else NEVER
    return 0.0


def _where_fit(a: PageEvent, b: PageEvent) -> float:
    fit = 0.0
    if a.organization and b.organization:
        if same_body(a.organization, b.organization):
            fit += 0.7
        elif a.event_type in (EventType.MEETING, EventType.JOINING, EventType.LEAVING, EventType.FOUNDING):
            return NEVER
        elif not same_place(a.organization, b.organization):
            fit -= 0.6
    if a.place_country and b.place_country and a.place_country != b.place_country:
        fit -= 0.8
    elif a.place and b.place:
        fit += 0.4 if same_place(a.place, b.place) else -0.1
    return fit


def resolve_event(event_id: str, group: EventGroup, pages: PageFacts) -> Event:
    """The happening that the claims speak of."""
    claims = group.claims
    story = {c.claim_id: pages.story_of[c.source_id] for c in claims}
    stories = set(story.values())
    realis = _realis(claims, story)
    telling = [c for c in claims if (c.realis == Realis.DENIED) == (realis == Realis.DENIED)]
    when = settle_date(
        Said(c.occurred, c.occurred_min, c.occurred_max, story[c.claim_id]) for c in telling if c.occurred
    )
    event_type = _event_type(telling, story)
    codes = codes_of(event_type)
    place = best_value((c.place, story[c.claim_id]) for c in telling)
    disputed = (
        when.disputed
        or contradict((c.place_country, story[c.claim_id]) for c in telling)
        or contradict((str(c.realis == Realis.DENIED), story[c.claim_id]) for c in claims)
        or contradict((_way_of_leaving(c.event_type), story[c.claim_id]) for c in telling)
    )
    return Event(
        event_id=event_id,
        event_type=event_type,
        person_id=group.person_id,
        organization=best_value((c.organization, story[c.claim_id]) for c in telling),
        place=place,
        place_country=best_value((c.place_country, story[c.claim_id]) for c in telling if c.place == place),
        occurred=when.edtf,
        occurred_min=when.earliest,
        occurred_max=when.latest,
        occurred_basis=_basis(telling, when),
        realis=realis,
        agreement=agreement_of(len(stories), disputed),
        plover_code=codes.plover,
        cameo_code=codes.cameo,
        n_sources=len({c.source_id for c in claims}),
        n_independent_sources=len(stories),
    )


def _realis(claims: Sequence[PageEvent], story: Mapping[str, str]) -> Realis:
    """Actual where as many stories say it happened as deny it; else what most say."""
    told: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        told[claim.realis].add(story[claim.claim_id])
    if told[Realis.ACTUAL] and len(told[Realis.ACTUAL]) >= len(told[Realis.DENIED]):
        return Realis.ACTUAL
    return Realis(min(told, key=lambda r: (-len(told[r]), r)))


def _event_type(claims: Sequence[PageEvent], story: Mapping[str, str]) -> EventType:
    """What most stories call it; among equals the first page's word, as the claims are ordered."""
    told: dict[str, set[str]] = defaultdict(set)
    for claim in sorted(claims, key=lambda c: c.claim_id):
        told[claim.event_type].add(story[claim.claim_id])
    # "killed" says more than "died", "defected" more than "resigned"
    telling = {EventType.KILLING: 1, EventType.DEFECTION: 1}
    return EventType(min(told, key=lambda t: (-len(told[t]), -telling.get(EventType(t), 0), t)))


def _way_of_leaving(event_type: str) -> str:
    """Types that exclude each other: to be dismissed is not to resign; to defect is no contradiction to resigning."""
    if event_type in _LEFT:
        return "left"
    return _KIND[EventType(event_type)] if event_type in _TOLD_TWO_WAYS[1] | _ONCE else event_type


def _basis(claims: Sequence[PageEvent], when: Settled) -> OccurredBasis:
    if when.edtf is None:
        return OccurredBasis.NONE
    order = [OccurredBasis.EXPLICIT, OccurredBasis.RELATIVE, OccurredBasis.INFERRED]
    bases = {c.occurred_basis for c in claims if c.occurred == when.edtf}
    return next((b for b in order if b in bases), OccurredBasis.NONE)
