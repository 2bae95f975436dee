"""Bodies and places that a claim has from another person of the same sentence.

Of "the deputy head of mission in Helsinki and the press attaché in Brussels, who both left their posts", each left his
own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from schemas.claims import PageEvent, PageRole
from schemas.vocab import EventType
from tasks.resolve.bodies import same_body

# What happens in a post, whose body is the person's own
OF_POSTS = frozenset(
    {
        EventType.APPOINTMENT,
        EventType.NOMINATION,
        EventType.ELECTION,
        EventType.RESIGNATION,
        EventType.DISMISSAL,
        EventType.RECALL,
        EventType.RETIREMENT,
        EventType.DEFECTION,
    }
)


def without_borrowed(
    events: Sequence[PageEvent], roles: Iterable[PageRole], person_of: Mapping[str, str]
) -> list[PageEvent]:
    """The events in their order, without the body and place that belong to the post of somebody else on the page.

    Only where the person has a post of their own, and on no page one at that body.
    """
    by_page: dict[str, list[PageRole]] = defaultdict(list)
    bodies: dict[str, set[str]] = defaultdict(set)
    for role in roles:
        if role.organization:
            by_page[role.source_id].append(role)
            bodies[person_of[role.page_person_id]].add(role.organization)
    return [_own(e, by_page[e.source_id], bodies, person_of) for e in events]


def _own(
    event: PageEvent, on_page: Sequence[PageRole], bodies: Mapping[str, set[str]], person_of: Mapping[str, str]
) -> PageEvent:
    if event.page_person_id is None or not event.organization or event.event_type not in OF_POSTS:
        return event
    mine = bodies.get(person_of[event.page_person_id], set())
    if not mine or any(same_body(event.organization, body) for body in mine):
        return event
    others = [r for r in on_page if r.page_person_id != event.page_person_id]
    lender = next((r for r in others if same_body(r.organization, event.organization)), None)
    if lender is None:
        return event
    if event.place_country == lender.place_country:
        return replace(event, organization=None, place=None, place_country=None)
    return replace(event, organization=None)
