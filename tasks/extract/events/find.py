"""What the article says happened to the people on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from schemas.vocab import EventType
from tasks.dates.model import TimeExpression
from tasks.extract.events.details import EventDetails, event_details, worded_details
from tasks.extract.events.ellipses import find_ellipses, find_gapped
from tasks.extract.events.objections import is_against
from tasks.extract.events.occurrences import LEAST_CERTAIN, Occurrence, find_occurrences
from tasks.extract.events.same_happening import merge_events
from tasks.extract.events.story import Story
from tasks.extract.events.wording import Wording
from tasks.extract.language.document import Document
from tasks.extract.model import Entities, EventFound, PeopleOnPage, RoleFound

MIN_CONFIDENCE = LEAST_CERTAIN


@dataclass(frozen=True, slots=True)
class EventProposal:
    """An event that something other than the trigger lexicon reads in a sentence; its details are still to be found.

    `person` and `sentence` are indices into the page's people and the document's sentences; `trigger` are code-point
    offsets of the words that tell of it, where they are known.
    """

    sentence: int
    event_type: EventType
    person: int
    confidence: float
    trigger: tuple[int, int] | None = None


class EventReader(Protocol):
    """A second reader of events, beside the trigger lexicon."""

    def weigh(self, sentence: int, person: int, event_type: EventType, certainty: float) -> float:
        """The probability that the lexicon's event is right, where the lexicon says `certainty`."""
        ...

    def proposals(
        self, found: Sequence[EventFound], worded: Collection[tuple[int, EventType]]
    ) -> Sequence[EventProposal]:
        """The events that it takes to be told, beside those that the lexicon found.

        `worded` are the sentences in which the lexicon has words for an event of that type, whomever it befell.
        """
        ...


def find_events(
    document: Document,
    entities: Entities,
    times: Sequence[TimeExpression],
    people: PeopleOnPage,
    roles: Sequence[RoleFound],
    reader: EventReader | None = None,
) -> tuple[EventFound, ...]:
    """The events of the article in text order, one for each person and happening; see GUIDELINES for their types.

    With a second reader, what the lexicon finds has to stand before it, and what it proposes is joined to that.
    """
    story = Story(document, entities, times, people, roles)
    found = list(_worded_events(story, reader))
    if reader is not None:
        found += list(_proposed_events(story, reader, found))
    return merge_events(found)


def _proposed_events(story: Story, reader: EventReader, found: Sequence[EventFound]) -> Iterator[EventFound]:
    """The events that the reader proposes and the words have nothing against."""
    worded = {(i, kind) for i, ts in enumerate(story.triggers) for t in ts for kind in t.pattern.event_types}
    for p in reader.proposals(found, worded):
        if is_against(story.sentences[p.sentence], story.triggers[p.sentence], p.event_type, p.person, p.trigger):
            continue
        details = event_details(story, p.sentence, p.event_type, p.person, p.trigger)
        if details.is_told and (p.event_type is not EventType.MEETING or _is_new_meeting(story, p, details, found)):
            yield details.event(p.person, p.event_type, p.confidence)


def _is_new_meeting(story: Story, p: EventProposal, details: EventDetails, found: Sequence[EventFound]) -> bool:
    """Whether it says whom the person met, and is not one that was found from the other side."""
    name = story.people.people[p.person].name
    sides = [e.organization for e in found if e.event_type is EventType.MEETING]
    return details.organization is not None and name not in sides


def _worded_events(story: Story, reader: EventReader | None) -> Iterator[EventFound]:
    """The events that the trigger lexicon finds."""
    last: Occurrence | None = None
    for s in story.sentences:
        index = s.sentence.index
        occurrences = find_occurrences(s, story.triggers[index], story.lists, story.topic_of(index))
        if not occurrences and last is not None:
            occurrences = find_ellipses(s, last)
        occurrences += find_gapped(s, occurrences)
        for occurrence in occurrences:
            yield from _events_of(story, index, occurrence, reader)
        last = occurrences[-1] if occurrences else None


def _events_of(story: Story, sentence: int, o: Occurrence, reader: EventReader | None) -> Iterator[EventFound]:
    certainty = o.certainty
    if certainty < MIN_CONFIDENCE:
        return
    wording = Wording.of(o)
    for person in o.argument.people:
        for event_type in o.trigger.pattern.event_types:
            if event_type is EventType.MEETING and (o.other is None or person in o.other.people):
                continue
            if reader is None or reader.weigh(sentence, person, event_type, certainty) >= MIN_CONFIDENCE:
                details = worded_details(story, sentence, event_type, person, wording)
                yield details.event(person, event_type, certainty)
