"""What the article says happened to the people on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.vocab import EventType, Realis
from tasks.dates.model import TimeExpression
from tasks.extract.clauses import (
    DETERMINERS,
    PREPOSITIONS,
    AnnotatedSentence,
    Argument,
    SentenceAnnotator,
    VerbGroup,
    find_object,
    find_possessor,
    find_subject,
    verb_group,
)
from tasks.extract.document import Document
from tasks.extract.event_arguments import circumstances
from tasks.extract.event_times import TimePassages
from tasks.extract.model import Entities, EventFound, PeopleOnPage, RoleFound
from tasks.extract.realis import Told, told_by_noun, told_by_verb
from tasks.extract.triggers import Trigger, find_triggers
from tasks.extract.verbs import BASE, ING, PARTICIPLE, PAST, THIRD

# Below this an event is more often wrong than right.
MIN_CONFIDENCE = 0.42


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """A trigger with its person or people and how it is told; `other` is the counterpart of a meeting."""

    trigger: Trigger
    argument: Argument
    other: Argument | None
    told: Told
    start: int
    end: int


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
    found: list[EventFound] = []
    for sentence in document.sentences:
        s = annotator.annotate(sentence)
        if not s.refs:
            continue
        for occurrence in _occurrences(s):
            found += _events_of(s, occurrence, people, roles, passages)
    return tuple(_merged(found, document))


def _occurrences(s: AnnotatedSentence) -> list[_Occurrence]:
    found = []
    for trigger in find_triggers(s.words, s.kinds):
        occurrence = _read_verb(s, trigger) if trigger.forms else _read_noun(s, trigger)
        if occurrence is not None:
            found.append(occurrence)
    return found


def _read_verb(s: AnnotatedSentence, t: Trigger) -> _Occurrence | None:
    verb = t.anchor
    if verb and s.words[verb - 1] in DETERMINERS - {"all", "both"} and set(t.forms) & {BASE, THIRD, ING}:
        return None  # "the run", "his call": a noun
    group = verb_group(s, verb)
    passive = PARTICIPLE in t.forms and (group.is_passive or _is_reduced_passive(s, t, group))
    frame = t.pattern.frame
    other: Argument | None = None
    if frame in ("S", "W"):
        if (
            PARTICIPLE in t.forms
            and group.is_passive
            and t.forms == PARTICIPLE
            and s.words[verb] not in ("gone", "sworn")
        ):
            return None
        argument = find_subject(s, group.start)
        if argument is not None and frame == "W":
            argument = _with_companions(s, argument)
    elif frame == "O":
        argument = _undergoer(s, t, group, passive)
    elif frame == "T":
        argument = find_object(s, t.end)
    elif frame == "M":
        argument, other = _both_sides(s, t, group, passive)
    else:
        argument = find_subject(s, group.start)
    if argument is None:
        return None
    told = told_by_verb(s, verb, group, t.forms)
    if told is None:
        return None
    return _Occurrence(t, argument, other, told, min(t.start, group.start), t.end)


def _undergoer(s: AnnotatedSentence, t: Trigger, group: VerbGroup, passive: bool) -> Argument | None:
    """Who it is done to: the passive's subject, or the active's object."""
    if passive:
        subject = find_subject(s, group.start if group.is_passive else t.anchor)
        return subject
    found = find_object(s, t.anchor + 1)
    if found is not None:
        return found
    # "X, whom the king dismissed": the object stands before
    for k in range(group.start - 1, max(-1, group.start - 10), -1):
        if s.words[k] == "whom":
            return find_subject(s, k + 1) if False else _before_relative(s, k)
    return None


def _before_relative(s: AnnotatedSentence, at: int) -> Argument | None:
    for j in range(at - 1, max(-1, at - 10), -1):
        ref = s.ref_at[j]
        if ref is not None and not s.is_possessive(ref):
            return Argument(ref.people, ref.start, ref.end, 0.9)
    return None


def _is_reduced_passive(s: AnnotatedSentence, t: Trigger, group: VerbGroup) -> bool:
    """Whether a bare participle is a passive ("X, arrested in May, ..."; "Minister arrested") and not an active past."""
    if group.auxiliaries:
        return False
    if PAST not in t.forms:
        return True
    k = t.anchor + 1
    while k < len(s.words) and (s.words[k] in ("again", "once", "also", "not") or s.words[k].endswith("ly")):
        k += 1
    if k >= len(s.words):
        return True
    if s.ref_at[k] is not None or s.words[k] in DETERMINERS:
        return False
    return (
        s.words[k] in PREPOSITIONS
        or not s.words[k][0].isalnum()
        or s.in_time(k)
        or s.words[k]
        in ("and", "but", "when", "after", "before", "while", "dead", "down", "up", "out", "off", "home", "as")
        or (s.words[k] in ("as", "to"))
    ) and not _object_after_particle(s, k)


def _object_after_particle(s: AnnotatedSentence, k: int) -> bool:
    """Whether an object follows a particle ("shot dead the minister", "picked up X")."""
    nxt = k + 1
    return (
        s.words[k] in ("dead", "down", "up", "out", "off", "home")
        and nxt < len(s.words)
        and (s.ref_at[nxt] is not None or s.words[nxt] in DETERMINERS)
    )


def _both_sides(
    s: AnnotatedSentence, t: Trigger, group: VerbGroup, passive: bool
) -> tuple[Argument | None, Argument | None]:
    subject = find_subject(s, group.start)
    if passive:
        by = next((k for k in range(t.end, min(t.end + 12, len(s.words))) if s.words[k] == "by"), None)
        return (subject, find_object(s, by + 1)) if by is not None else (None, None)
    counterpart = find_object(s, t.end)
    if counterpart is None:
        return None, None
    if subject is None:
        return None, None
    return subject, counterpart


def _with_companions(s: AnnotatedSentence, argument: Argument) -> Argument:
    """The subject with those named beside it: "X, together with Y, founded ..."."""
    people = list(argument.people)
    for k in range(max(0, argument.start - 12), len(s.words) - 1):
        if s.words[k] == "with" and (k == 0 or s.words[k - 1] in ("together", "along", ",", "(") or k < argument.start):
            beside = find_object(s, k + 1)
            if beside is not None:
                people += [p for p in beside.people if p not in people]
    return Argument(tuple(people), argument.start, argument.end, argument.certainty)


def _read_noun(s: AnnotatedSentence, t: Trigger) -> _Occurrence | None:
    frame = t.pattern.frame
    if frame == "T":
        argument = find_object(s, t.end)
    elif frame in ("S", "O"):
        argument = find_subject(s, t.start)
    else:
        argument = find_possessor(s, t.start, t.end)
        if argument is None and frame == "PS":
            argument = None
    if argument is None:
        return None
    told = told_by_noun(s, t.anchor, min(t.start, argument.start), t.end)
    if told is None:
        return None
    return _Occurrence(t, argument, None, told, t.start, t.end)


def _events_of(
    s: AnnotatedSentence, o: _Occurrence, people: PeopleOnPage, roles: Sequence[RoleFound], passages: TimePassages
) -> list[EventFound]:
    confidence = round(o.trigger.pattern.weight * o.argument.certainty, 3)
    if confidence < MIN_CONFIDENCE:
        return []
    start, end = _quote(s, o)
    found = []
    for person in o.argument.people:
        for event_type in o.trigger.pattern.event_types:
            held = [r for r in roles if r.person == person]
            c = circumstances(s, event_type, o.start, o.end, people.people[person], held, None)
            organization = c.organization
            when, is_news = _when(s, o, c.when, passages)
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
                    realis=o.told.realis,
                    stance=o.told.stance,
                    attributed_to=None,
                    start=start,
                    end=end,
                    confidence=confidence,
                )
            )
    return found


def _when(
    s: AnnotatedSentence, o: _Occurrence, own: TimeExpression | None, passages: TimePassages
) -> tuple[TimeExpression | None, bool]:
    """When it happened, and whether instead the page's own date says so."""
    if own is not None:
        return own, False
    inherited = None if _is_past_perfect(s, o) else passages.time_of(s.sentence.index)
    if inherited is not None:
        return inherited, False
    return None, _is_news(s, o)


