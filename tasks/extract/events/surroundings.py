"""What the rest of the story says of an event's other party and place, where its own sentence is silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.vocab import EventType, OrganizationKind
from tasks.extract.entities.places import country_by_code
from tasks.extract.events.arguments import Circumstances
from tasks.extract.events.story import Story
from tasks.extract.model import PersonOnPage, PlaceSpan, RoleFound

_ASKED_OF_HOSTS = frozenset({EventType.ASYLUM_REQUEST, EventType.ASYLUM_GRANT, EventType.ASYLUM_DENIAL})
_TRIED = frozenset({EventType.CHARGE, EventType.SENTENCING})
# Sentences back that a court is remembered, and a place.
_COURT_REACH, _PLACE_REACH = 6, 3


def with_surroundings(
    story: Story, sentence: int, event_type: EventType, person: int, c: Circumstances
) -> Circumstances:
    """The circumstances, filled from the roles and the sentences before: host state, court, own side."""
    roles = story.roles_of(person)
    own = own_state(story.people.people[person], roles)
    if event_type in _ASKED_OF_HOSTS and not c.organization and not c.place:
        return _hosted(c, next(_places_abroad(story, sentence, own), None), _posting_abroad(roles, own))
    if event_type is EventType.EXPULSION and not c.organization:
        posting = _posting_abroad(roles, own)
        return _hosted(c, None if posting else next(_places_abroad(story, sentence, own), None), posting)
    if event_type in _TRIED and not c.organization:
        return replace(c, organization=_court_before(story, sentence))
    if event_type is EventType.STATEMENT_AGAINST and not c.organization:
        return replace(c, organization=_own_side(roles, own))
    if event_type is EventType.ABDUCTION and c.place is None:
        scene = next(_places_before(story, sentence), None)
        return c if scene is None else replace(c, place=scene.name, place_country=scene.country)
    return c


def own_state(person: PersonOnPage, roles: Sequence[RoleFound]) -> str | None:
    """The state that a person belongs to: of their nationality, else of their first post."""
    return person.nationality or next((r.country for r in roles if r.country), None)


def _hosted(c: Circumstances, place: PlaceSpan | None, posting: RoleFound | None) -> Circumstances:
    """The circumstances with the host state: of the place spoken of, else of the posting."""
    if place is not None:
        return replace(
            c,
            organization=_state_name(place.country),
            place=c.place or place.name,
            place_country=c.place_country if c.place else place.country,
        )
    if posting is not None:
        return replace(
            c,
            organization=_state_name(posting.place_country),
            place=c.place or posting.place,
            place_country=c.place_country if c.place else posting.place_country,
        )
    return c


def _posting_abroad(roles: Sequence[RoleFound], own: str | None) -> RoleFound | None:
    return next((r for r in roles if r.place_country and r.place_country not in (own, r.country)), None)


def _places_abroad(story: Story, sentence: int, own: str | None) -> Iterator[PlaceSpan]:
    for place in _places_before(story, sentence):
        if place.country is not None and place.country != own and country_by_code(place.country) is not None:
            yield place


def _places_before(story: Story, sentence: int) -> Iterator[PlaceSpan]:
    """The places that the sentences before name, the last first, in the same paragraph or the one before."""
    here = story.sentences[sentence].sentence.paragraph
    for s in reversed(story.sentences[max(0, sentence - _PLACE_REACH) : sentence]):
        if here - s.sentence.paragraph > 1:
            return
        yield from (p for _, _, p in reversed(s.places) if not p.is_demonym)


def _court_before(story: Story, sentence: int) -> str | None:
    for s in reversed(story.sentences[max(0, sentence - _COURT_REACH) : sentence + 1]):
        court = next((b for _, _, b in reversed(s.bodies) if b.kind == OrganizationKind.COURT), None)
        if court is not None:
            return court.name
    return None


def _own_side(roles: Sequence[RoleFound], own: str | None) -> str | None:
    return next((r.organization for r in roles if r.organization), None) or _state_name(own)


def _state_name(code: str | None) -> str | None:
    country = country_by_code(code) if code else None
    return country.name if country else None
