"""From triggers to occurrences: who fills the place that a trigger's frame gives to the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.vocab import EventType, MentionForm
from tasks.extract.events.objects import find_object, find_possessor
from tasks.extract.events.subjects import find_shared_subject, find_subject
from tasks.extract.events.triggers import Trigger
from tasks.extract.language.annotation import AnnotatedSentence, Argument
from tasks.extract.language.noun_phrases import find_antecedent
from tasks.extract.language.realis import Told, told_by_noun, told_by_verb
from tasks.extract.language.verb_groups import VerbGroup, verb_group
from tasks.extract.language.verbs import BASE, ING, PARTICIPLE, PAST, THIRD
from tasks.extract.language.word_classes import (
    ADVERBS,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    NEGATIONS,
    PREPOSITIONS,
    SUBORDINATORS,
    word_class,
)
from tasks.extract.people.listed_people import PeopleList, list_announced
from tasks.extract.people.name_lexicons import lexicons


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A trigger with its person or people and how it is told; `other` is the counterpart of a meeting."""

    trigger: Trigger
    argument: Argument
    other: Argument | None
    told: Told
    start: int
    end: int

    @property
    def certainty(self) -> float:
        """How often such words, with the person found so, tell of the event (0..1)."""
        return round(self.trigger.pattern.weight * self.argument.certainty, 3)


# Below this an event is more often wrong than right.
LEAST_CERTAIN = 0.4


def find_occurrences(
    s: AnnotatedSentence,
    triggers: Sequence[Trigger],
    lists: Sequence[PeopleList] = (),
    topic: Argument | None = None,
) -> list[Occurrence]:
    """The occurrences of a sentence in order; the first reading of an anchor that finds its person counts."""
    found: list[Occurrence] = []
    taken: dict[int, Occurrence] = {}
    for trigger in triggers:
        first = taken.get(trigger.anchor)
        if first is not None and not _may_be_both(first.trigger, trigger):
            continue
        occurrence = _read_verb(s, trigger, lists, topic) if trigger.forms else _read_noun(s, trigger)
        if occurrence is None or occurrence.certainty < LEAST_CERTAIN:
            continue
        if first is None or set(first.argument.people).isdisjoint(occurrence.argument.people):
            found.append(occurrence)
            taken.setdefault(trigger.anchor, occurrence)
    return found


def _may_be_both(a: Trigger, b: Trigger) -> bool:
    """Whether one verb can tell of two events, of different people: "X beat Y" of an election and of a candidacy."""
    types = {*a.pattern.event_types, *b.pattern.event_types}
    return types == {EventType.ELECTION, EventType.CANDIDACY} and len(a.pattern.event_types) == 1


def _read_verb(
    s: AnnotatedSentence, t: Trigger, lists: Sequence[PeopleList], topic: Argument | None
) -> Occurrence | None:
    verb = t.anchor
    if verb and s.words[verb - 1] in DETERMINERS - {"all", "both"} and set(t.forms) & {BASE, THIRD, ING}:
        return None  # "the run", "his call": a noun
    group = verb_group(s, verb)
    passive = PARTICIPLE in t.forms and (group.is_passive or _is_reduced_passive(s, t, group))
    if _is_description(s, t, group):
        return None
    argument, other = _both_sides(s, t, group, passive) if t.pattern.frame == "M" else (None, None)
    argument = argument or _in_sentence(s, t, group, passive) or _from_around(s, t, group, passive, lists, topic)
    if argument is None:
        return None
    argument = _with_companions(s, argument, t, wide=t.pattern.frame == "W")
    told = told_by_verb(s, group, t.forms)
    if told is None or _is_no_news(s, t, group):
        return None
    return Occurrence(t, argument, other, told, min(t.start, group.start), t.end)


def _is_description(s: AnnotatedSentence, t: Trigger, group: VerbGroup) -> bool:
    """Whether the participle only describes: "a retired judge", or a passive of what people do themselves."""
    if PARTICIPLE not in t.forms:
        return False
    if s.words[t.anchor] == "retired" and not group.auxiliaries and _is_attributive(s, t.anchor):
        return True
    active = t.pattern.frame in ("S", "W") and s.words[t.anchor] not in ("gone", "sworn")
    return active and group.is_passive and t.forms == PARTICIPLE


