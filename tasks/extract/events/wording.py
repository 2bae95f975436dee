"""In which words a sentence tells of an event: those of a trigger found, or those most likely to tell of it."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.vocab import EventType
from tasks.extract.events.occurrences import Occurrence
from tasks.extract.events.times import token_distance
from tasks.extract.events.triggers import find_triggers
from tasks.extract.language.annotation import AnnotatedSentence, Argument, Ref
from tasks.extract.language.realis import Told, told_by_noun, told_by_verb
from tasks.extract.language.verb_groups import verb_group
from tasks.extract.language.verbs import BASE, ING, PARTICIPLE, PAST
from tasks.extract.language.word_classes import AUXILIARIES, BE, DETERMINERS, word_class


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that tell of an event: token indices, ends exclusive.

    `anchor` is the verb or noun that says what happened and `forms` are the verb forms it can be, none of a noun.
    `told` is None where the words around tell it as no event at all ("could face arrest").
    """

    start: int
    end: int
    anchor: int
    forms: str
    argument: Argument
    other: Argument | None
    told: Told | None

    @classmethod
    def of(cls, o: Occurrence) -> Wording:
        """The words of an occurrence."""
        return cls(o.start, o.end, o.trigger.anchor, o.trigger.forms, o.argument, o.other, o.told)


def likely_wording(
    s: AnnotatedSentence, event_type: EventType, person: int, trigger: tuple[int, int] | None = None
) -> Wording:
    """The words in which a sentence that is known to tell of a person's event most likely tells of it.

    Those of `trigger` (code-point offsets) where given; else of the type's trigger nearest to the person; else of the
    verb nearest to them.
    """
    mentions = [ref for ref in s.refs if person in ref.people]
    start, end, anchor, forms = (_given(s, trigger) if trigger else None) or _of_type(s, event_type, mentions)
    near = min(mentions, key=lambda ref: _gap(ref, start, end), default=None)
    argument = Argument(near.people, near.start, near.end, 1.0) if near else Argument((person,), start, end, 0.5)
    if forms:
        group = verb_group(s, anchor)
        start = min(start, group.start)
        told = told_by_verb(s, group, forms)
    else:
        told = told_by_noun(s, anchor, start)
    return Wording(start, end, anchor, forms, argument, _counterpart(s, event_type, person, start, end), told)


def _given(s: AnnotatedSentence, trigger: tuple[int, int]) -> tuple[int, int, int, str] | None:
    inside = [k for k, t in enumerate(s.tokens) if t.end > trigger[0] and t.start < trigger[1]]
    if not inside:
        return None
    anchor = next((k for k in inside if _forms(s, k)), inside[0])
    return inside[0], inside[-1] + 1, anchor, _forms(s, anchor)


def _of_type(s: AnnotatedSentence, event_type: EventType, mentions: list[Ref]) -> tuple[int, int, int, str]:
    triggers = [t for t in find_triggers(s.words, s.kinds) if event_type in t.pattern.event_types]
    if triggers:
        best = min(triggers, key=lambda t: (min((_gap(r, t.start, t.end) for r in mentions), default=0), t.anchor))
        return best.start, best.end, best.anchor, best.forms
    verbs = [k for k in range(len(s.words)) if _forms(s, k)]
    if not verbs:
        at = mentions[0].end - 1 if mentions else 0
        return at, at + 1, at, ""
    anchor = min(verbs, key=lambda k: (min((_gap(r, k, k + 1) for r in mentions), default=0), k))
    return anchor, anchor + 1, anchor, _forms(s, anchor)


def _gap(ref: Ref, start: int, end: int) -> int:
    """Tokens between a mention and the words; a subject stands before its verb oftener than an object after it."""
    return start - ref.end if ref.end <= start else 2 * max(0, ref.start - end) + 1


def _forms(s: AnnotatedSentence, at: int) -> str:
    """The verb forms that a word of no trigger can be, by its ending and the auxiliary before it; none of a noun."""
    word = s.words[at]
    if word in AUXILIARIES or not word.isalpha() or not s.kinds[at].isdisjoint(_NO_VERBS):
        return ""
    auxiliary = next(iter(verb_group(s, at).auxiliaries), "")
    if word.endswith("ing"):
        return ING if auxiliary in BE else ""
    if auxiliary in _MODALS or (at and s.words[at - 1] == "to" and s.tokens[at].text.islower()):
        return BASE if s.tokens[at].text.islower() and word not in DETERMINERS else ""
    return PAST + PARTICIPLE if s.is_verb_like(at) else ""


_NO_VERBS = frozenset({"post", "body", "person", "name", "place", "time", "proper"})
_MODALS = word_class("modals")


def _counterpart(s: AnnotatedSentence, event_type: EventType, person: int, start: int, end: int) -> Argument | None:
    """Whom the person met: the other one who is named nearest to the words."""
    if event_type is not EventType.MEETING:
        return None
    others = [ref for ref in s.refs if person not in ref.people and not s.is_possessive(ref)]
    best = min(others, key=lambda r: token_distance(s, start, end, r.start, r.end), default=None)
    return Argument(best.people, best.start, best.end, 1.0) if best else None
