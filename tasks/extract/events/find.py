"""What the article says happened to the people on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.stages import CleanPage
from schemas.vocab import EventType, MentionForm, Realis
from tasks.dates.model import TimeExpression
from tasks.extract.entities.places import country_by_code
from tasks.extract.events.arguments import circumstances
from tasks.extract.events.counted_times import counted_time
from tasks.extract.events.occurrences import Occurrence, find_ellipses, find_occurrences
from tasks.extract.events.times import TimePassages
from tasks.extract.language.annotation import AnnotatedSentence, Argument, SentenceAnnotator
from tasks.extract.language.attribution import Attribution, find_attribution
from tasks.extract.language.document import Document
from tasks.extract.language.realis import ALLEGED, PLANNED, Told
from tasks.extract.language.word_classes import BE, HAVE
from tasks.extract.model import Entities, EventFound, PeopleOnPage, PlaceSpan, RoleFound
from tasks.extract.people.listed_people import find_lists

# Below this an event is more often wrong than right.
MIN_CONFIDENCE = 0.4


def find_events(
    document: Document,
    entities: Entities,
    times: Sequence[TimeExpression],
    people: PeopleOnPage,
    roles: Sequence[RoleFound],
) -> tuple[EventFound, ...]:
    """The events of the article in text order, one for each person and happening; see GUIDELINES for their types."""
    annotator = SentenceAnnotator(entities, times, people)
    passages = TimePassages(document.sentences, times)
    sentences = [annotator.annotate(sentence) for sentence in document.sentences]
    lists = find_lists(sentences)
    words = frozenset(w for s in sentences for w in s.words)
    found: list[EventFound] = []
    last: Occurrence | None = None
    for s in sentences:
        occurrences = find_occurrences(s, lists, _topic(sentences, s.sentence.index), words)
        if not occurrences and last is not None:
            occurrences = find_ellipses(s, last)
        host = _place_spoken_of(sentences, s.sentence.index)
        for occurrence in occurrences:
            for event in _events_of(s, occurrence, people, roles, passages, document.page):
                found.append(_with_host(event, host, people))
        last = occurrences[-1] if occurrences else None
    return tuple(_merged(found))


def _events_of(
    s: AnnotatedSentence,
    o: Occurrence,
    people: PeopleOnPage,
    roles: Sequence[RoleFound],
    passages: TimePassages,
    page: CleanPage,
) -> list[EventFound]:
    confidence = round(o.trigger.pattern.weight * o.argument.certainty, 3)
    if confidence < MIN_CONFIDENCE:
        return []
    start, end = _quote(s, o)
    attribution = find_attribution(s, page.text, min(o.start, o.argument.start), o.end)
    found = []
    for person in o.argument.people:
        for event_type in o.trigger.pattern.event_types:
            held = [r for r in roles if r.person == person]
            active = o.argument.start >= o.trigger.anchor
            c = circumstances(
                s, event_type, o.start, o.end, people.people[person], held, active, len(o.argument.people) > 1
            )
            organization = c.organization
            when, is_news = _when(s, o, counted_time(s, o.trigger.anchor, page) or c.when, passages)
            told = _told(s, o, event_type, when, page, attribution)
            if event_type is EventType.MEETING:
                if o.other is None or person in o.other.people:
                    continue
                organization = people.people[o.other.people[0]].name
            found.append(
                EventFound(
                    person=person,
                    event_type=event_type,
                    organization=organization,
                    place=c.place,
                    place_country=c.place_country,
                    when=when,
                    is_news=is_news,
                    realis=told.realis,
                    stance=told.stance,
                    attributed_to=attribution.speaker if attribution else None,
                    start=start,
                    end=end,
                    confidence=confidence,
                )
            )
    return found


_HOST_REACH = 3
_ASKED_OF_HOSTS = frozenset({EventType.ASYLUM_REQUEST, EventType.ASYLUM_GRANT, EventType.ASYLUM_DENIAL})


def _place_spoken_of(sentences: Sequence[AnnotatedSentence], index: int) -> PlaceSpan | None:
    """The place that the sentences before name last, in the same paragraph or the one before."""
    here = sentences[index].sentence.paragraph
    for s in reversed(sentences[max(0, index - _HOST_REACH) : index]):
        if here - s.sentence.paragraph > 1:
            return None
        places = [p for _, _, p in s.places if not p.is_demonym]
        if places:
            return places[-1]
    return None


def _with_host(e: EventFound, host: PlaceSpan | None, people: PeopleOnPage) -> EventFound:
    """The event with its host state, where only a sentence before names it: "He fled to Peru. He asked for asylum."."""
    if e.event_type not in _ASKED_OF_HOSTS or e.organization or e.place or host is None or host.country is None:
        return e
    own = people.people[e.person].nationality if e.person is not None else None
    state = country_by_code(host.country)
    if state is None or host.country == own:
        return e
    return replace(e, organization=state.name, place=host.name, place_country=host.country)


_LEAD_REACH = 3
_LONGEST_PARAGRAPH = 50  # sentences: whoever was named before them heads it no more


def _topic(sentences: Sequence[AnnotatedSentence], index: int) -> Argument | None:
    """Of whom a sentence without a subject of its own speaks: the one who heads its paragraph, or who is named next.

    News opens with a description ("A customs director was freed on Friday") and names its man in the sentence after.
    """
    here = sentences[index].sentence
    for k in range(index - 1, max(-1, index - _LONGEST_PARAGRAPH), -1):
        if sentences[k].sentence.paragraph != here.paragraph:
            break
        head = _heading_mention(sentences[k])
        if head is not None:
            return head
    if here.is_title or here.paragraph > 3:
        return None
    for s in sentences[index + 1 : index + 1 + _LEAD_REACH]:
        head = _heading_mention(s)
        if head is not None:
            return head if sentences[index].names.isdisjoint(head.people) else None
    return None


def _heading_mention(s: AnnotatedSentence) -> Argument | None:
    ref = next(iter(s.refs), None)
    if ref is None or ref.form is not MentionForm.NAME or ref.start > 8 or s.is_possessive(ref):
        return None
    return Argument(ref.people, 0, 1, 0.6)


# What people say was done to them or theirs is their word until somebody else holds it.
_THEIR_WORD = frozenset({EventType.INJURY, EventType.ABDUCTION})
_FUTURE_TIMES = ("next", "tomorrow", "the end of the month", "the end of this month")


def _told(
    s: AnnotatedSentence,
    o: Occurrence,
    event_type: EventType,
    when: TimeExpression | None,
    page: CleanPage,
    attribution: Attribution | None,
) -> Told:
    """How the event is told, its time and its source considered: what lies ahead of the page's date is planned."""
    if o.told.realis is not Realis.ACTUAL:
        return o.told
    if when is not None and _is_present(s, o):
        ahead = when.earliest is not None and page.published_max is not None and when.earliest > page.published_max
        if ahead or (page.published_max is None and when.text.lower().startswith(_FUTURE_TIMES)):
            return PLANNED
    if attribution is not None and (attribution.is_hearsay or event_type in _THEIR_WORD):
        return ALLEGED
    return o.told