def _in_sentence(s: AnnotatedSentence, t: Trigger, group: VerbGroup, passive: bool) -> Argument | None:
    """Who fills the place that the frame names, beside the verb."""
    match t.pattern.frame:
        case "S" | "W":
            return find_subject(s, group.start) or _listed_after_colon(s, t)
        case "O":
            return _undergoer(s, t, group, passive)
        case "T":
            return _named_after(s, t)
        case "M":
            return None
        case _:
            return find_subject(s, group.start)


def _named_after(s: AnnotatedSentence, t: Trigger) -> Argument | None:
    """The first person named after the words, a comma before the name or not ("the new secretary, X")."""
    return find_object(s, t.end + (t.end < len(s.words) and s.words[t.end] == ","))


def _from_around(
    s: AnnotatedSentence,
    t: Trigger,
    group: VerbGroup,
    passive: bool,
    lists: Sequence[PeopleList],
    topic: Argument | None,
) -> Argument | None:
    """Who it is where the clause names nobody: a list announced, a list's entry, the story's topic."""
    frame = t.pattern.frame
    found = _announced(s, t, group, lists, frame in ("O", "T") and not passive) if lists else None
    if found is None and (frame == "S" or passive):
        found = _of_entry(s, group)
    is_subject = frame == "S" or (frame == "O" and passive)
    return topic if found is None and is_subject and topic is not None and _is_about_topic(s, group, t) else found


def _is_no_news(s: AnnotatedSentence, t: Trigger, group: VerbGroup) -> bool:
    """Whether the verb's own words take it back: "is not on the list", "previously assigned to Lima"."""
    if s.words[t.anchor] in BE and not NEGATIONS.isdisjoint(s.words[t.anchor + 1 : t.end]):
        return True
    earlier = not _EARLIER.isdisjoint(s.words[max(0, group.start - 2) : t.anchor])
    return earlier and EventType.APPOINTMENT in t.pattern.event_types


def _of_entry(s: AnnotatedSentence, group: VerbGroup) -> Argument | None:
    """The person of a list's entry: "- X, a former minister: dismissed in May; went to Poland"."""
    ref = next(iter(s.refs), None)
    if ref is None or ref.form is not MentionForm.NAME or ref.start > _HEADING or s.is_possessive(ref):
        return None
    colon = next((k for k in range(ref.end, min(group.start, ref.end + 16)) if s.words[k] in (":", ";")), None)
    if colon is None or any(s.is_verb_like(k) for k in range(ref.end, colon)):
        return None
    opening = max(k for k in range(colon, group.start) if s.words[k] in (":", ";", ",", "and") or k == colon)
    if not all(s.in_time(k) or s.words[k] in ADVERBS | PREPOSITIONS for k in range(opening + 1, group.start)):
        return None
    return Argument(ref.people, ref.start, ref.end, 0.8)


_HEADING = 4
_EARLIER = frozenset({"previously", "formerly", "earlier", "hitherto"})


def _is_about_topic(s: AnnotatedSentence, group: VerbGroup, t: Trigger) -> bool:
    """Whether no other subject is there: the sentence opens with the participle, or describes one person."""
    left = s.words[: group.start]
    if not left or all(s.in_time(k) or w in PREPOSITIONS or w in DETERMINERS for k, w in enumerate(left)):
        return not group.auxiliaries and PARTICIPLE in t.forms
    opening = next((k for k, w in enumerate(left) if w in _AFTER_DATELINE), -1) + 1
    while opening < len(left) and left[opening] in _AFTER_DATELINE:
        opening += 1
    if any((ref := s.ref_at[k]) is not None and ref.form is MentionForm.NAME for k in range(group.start)):
        return False
    if left[opening : opening + 1] in (("a",), ("an",)):
        return "who" in left or any("post" in s.kinds[k] or _is_person_noun(left[k]) for k in range(opening, len(left)))
    if left[opening : opening + 2] == ("the", "former"):
        return True
    if left[opening : opening + 1] != ("the",) or s.sentence.paragraph > _LEAD:
        return False
    posts = any("post" in s.kinds[k] for k in range(opening + 1, min(opening + 5, len(left))))
    simple = "," not in left[opening:] and not any(s.is_verb_like(k) for k in range(opening, group.start))
    return posts and simple


