"""What a sentence says of an event that is known to stand in it."""

from __future__ import annotations

from datetime import date

import pytest
from marked_text import read_marked

from schemas.vocab import EventType, Realis
from tasks.dates.find import find_times
from tasks.dates.model import Reference
from tasks.extract.entities.find import find_entities
from tasks.extract.events.details import EventDetails, event_details
from tasks.extract.events.find import EventProposal, find_events
from tasks.extract.events.story import Story

PUBLISHED = date(2012, 5, 10)  # a Thursday


def details(
    marked: str, event_type: EventType, sentence: int = 1, words: str | None = None, person: int = 0
) -> EventDetails:
    """Of a person's event in that sentence (0 is the title), told by `words` where given."""
    document, people, _ = read_marked(marked, PUBLISHED)
    times = find_times(document.text, Reference(PUBLISHED, PUBLISHED))
    story = Story(document, find_entities(document), times, people, ())
    at = document.text.index(words) if words else 0
    return event_details(story, sentence, event_type, person, (at, at + len(words)) if words else None)


def test_a_sentence_without_any_known_trigger_dates_and_places_its_event() -> None:
    found = details("[Jan Novak] emptied his desk in Lima on 3 May 2012.", EventType.RESIGNATION)
    assert (found.when and found.when.value, found.place, found.realis) == ("2012-05-03", "Lima", Realis.ACTUAL)


def test_the_trigger_chooses_among_the_times_of_a_sentence() -> None:
    text = "[Jan Novak] emptied his desk on 3 May 2012, and was marched off to the barracks on 7 May 2012."
    found = [details(text, t, words=w) for t, w in ((EventType.RESIGNATION, "emptied"), (EventType.ARREST, "marched"))]
    assert [d.when.value for d in found if d.when] == ["2012-05-03", "2012-05-07"]


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("[Jan Novak] will empty his desk on Monday.", Realis.PLANNED),
        ("[Jan Novak] denied that he had emptied his desk.", Realis.DENIED),
        ("[Jan Novak] has reportedly emptied his desk.", Realis.ALLEGED),
    ],
)
def test_the_words_around_tell_whether_it_came_about(text: str, realis: Realis) -> None:
    assert details(text, EventType.RESIGNATION, words="empt").realis == realis


def test_what_only_may_happen_is_not_told() -> None:
    assert not details("[Jan Novak] could empty his desk.", EventType.RESIGNATION, words="empty").is_told


def test_the_counterpart_of_a_meeting_is_the_other_person() -> None:
    found = details("[Jan Novak] had tea with [Anna Kovar] at noon.", EventType.MEETING)
    assert found.organization == "Anna Kovar"


def test_the_court_is_told_a_sentence_before() -> None:
    text = "The Supreme Court of Peru sat on Monday. [Jan Novak] got nine years."
    assert details(text, EventType.SENTENCING, sentence=2).organization == "Supreme Court of Peru"


def test_a_time_after_a_name_is_of_that_person() -> None:
    text = "Police freed [Anna Kovar] in March 2012, [Jan Novak] on 1 May 2012."
    found = [details(text, EventType.RELEASE, person=p) for p in (0, 1)]
    assert [d.when.value for d in found if d.when] == ["2012-03", "2012-05-01"]


def test_a_sentence_that_does_not_name_the_person_has_details_too() -> None:
    found = details("[Jan Novak] spoke first. The desk was emptied on 3 May 2012.", EventType.DISMISSAL, sentence=2)
    assert found.when is not None
    assert found.when.value == "2012-05-03"


class OneProposal:
    """A second reader that lets all events of the lexicon stand and proposes one."""

    def __init__(self, proposal: EventProposal) -> None:
        self._proposal = proposal

    def weigh(self, sentence: int, person: int, event_type: EventType, certainty: float) -> float:
        return certainty

    def proposals(self, found, worded) -> list[EventProposal]:
        return [self._proposal]


def test_a_proposed_event_joins_the_one_that_the_lexicon_found() -> None:
    document, people, _ = read_marked("[Jan Novak] resigned.\n\n[Jan Novak] emptied his desk on 3 May 2012.", PUBLISHED)
    times = find_times(document.text, Reference(PUBLISHED, PUBLISHED))
    proposal = EventProposal(sentence=2, event_type=EventType.RESIGNATION, person=0, confidence=0.7)
    (event,) = find_events(document, find_entities(document), times, people, (), OneProposal(proposal))
    assert event.when is not None
    assert (event.when.value, event.event_type) == ("2012-05-03", EventType.RESIGNATION)