def _is_present(s: AnnotatedSentence, o: Occurrence) -> bool:
    """Whether the verb is in the present, or the perfect: "retires on 1 August", "is recalled as from 30 November"."""
    words = s.words[min(o.start, o.trigger.anchor) : o.trigger.anchor + 1]
    past = any(w in ("was", "were", "had") for w in words)
    return not past and (set(o.trigger.forms) <= {"s", "b", "g"} or any(w in BE | HAVE for w in words))


def _when(
    s: AnnotatedSentence, o: Occurrence, own: TimeExpression | None, passages: TimePassages
) -> tuple[TimeExpression | None, bool]:
    """When it happened, and whether instead the page's own date says so."""
    if own is not None:
        return own, False
    inherited = None if _is_past_perfect(s, o) else passages.time_of(s.sentence.index)
    if inherited is not None:
        return inherited, False
    return None, _is_news(s, o)


def _is_past_perfect(s: AnnotatedSentence, o: Occurrence) -> bool:
    return any(w in ("had", "'d", "has", "have") for w in s.words[max(0, o.start - 1) : o.trigger.anchor])


def _is_news(s: AnnotatedSentence, o: Occurrence) -> bool:
    """Whether the event is what the page reports: told in the headline, the lead or the present perfect."""
    if o.told.realis is not Realis.ACTUAL:
        return False
    if s.sentence.is_title or s.sentence.paragraph <= 100:
        return True
    if "since" in s.words[o.trigger.anchor : o.trigger.anchor + 3]:
        return False
    before = s.words[max(0, o.start - 1) : o.trigger.anchor]
    return any(w in ("has", "have", "'ve") for w in before)