# Marks that end a dateline: "LIMA, May 4 (Andean News) - A former ..."
_AFTER_DATELINE = frozenset("-–—):")
# Paragraphs, the headline among them, in which a story says of whom it tells.
_LEAD = 2


def _is_person_noun(word: str) -> bool:
    return word in lexicons().person_nouns or word in lexicons().titles


def _is_attributive(s: AnnotatedSentence, verb: int) -> bool:
    """Whether a participle describes the noun after it ("a retired judge"): that is a state, not news."""
    after = s.kinds[verb + 1] if verb + 1 < len(s.words) else frozenset()
    before = s.words[verb - 1] if verb else ""
    follows_noun = (
        verb + 1 < len(s.words)
        and s.words[verb + 1].isalpha()
        and not (
            s.words[verb + 1] in PREPOSITIONS | DETERMINERS | CONJUNCTIONS | SUBORDINATORS | ADVERBS
            or s.in_time(verb + 1)
        )
    )
    return bool(after & {"post", "name"}) or (before in ("a", "an", "the", "his", "her") and follows_noun)


def _announced(
    s: AnnotatedSentence, t: Trigger, group: VerbGroup, lists: Sequence[PeopleList], patient_follows: bool
) -> Argument | None:
    """Those of a list that the clause announces: "the following envoys have been recalled"."""
    start, end = (t.anchor + 1, t.anchor + 14) if patient_follows else (max(0, group.start - 14), group.start)
    people = list_announced(s, start, end, lists)
    return Argument(people, start, min(end, len(s.words)), 0.75) if people else None


def _undergoer(s: AnnotatedSentence, t: Trigger, group: VerbGroup, passive: bool) -> Argument | None:
    """Who it is done to: the passive's subject, or the active's object."""
    if passive:
        return (
            find_subject(s, group.start if group.is_passive else t.anchor)
            or _inverted_subject(s, t, group)
            or _listed_after_colon(s, t)
            or (None if group.auxiliaries else _relative_object(s, group))
        )
    after = t.anchor + 1
    if after < len(s.words) and s.words[after] in _PARTICLES:  # "carried off the prefect"
        after += 1
    found = find_object(s, after)
    if found is not None:
        return found
    return _relative_object(s, group)


def _relative_object(s: AnnotatedSentence, group: VerbGroup) -> Argument | None:
    """The object that stands before its verb: "X, whom the king dismissed"."""
    for k in range(group.start - 1, max(-1, group.start - 10), -1):
        if s.words[k] == "whom":
            several = s.words[k - 1] == "of" and s.words[k - 2] in ("both", "all")
            return find_antecedent(s, k) if several else _before_relative(s, k)
    return None


def _inverted_subject(s: AnnotatedSentence, t: Trigger, group: VerbGroup) -> Argument | None:
    """The subject behind its verb: "Also detained was her deputy, X", "Caught with him were X and Y"."""
    if any(ref.start < t.anchor and not s.is_possessive(ref) for ref in s.refs):
        return None
    if group.auxiliaries:  # "In his place was elected X"
        return find_object(s, t.anchor + 1) if s.words[0] in PREPOSITIONS | {"to", "also"} else None
    for k in range(t.end, min(t.end + 16, len(s.words))):
        if s.words[k] in ("was", "were", "is", "are"):
            return find_object(s, k + 1)
    return None


_COUNTED = word_class("counted")
_PARTICLES = frozenset({"off", "up", "out", "over", "away", "down", "back", "in"})


def _listed_after_colon(s: AnnotatedSentence, t: Trigger) -> Argument | None:
    """Those whom the sentence lists after a colon: "Three men were arrested: X, Y and Z"."""
    if _COUNTED.isdisjoint(s.words[max(0, t.start - 12) : t.start]) and "following" not in s.words[: t.start]:
        return None
    for k in range(t.end, len(s.words)):
        if s.words[k] == ":":
            people = [p for ref in s.refs if ref.start > k and not s.is_possessive(ref) for p in ref.people]
            return Argument(tuple(dict.fromkeys(people)), k + 1, len(s.words), 0.8) if people else None
    return None


