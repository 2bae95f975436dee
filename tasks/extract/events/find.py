"""What the article says happened to the people on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.vocab import EventType
from tasks.dates.model import TimeExpression
from tasks.extract.events.details import event_details, worded_details
from tasks.extract.events.occurrences import Occurrence, find_ellipses, find_occurrences
from tasks.extract.events.same_happening import merge_events
from tasks.extract.events.story import Story
from tasks.extract.events.wording import Wording
from tasks.extract.language.document import Document
from tasks.extract.model import Entities, EventFound, PeopleOnPage, RoleFound

# Below this an event is more often wrong than right.
MIN_CONFIDENCE = 0.4


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


def find_events(
    document: Document,
    entities: Entities,
    times: Sequence[TimeExpression],
    people: PeopleOnPage,
    roles: Sequence[RoleFound],
    proposals: Sequence[EventProposal] = (),
) -> tuple[EventFound, ...]:
    """The events of the article in text order, one for each person and happening; see GUIDELINES for their types.

    `proposals` are joined with those of the trigger lexicon.
    """
    story = Story(document, entities, times, people, roles)
    return merge_events([*_worded_events(story), *_proposed_events(story, proposals)])


def _proposed_events(story: Story, proposals: Sequence[EventProposal]) -> Iterator[EventFound]:
    for p in proposals:
        details = event_details(story, p.sentence, p.event_type, p.person, p.trigger)
        yield details.event(p.person, p.event_type, p.confidence)


def _worded_events(story: Story) -> Iterator[EventFound]:
    """The events that the trigger lexicon finds."""
    last: Occurrence | None = None
    for s in story.sentences:
        index = s.sentence.index
        occurrences = find_occurrences(s, story.lists, story.topic_of(index), story.words)
        if not occurrences and last is not None:
            occurrences = find_ellipses(s, last)
        for occurrence in occurrences:
            yield from _events_of(story, index, occurrence)
        last = occurrences[-1] if occurrences else None


def _events_of(story: Story, sentence: int, o: Occurrence) -> Iterator[EventFound]:
    confidence = round(o.trigger.pattern.weight * o.argument.certainty, 3)
    if confidence < MIN_CONFIDENCE:
        return
    wording = Wording.of(o)
    for person in o.argument.people:
        for event_type in o.trigger.pattern.event_types:
            if event_type is EventType.MEETING and (o.other is None or person in o.other.people):
                continue
            yield worded_details(story, sentence, event_type, person, wording).event(person, event_type, confidence)