def _quote(s: AnnotatedSentence, o: Occurrence) -> tuple[int, int]:
    """The clause that holds trigger and person: code-point offsets."""
    start = min(o.start, o.argument.start)
    end = max(o.end, o.argument.end)
    if o.other is not None:
        end = max(end, o.other.end)
    if end - start > 45:
        start, end = o.start, o.end
    while end < len(s.words) and s.words[end] not in (
        ",",
        ";",
        ":",
        ".",
        "?",
        "!",
        "(",
        ")",
        "—",
        "–",
        "who",
        "but",
        "”",
        '"',
    ):
        if (
            s.words[end] == "and"
            and end + 1 < len(s.words)
            and (s.ref_at[end + 1] is not None or s.is_verb_like(end + 1))
        ):
            break
        end += 1
    return s.tokens[start].start, s.tokens[end - 1].end


_CLASSES = {EventType.DETENTION: EventType.ARREST, EventType.DEFECTION: EventType.RESIGNATION}


def _merged(found: list[EventFound]) -> list[EventFound]:
    """One event for each happening: what the headline, the lead and the background say of the same one is joined."""
    kept: list[EventFound] = []
    for event in found:
        twin = next((i for i, k in enumerate(kept) if _is_same(k, event)), None)
        if twin is None:
            kept.append(event)
        else:
            kept[twin] = _richer(kept[twin], event)
    return sorted(kept, key=lambda e: (e.start, e.end))


# Happenings of which a life holds many: two with different bodies are two.
_TOLD_APART = frozenset({EventType.APPOINTMENT, EventType.NOMINATION, EventType.MEETING, EventType.FOUNDING})
_TOLD_APART |= {EventType.JOINING, EventType.LEAVING, EventType.ELECTION}


def _differ(a: str | None, b: str | None) -> bool:
    """Whether both name a body, and have no word of weight in common."""
    if a is None or b is None:
        return False
    return _words(a).isdisjoint(_words(b))


def _words(body: str) -> set[str]:
    return {w for w in body.lower().split() if len(w) > 3}


def _is_same(a: EventFound, b: EventFound) -> bool:
    if a.person != b.person or a.event_type != b.event_type:
        return False
    if a.realis != b.realis and Realis.DENIED in (a.realis, b.realis):
        return False
    if a.event_type in _TOLD_APART and _differ(a.organization, b.organization):
        return False
    if a.event_type is EventType.FLIGHT and a.place_country and b.place_country and a.place_country != b.place_country:
        return False
    if a.when is None or b.when is None:
        return True
    if a.when.earliest is None or b.when.earliest is None or a.when.latest is None or b.when.latest is None:
        return a.when.value == b.when.value
    return a.when.earliest <= b.when.latest and b.when.earliest <= a.when.latest


def _richer(a: EventFound, b: EventFound) -> EventFound:
    def richness(e: EventFound) -> tuple[float, float]:
        precise = 0.0
        if e.when is not None:
            precise = 2.0
            if e.when.earliest and e.when.latest:
                precise += 1.0 / (1 + (e.when.latest - e.when.earliest).days)
        return precise + (e.organization is not None) * 0.5 + (e.place is not None) * 0.5, e.confidence

    best, rest = (a, b) if richness(a) >= richness(b) else (b, a)
    return replace(
        best,
        organization=best.organization or rest.organization,
        place=best.place or rest.place,
        place_country=best.place_country if best.place else rest.place_country,
        when=best.when or rest.when,
        is_news=(best.is_news or rest.is_news) and not (best.when or rest.when),
        realis=best.realis if best.realis is not Realis.PLANNED else rest.realis,
        confidence=max(a.confidence, b.confidence),
    )