def _before_relative(s: AnnotatedSentence, at: int) -> Argument | None:
    for j in range(at - 1, max(-1, at - 24), -1):
        ref = s.ref_at[j]
        if ref is not None and not s.is_possessive(ref):
            return Argument(ref.people, ref.start, ref.end, 0.9)
    return None


def _is_reduced_passive(s: AnnotatedSentence, t: Trigger, group: VerbGroup) -> bool:
    """Whether a bare participle is a passive ("X, arrested in May, ..."), and not an active past."""
    if group.auxiliaries:
        return False
    if PAST not in t.forms or _is_apposed(s, t):
        return True
    k = t.anchor + 1
    while k < len(s.words) and (s.words[k] in ("again", "once", "also", "not") or s.words[k].endswith("ly")):
        k += 1
    if k >= len(s.words) or s.in_time(k):
        return True
    if s.ref_at[k] is not None or s.words[k] in DETERMINERS:
        return False
    follows = s.words[k] in PREPOSITIONS | BE or not s.words[k][0].isalnum() or s.words[k] in _AFTER_PASSIVE
    return follows and not _object_after_particle(s, k)


def _is_apposed(s: AnnotatedSentence, t: Trigger) -> bool:
    """Whether the participle follows a name's comma and has a post behind it: "X, elected president in May, ..."."""
    k = t.anchor
    behind = s.kinds[k + 1] if k + 1 < len(s.words) else frozenset()
    return k > 1 and s.words[k - 1] in (",", "(") and s.ref_at[k - 2] is not None and "post" in behind


_AFTER_PASSIVE = word_class("after_passive")


def _object_after_particle(s: AnnotatedSentence, k: int) -> bool:
    """Whether an object follows a particle ("shot dead the minister", "picked up X")."""
    nxt = k + 1
    return (
        s.words[k] in ("dead", "down", "up", "out", "off", "home", "go", "free")
        and nxt < len(s.words)
        and (
            s.ref_at[nxt] is not None
            or (s.words[nxt] in DETERMINERS and not s.in_time(nxt))
            or not s.kinds[nxt].isdisjoint(("post", "name"))
            or s.tokens[nxt].is_capitalised
        )
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


def _with_companions(s: AnnotatedSentence, argument: Argument, t: Trigger, wide: bool) -> Argument:
    """The argument with those named beside it: "X was arrested together with Y". `wide`: a bare "with" will do."""
    people = list(argument.people)
    low = max(0, argument.start - 12) if wide else argument.start
    for k in range(low, min(len(s.words) - 1, t.end + 14)):
        if s.words[k] != "with" or (k > 0 and s.words[k - 1] in ("begin", "do", "met", "talks", "charged")):
            continue
        beside = k > 0 and s.words[k - 1] in ("together", "along")
        if beside or (wide and (k < argument.start or k >= t.end - 1 or s.words[k - 1] in (",", "("))):
            found = find_object(s, k + 1)
            if found is not None:
                people += [p for p in found.people if p not in people]
    return Argument(tuple(people), argument.start, argument.end, argument.certainty)


def _subject_after(s: AnnotatedSentence, at: int) -> Argument | None:
    """The subject behind a phrase that opens the sentence: "At a news conference in Lima on Friday, X said"."""
    for ref in s.refs:
        if ref.start >= at and not s.is_possessive(ref):
            verb = ref.end < len(s.words) and (s.is_verb_like(ref.end) or s.words[ref.end] == ",")
            return Argument(ref.people, ref.start, ref.end, 0.85) if verb and ref.start < at + 14 else None
    return None


def _read_noun(s: AnnotatedSentence, t: Trigger) -> Occurrence | None:
    frame = t.pattern.frame
    if frame == "T":
        inside = s.ref_at[t.anchor]  # "the sacked minister" is one mention
        argument = Argument(inside.people, inside.start, inside.end, 0.9) if inside else _named_after(s, t)
    elif frame in ("S", "O"):
        argument = find_subject(s, verb_group(s, t.start).start) or find_shared_subject(s, t.start)
        if argument is None and t.start <= 1:
            argument = _subject_after(s, t.end)
    else:
        argument = find_possessor(s, t.start, t.end)
    if argument is None:
        return None
    told = told_by_noun(s, t.anchor, min(t.start, argument.start))
    if told is None:
        return None
    return Occurrence(t, argument, None, told, t.start, t.end)
