"""Events end posts and begin posts: which event did what to which post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from schemas.claims import PageEvent, PageRole
from schemas.resolved import Event, Role
from schemas.vocab import EventType, Realis, RoleStatus, TitleClass
from tasks.resolve.bodies import MISSIONS, body_words, same_body, same_place

_DEATHS = frozenset({EventType.DEATH, EventType.KILLING})
_ENDINGS = _DEATHS | {
    EventType.RESIGNATION,
    EventType.DISMISSAL,
    EventType.RECALL,
    EventType.RETIREMENT,
    EventType.DEFECTION,
}
_BEGINNINGS = frozenset({EventType.APPOINTMENT, EventType.ELECTION})
# Leaving a movement or party is an event of its own; an ambassador who resigns stays its member
_NOT_OFFICES = frozenset({TitleClass.MOVEMENT, TitleClass.PARTY})
_SLACK_DAYS = 62
_LINK_AT = 1.5


def link_roles(roles: Iterable[Role], events: Iterable[Event], held_on: Mapping[str, date] | None = None) -> list[Role]:
    """The posts with the events that began and ended them; a post without a date of its own takes the event's.

    `held_on` is the last day, by role id, on which a page calls the post held: nothing long before has ended it.
    """
    last_held = held_on or {}
    happenings: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda e: e.event_id):
        if event.person_id and event.realis == Realis.ACTUAL and event.event_type in _ENDINGS | _BEGINNINGS:
            happenings[event.person_id].append(event)
    posts: dict[str, list[Role]] = defaultdict(list)
    for role in sorted(roles, key=lambda r: r.role_id):
        posts[role.person_id].append(role)
    linked = []
    for person, held in posts.items():
        for role in held:
            mine = happenings[person]
            # Where pages date the end, the event must fit that date, whatever a page without it calls the post
            held_last = None if role.ended else last_held.get(role.role_id)
            ending = [e for e in mine if not _is_held_after(held_last, e)]
            linked.append(_begin(_end(role, held, ending), held, mine))
    return sorted(linked, key=lambda r: r.role_id)


def still_held(roles: Iterable[PageRole], events: Iterable[PageEvent]) -> list[PageRole]:
    """The claims that call a post held, without those whose page itself tells how it ended.

    "The deputy head of mission left last August": his title is as good as current in the words before. An event that
    names no body speaks of no post.
    """
    left = {
        e.page_person_id
        for e in events
        if e.event_type in _ENDINGS and e.realis == Realis.ACTUAL and e.organization and e.page_person_id
    }
    return [r for r in roles if r.status == RoleStatus.CURRENT and r.page_person_id not in left]


def _is_held_after(last_held: date | None, event: Event) -> bool:
    return bool(last_held and event.occurred_max and (last_held - event.occurred_max).days > _SLACK_DAYS)


def _end(role: Role, held: Sequence[Role], events: Sequence[Event]) -> Role:
    scored = [(_ending_fit(role, held, e), e) for e in events if e.event_type in _ENDINGS]
    best = max(scored, key=lambda s: (s[0], s[1].event_id), default=None)
    if best is None or best[0] < _LINK_AT:
        return role
    event = best[1]
    if role.ended is None:
        role = replace(role, ended=event.occurred, ended_min=event.occurred_min, ended_max=event.occurred_max)
    return replace(role, end_event_id=event.event_id, end_cause=event.event_type, status=RoleStatus.FORMER)


def _ending_fit(role: Role, held: Sequence[Role], event: Event) -> float:
    if event.event_type in _DEATHS:
        # Death ends what was held until then
        open_post = role.status == RoleStatus.CURRENT and role.ended is None
        return _LINK_AT if open_post or (role.ended and _same_time(role.ended_min, role.ended_max, event)) else 0.0
    if role.title_class in _NOT_OFFICES and not same_body(role.organization, event.organization):
        return 0.0
    fit = _body_fit(role, held, event)
    if role.ended:
        if not (role.ended_min and event.occurred_min):
            return fit
        return fit + 1.0 if _same_time(role.ended_min, role.ended_max, event) else 0.0
    if role.started_min and event.occurred_max and event.occurred_max < role.started_min:
        return 0.0
    return fit + (0.3 if event.event_type in (EventType.RESIGNATION, EventType.DISMISSAL) else 0.0)


def _begin(role: Role, held: Sequence[Role], events: Sequence[Event]) -> Role:
    scored = [(_beginning_fit(role, held, e), e) for e in events if e.event_type in _BEGINNINGS]
    best = max(scored, key=lambda s: (s[0], s[1].event_id), default=None)
    if best is None or best[0] < _LINK_AT:
        return role
    event = best[1]
    if role.started is None:
        role = replace(role, started=event.occurred, started_min=event.occurred_min, started_max=event.occurred_max)
    return replace(role, start_event_id=event.event_id)


def _beginning_fit(role: Role, held: Sequence[Role], event: Event) -> float:
    fit = _body_fit(role, held, event)
    if role.started:
        if not (role.started_min and event.occurred_min):
            return fit
        return fit + 1.0 if _same_time(role.started_min, role.started_max, event) else 0.0
    if role.ended_max and event.occurred_min and event.occurred_max:
        # An "about" reaches back a little: its middle must not lie after the end
        middle = event.occurred_min + (event.occurred_max - event.occurred_min) / 2
        if middle > role.ended_max:
            return 0.0
    return fit


def _body_fit(role: Role, held: Sequence[Role], event: Event) -> float:
    """How well the event's body and place go with the post's, 0 where they exclude each other."""
    if event.organization and role.organization:
        if same_body(event.organization, role.organization):
            return 2.0
        one_country = event.place_country is not None and event.place_country == role.place_country
        if role.organization_kind in MISSIONS and (one_country or same_place(event.place, role.place)):
            return 1.0  # outlets take a consulate for the embassy: enough where the dates fit
        # "defected from Iran's government", said of an ambassador: the state is his side
        if not (role.country and event.event_type in (EventType.DEFECTION, EventType.RECALL)):
            return 0.0
    if event.event_type in (EventType.DEFECTION, EventType.RECALL) and not role.country:
        return 0.0  # it is with a state that somebody breaks
    if event.place_country and role.place_country and event.place_country == role.place_country:
        return 1.6
    if event.place and same_place(event.place, role.place or role.organization):
        return 1.6
    if body_words(event.organization) and not role.organization:
        return 1.0
    if event.place_country and any(r.place_country == event.place_country for r in held):
        return 0.0  # another of the posts is at that place
    # Nothing but the person: only the one post that is not known to be over
    rivals = [
        r for r in held if r.title_class not in _NOT_OFFICES and r.ended is None and r.status != RoleStatus.UNKNOWN
    ]
    current = [r for r in rivals if r.status == RoleStatus.CURRENT] or rivals
    return 1.5 if [r.role_id for r in current] == [role.role_id] else 0.6


def _same_time(earliest: date | None, latest: date | None, event: Event) -> bool:
    if not (earliest and latest and event.occurred_min and event.occurred_max):
        return False
    apart = max((earliest - event.occurred_max).days, (event.occurred_min - latest).days)
    return apart <= _SLACK_DAYS