def _is_past_perfect(s: AnnotatedSentence, o: _Occurrence) -> bool:
    return any(w in ("had", "'d", "has", "have") for w in s.words[max(0, o.start - 1) : o.trigger.anchor])


def _is_news(s: AnnotatedSentence, o: _Occurrence) -> bool:
    """Whether the event is what the page reports: told in the headline, the lead or the present perfect."""
    if o.told.realis is not Realis.ACTUAL:
        return False
    if s.sentence.is_title or s.sentence.paragraph <= 2:
        return True
    before = s.words[max(0, o.start - 1) : o.trigger.anchor]
    return any(w in ("has", "have", "'ve") for w in before)


def _quote(s: AnnotatedSentence, o: _Occurrence) -> tuple[int, int]:
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


def _merged(found: list[EventFound], document: Document) -> list[EventFound]:
    """One event for each happening: what the headline, the lead and the background say of the same one is joined."""
    kept: list[EventFound] = []
    for event in found:
        twin = next((i for i, k in enumerate(kept) if _is_same(k, event)), None)
        if twin is None:
            kept.append(event)
        else:
            kept[twin] = _richer(kept[twin], event)
    return sorted(kept, key=lambda e: (e.start, e.end))


def _is_same(a: EventFound, b: EventFound) -> bool:
    if a.person != b.person or a.event_type != b.event_type:
        return False
    if a.realis != b.realis and Realis.DENIED in (a.realis, b.realis):
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
    return EventFound(
        person=best.person,
        event_type=best.event_type,
        organization=best.organization or rest.organization,
        place=best.place or rest.place,
        place_country=best.place_country if best.place else rest.place_country,
        when=best.when or rest.when,
        is_news=(best.is_news or rest.is_news) and not (best.when or rest.when),
        realis=best.realis if best.realis is not Realis.PLANNED else rest.realis,
        stance=best.stance,
        attributed_to=best.attributed_to,
        start=best.start,
        end=best.end,
        confidence=max(a.confidence, b.confidence),
    )
