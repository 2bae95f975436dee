"""When and where an event happened, and who the other party was: chosen from what stands near its trigger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from schemas.vocab import EventType, OrganizationKind
from tasks.dates.model import TimeExpression
from tasks.extract.entities.places import country_by_code
from tasks.extract.events.times import nearest_time, token_distance
from tasks.extract.language.annotation import AnnotatedSentence
from tasks.extract.model import BodySpan, PersonOnPage, PlaceSpan, PostSpan, RoleFound

T = TypeVar("T")

# What the distance of a post or body, of a place, of a state from the words of its event may cost.
_NEAR, _NEAR_PLACE, _NEAR_STATE = 22, 24, 120

POST_EVENTS = frozenset(
    {
        EventType.APPOINTMENT,
        EventType.NOMINATION,
        EventType.ELECTION,
        EventType.CANDIDACY,
        EventType.RESIGNATION,
        EventType.DISMISSAL,
        EventType.RETIREMENT,
    }
)
MEMBERSHIP_EVENTS = frozenset({EventType.JOINING, EventType.LEAVING, EventType.FOUNDING})
STATE_EVENTS = frozenset(
    {
        EventType.RECALL,
        EventType.EXPULSION,
        EventType.ASYLUM_REQUEST,
        EventType.ASYLUM_GRANT,
        EventType.ASYLUM_DENIAL,
        EventType.SANCTION,
    }
)
_LEFT = frozenset({EventType.RESIGNATION, EventType.DISMISSAL, EventType.RETIREMENT})
_BY_VOTE = frozenset({EventType.ELECTION, EventType.CANDIDACY})
_DONE_BY_BODIES = frozenset(
    {
        EventType.ARREST,
        EventType.DETENTION,
        EventType.ABDUCTION,
        EventType.RELEASE,
        EventType.KILLING,
        EventType.INJURY,
        EventType.THREAT,
        EventType.CHARGE,
        EventType.SENTENCING,
    }
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The other party, the place and its country, and the time of an event; None where the text does not say."""

    organization: str | None
    place: str | None
    place_country: str | None
    when: TimeExpression | None


def circumstances(
    s: AnnotatedSentence,
    event_type: EventType,
    start: int,
    end: int,
    person: PersonOnPage,
    roles: Sequence[RoleFound],
    is_active: bool,
    is_one_of_several: bool = False,
) -> Circumstances:
    """What stands near the trigger at tokens `start` to `end`; `roles` are those that the page gives the person.

    `is_active`: the person is the object of an active verb, so that its subject did it. `is_one_of_several`: others
    share the event, and a post named before it may be another's.
    """
    when = nearest_time(s, start, end, event_type in _BY_VOTE)
    place = _nearest_place(s, start, end)
    organization: str | None = None
    post = _nearest(s, start, end, s.posts)
    body = _nearest(s, start, end, s.bodies)
    if event_type in POST_EVENTS:
        if is_one_of_several and any(r.organization for r in roles) and (post is None or event_type in _LEFT):
            own = next(r for r in roles if r.organization)
            return Circumstances(own.organization, own.place, own.place_country, when)
        organization = _post_organization(s, post, body, roles, event_type)
        if post is not None and place is None and post.place:
            return Circumstances(organization, post.place, post.place_country, when)
    elif event_type in MEMBERSHIP_EVENTS:
        organization = _joined_body(s, start, end, body)
    elif event_type in STATE_EVENTS:
        organization = _state(s, event_type, start, end, person, roles)
    elif event_type in (EventType.CHARGE, EventType.SENTENCING) and (court := _court(s, start, end)) is not None:
        organization = court.name
    elif event_type in _DONE_BY_BODIES:
        organization = _agent(s, start, end, is_active)
    if event_type is EventType.RECALL or (place is None and event_type in (EventType.EXPULSION, EventType.DEFECTION)):
        posting = next((r for r in roles if r.place), None)
        if posting is not None:
            return Circumstances(organization, posting.place, posting.place_country, when)
    return Circumstances(organization, place.name if place else None, place.country if place else None, when)


def _nearest(s: AnnotatedSentence, start: int, end: int, spans: Sequence[tuple[int, int, T]]) -> T | None:
    best: tuple[float, T] | None = None
    for a, b, span in spans:
        if a - end > _NEAR or start - b > _NEAR:
            continue
        cost = token_distance(s, start, end, a, b) + (2 if b <= start else 0)
        if cost <= _NEAR and (best is None or cost < best[0]):
            best = (cost, span)
    return best[1] if best else None


