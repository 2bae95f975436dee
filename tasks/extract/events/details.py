"""What an event's sentence and story say of it: when, where, with or by whom, whether it came about, who says so."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.stages import CleanPage
from schemas.vocab import EventType, Realis, Stance
from tasks.dates.model import TimeExpression
from tasks.extract.events.arguments import circumstances
from tasks.extract.events.counted_times import counted_time
from tasks.extract.events.story import Story
from tasks.extract.events.surroundings import with_surroundings
from tasks.extract.events.times import time_after_name
from tasks.extract.events.wording import Wording, likely_wording
from tasks.extract.language.annotation import AnnotatedSentence
from tasks.extract.language.attribution import Attribution, find_attribution
from tasks.extract.language.realis import ACTUAL, ALLEGED, PLANNED, Told
from tasks.extract.language.word_classes import BE, HAVE
from tasks.extract.model import EventFound


@dataclass(frozen=True, slots=True)
class EventDetails:
    """All that is told of an event but its type and person; `start`/`end` are the quote's code-point offsets.

    `when` None with `is_news` set means the page's own date. `is_told` is False where the words tell it as no event
    ("could face arrest", a question): `realis` then says nothing.
    """

    organization: str | None
    place: str | None
    place_country: str | None
    when: TimeExpression | None
    is_news: bool
    realis: Realis
    stance: Stance
    attributed_to: str | None
    is_told: bool
    start: int
    end: int

    def event(self, person: int, event_type: EventType, confidence: float) -> EventFound:
        """The event with these details."""
        return EventFound(
            person=person,
            event_type=event_type,
            organization=self.organization,
            place=self.place,
            place_country=self.place_country,
            when=self.when,
            is_news=self.is_news,
            realis=self.realis,
            stance=self.stance,
            attributed_to=self.attributed_to,
            start=self.start,
            end=self.end,
            confidence=confidence,
        )


def event_details(
    story: Story, sentence: int, event_type: EventType, person: int, trigger: tuple[int, int] | None = None
) -> EventDetails:
    """What the story tells of a person's event, given only in which sentence it does.

    `person` is an index into the page's people. `trigger`: code-point offsets of the words that tell of it, where
    they are known; else the likeliest ones are looked for.
    """
    return worded_details(
        story, sentence, event_type, person, likely_wording(story.sentences[sentence], event_type, person, trigger)
    )


def worded_details(story: Story, sentence: int, event_type: EventType, person: int, wording: Wording) -> EventDetails:
    """What the story tells of a person's event, given the words that tell of it."""
    s = story.sentences[sentence]
    w = wording
    attribution = find_attribution(s, story.page.text, min(w.start, w.argument.start), w.end)
    c = circumstances(
        s,
        event_type,
        w.start,
        w.end,
        story.people.people[person],
        story.roles_of(person),
        w.argument.start >= w.anchor,
        len(w.argument.people) > 1,
    )
    c = with_surroundings(story, sentence, event_type, person, c)
    own = time_after_name(s, w.end, person) or counted_time(s, w.anchor, story.page) or c.when
    when, is_news = _when(s, w, own, story)
    told = _told(s, w, event_type, when, story.page, attribution)
    organization = c.organization
    if event_type is EventType.MEETING and w.other is not None:
        organization = story.people.people[w.other.people[0]].name
    start, end = _quote(s, w)
    return EventDetails(
        organization=organization,
        place=c.place,
        place_country=c.place_country,
        when=when,
        is_news=is_news,
        realis=told.realis,
        stance=told.stance,
        attributed_to=attribution.speaker if attribution else None,
        is_told=w.told is not None,
        start=start,
        end=end,
    )


# What people say was done to them or theirs is their word until somebody else holds it.
_THEIR_WORD = frozenset({EventType.INJURY, EventType.ABDUCTION})
_FUTURE_TIMES = ("next", "tomorrow", "the end of the month", "the end of this month")


def _told(
    s: AnnotatedSentence,
    w: Wording,
    event_type: EventType,
    when: TimeExpression | None,
    page: CleanPage,
    attribution: Attribution | None,
) -> Told:
    """How the event is told, its time and its source considered: what lies ahead of the page's date is planned."""
    told = w.told or ACTUAL
    if told.realis is not Realis.ACTUAL:
        return told
    if when is not None and _is_present(s, w):
        ahead = when.earliest is not None and page.published_max is not None and when.earliest > page.published_max
        if ahead or (page.published_max is None and when.text.lower().startswith(_FUTURE_TIMES)):
            return PLANNED
    if attribution is not None and (attribution.is_hearsay or event_type in _THEIR_WORD):
        return ALLEGED
    return told


def _is_present(s: AnnotatedSentence, w: Wording) -> bool:
    """Whether the verb is in the present, or the perfect: "retires on 1 August", "is recalled as from 30 November"."""
    words = s.words[min(w.start, w.anchor) : w.anchor + 1]
    past = any(word in ("was", "were", "had") for word in words)
    return not past and (set(w.forms) <= {"s", "b", "g"} or any(word in BE | HAVE for word in words))


def _when(
    s: AnnotatedSentence, w: Wording, own: TimeExpression | None, story: Story
) -> tuple[TimeExpression | None, bool]:
    """When it happened, and whether instead the page's own date says so."""
    if own is not None:
        return own, False
    inherited = None if _is_past_perfect(s, w) else story.passages.time_of(s.sentence.index)
    if inherited is not None:
        return inherited, False
    if story.is_tale and _is_told_on(s, w):
        reached = story.passages.about(s.sentence.index)
        if reached is not None:
            return reached, False
    return None, _is_news(s, w)


def _is_told_on(s: AnnotatedSentence, w: Wording) -> bool:
    """Whether the words go on with a tale: they tell in its past tense of what came about."""
    told = w.told is not None and w.told.realis in (Realis.ACTUAL, Realis.ALLEGED)
    return told and not s.sentence.is_title and not _is_past_perfect(s, w)


def _is_past_perfect(s: AnnotatedSentence, w: Wording) -> bool:
    return any(word in ("had", "'d", "has", "have") for word in s.words[max(0, w.start - 1) : w.anchor])


def _is_news(s: AnnotatedSentence, w: Wording) -> bool:
    """Whether the event is what the page reports: told in the headline, the lead or the present perfect."""
    if w.told is None or w.told.realis is not Realis.ACTUAL:
        return False
    if s.sentence.is_title or s.sentence.paragraph <= 100:
        return True
    if "since" in s.words[w.anchor : w.anchor + 3]:
        return False
    before = s.words[max(0, w.start - 1) : w.anchor]
    return any(word in ("has", "have", "'ve") for word in before)


_CLAUSE_ENDS = frozenset((",", ";", ":", ".", "?", "!", "(", ")", "—", "–", "who", "but", "”", '"'))
_LONGEST_CLAUSE = 45  # tokens


def _quote(s: AnnotatedSentence, w: Wording) -> tuple[int, int]:
    """The clause that holds trigger and person: code-point offsets."""
    start = min(w.start, w.argument.start)
    end = max(w.end, w.argument.end)
    if w.other is not None:
        end = max(end, w.other.end)
    if end - start > _LONGEST_CLAUSE:
        start, end = w.start, w.end
    while end < len(s.words) and s.words[end] not in _CLAUSE_ENDS:
        if (
            s.words[end] == "and"
            and end + 1 < len(s.words)
            and (s.ref_at[end + 1] is not None or s.is_verb_like(end + 1))
        ):
            break
        end += 1
    return s.tokens[start].start, s.tokens[end - 1].end