def _court(s: AnnotatedSentence, start: int, end: int) -> BodySpan | None:
    return _nearest(s, start, end, [c for c in s.bodies if c[2].kind == OrganizationKind.COURT])


def _joined_body(s: AnnotatedSentence, start: int, end: int, body: BodySpan | None) -> str | None:
    """The body joined, left or founded: the first one named after the verb, be it known to no lexicon."""
    for k in range(start + 1, min(end + 6, len(s.words))):
        known = next((b for a, stop, b in s.bodies if a <= k < stop), None)
        if known is not None:
            return known.name
        if "proper" in s.kinds[k] and not any(a <= k < stop and p.is_demonym for a, stop, p in s.places):
            stop = k
            while stop < len(s.words) and (s.tokens[stop].is_capitalised or s.words[stop] in ("of", "for")):
                stop += 1
            while s.words[stop - 1] in ("of", "for"):
                stop -= 1
            return " ".join(t.text for t in s.tokens[k:stop])
    after = [b for a, _, b in s.bodies if a >= start]
    return after[0].name if after else (body.name if body else None)


def _agent(s: AnnotatedSentence, start: int, end: int, is_active: bool) -> str | None:
    """The body that did it: "arrested by the Hawks", "the Hawks arrested her"."""
    for a, b, body in s.bodies:
        k = a - 1
        while k > 0 and s.words[k] in ("the", "a", "an", "of", "agents", "members", "officers", "operatives", "men"):
            k -= 1
        if a >= end and k >= end - 1 and k >= 0 and s.words[k] == "by":
            return body.name
        if is_active and 0 <= start - b <= 6 and token_distance(s, start, end, a, b) <= 6:
            return body.name
    return None


def _nearest_place(s: AnnotatedSentence, start: int, end: int) -> PlaceSpan | None:
    best: tuple[float, PlaceSpan] | None = None
    for a, b, place in s.places:
        if place.is_demonym or a - end > _NEAR_PLACE or start - b > _NEAR_PLACE:
            continue
        k = a - 1
        while k > 0 and s.words[k] in ("the", "central", "northern", "southern", "eastern", "western"):
            k -= 1
        before = s.words[k] if k >= 0 else ""
        if before not in ("in", "to", "from", "at", "into", "for", "near", "outside", "via", "across", "through"):
            continue
        cost = token_distance(s, start, end, a, b)
        if b < len(s.words) - 1 and s.words[b] == "," and place.is_country:
            cost += 1
        if cost <= _NEAR_PLACE and (best is None or cost < best[0]):
            best = (cost, place)
    return best[1] if best else None


def _post_organization(
    s: AnnotatedSentence,
    post: PostSpan | None,
    body: BodySpan | None,
    roles: Sequence[RoleFound],
    event_type: EventType,
) -> str | None:
    if post is not None and post.organization:
        return post.organization
    if body is not None:
        return body.name
    held = [r for r in roles if r.organization]
    if event_type is EventType.APPOINTMENT:
        told_here = [r for r in held if r.start < s.sentence.end and r.end > s.sentence.start]
        bodies = {r.organization for r in told_here or held}
        return bodies.pop() if len(bodies) == 1 else None
    if post is not None:
        same = [r for r in held if r.title == post.title]
        held = same or held
    return held[0].organization if held else None


def _state(
    s: AnnotatedSentence,
    event_type: EventType,
    start: int,
    end: int,
    person: PersonOnPage,
    roles: Sequence[RoleFound],
) -> str | None:
    """The state that recalls, expels, sanctions or gives asylum: the nearest one named, the person's own aside."""
    own = person.nationality or next((r.country for r in roles if r.country), None)
    if event_type is EventType.RECALL:
        return _country_name(own) if own else _nearest_state(s, start, end, None)
    return _nearest_state(s, start, end, own)


def _nearest_state(s: AnnotatedSentence, start: int, end: int, own: str | None) -> str | None:
    best: tuple[float, str] | None = None
    places = [(a, b, place.country) for a, b, place in s.places]
    bodies = [(a, b, body.country) for a, b, body in s.bodies if body.kind != "party"]
    for a, b, country in [*places, *bodies]:
        if country is None or country == own or a - end > _NEAR_STATE or start - b > _NEAR_STATE:
            continue
        cost = token_distance(s, start, end, a, b)
        if best is None or cost < best[0]:
            best = (cost, country)
    return _country_name(best[1]) if best else None


def _country_name(code: str) -> str | None:
    country = country_by_code(code)
    return country.name if country else None
