"""What the words of a sentence have against an event that a second reader hears in it.

The trigger lexicon knows how such events are told. Where it has words for the event and their grammar says that it did
not come about, or befell somebody else, the reader is not followed: "Karl Brandt's wife was arrested".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from schemas.vocab import EventType
from tasks.extract.events.triggers import Trigger, find_idioms
from tasks.extract.language.annotation import AnnotatedSentence, Ref
from tasks.extract.language.realis import told_by_noun, told_by_verb
from tasks.extract.language.verb_groups import VerbGroup, verb_group
from tasks.extract.language.verbs import BASE, ING, PARTICIPLE, THIRD
from tasks.extract.language.word_classes import DETERMINERS, word_class

_SAYING = word_class("speech")
_LEAVING_OUT = frozenset({"except", "excluding", "unlike", "without"})
_OTHER_CLAUSE = frozenset({"after", "before", "when", "while", "because", "since", ";"})
_JOINS_CLAUSES = frozenset({"and", "but", ",", "while"})
_UNDERGOERS = frozenset({"O", "T"})


def is_against(
    s: AnnotatedSentence,
    triggers: Sequence[Trigger],
    event_type: EventType,
    person: int,
    heard: tuple[int, int] | None,
) -> bool:
    """Whether the sentence tells of no such event of the person.

    `triggers` are all that the lexicon has in the sentence; `heard` the code-point offsets of the words that the reader
    takes to tell of it, where known.
    """
    if heard is not None and _is_idle(s, heard):
        return True
    words = [t for t in triggers if event_type in t.pattern.event_types]
    refs = [ref for ref in s.refs if person in ref.people]
    return bool(words) and all(_says_otherwise(s, t, refs) for t in words)


def _is_idle(s: AnnotatedSentence, heard: tuple[int, int]) -> bool:
    """Whether those characters are part of an idiom, or stand right beside one."""
    at = next((i for i, t in enumerate(s.tokens) if t.end > heard[0]), len(s.tokens))
    return any(first - 1 <= at <= last for first, last in find_idioms(s.words, s.kinds))


def _says_otherwise(s: AnnotatedSentence, t: Trigger, refs: list[Ref]) -> bool:
    if not t.forms:
        told, start = told_by_noun(s, t.anchor, t.start), t.start
        meant = [ref for ref in refs if _is_of_clause(s, t, start, ref)]
    else:
        group = verb_group(s, t.anchor)
        is_noun = t.anchor > 0 and s.words[t.anchor - 1] in DETERMINERS and set(t.forms) <= {BASE, THIRD, ING}
        told = None if is_noun else told_by_verb(s, group, t.forms)
        meant = [ref for ref in refs if _is_of_clause(s, t, group.start, ref) and _may_fill(s, t, group, ref)]
    return told is None or bool(refs and not meant)


def _is_of_clause(s: AnnotatedSentence, t: Trigger, start: int, ref: Ref) -> bool:
    """Whether the mention stands in the clause of the words, which begin at token `start`."""
    if ref.start and s.words[ref.start - 1] in _LEAVING_OUT:
        return False
    if ref.start >= start:
        if s.words[ref.start - 1] in _JOINS_CLAUSES and ref.end < len(s.words) and s.is_verb_like(ref.end):
            return False  # "X was granted asylum and Y flew to Oslo"
        return _OTHER_CLAUSE.isdisjoint(s.words[t.end : ref.start])
    between = s.words[ref.end : start]
    return {"whose", ";"}.isdisjoint(between) and not any(a in _SAYING and b == "that" for a, b in pairwise(between))


def _may_fill(s: AnnotatedSentence, t: Trigger, group: VerbGroup, ref: Ref) -> bool:
    """Whether the verb can be said of the mention, and not of what belongs to them or of what they do to others."""
    if s.is_possessive(ref):
        return False
    if ref.start >= group.start:
        return True
    reduced = not group.auxiliaries and ref.end < group.start  # "X, sacked in May", but not "X sacked"
    passive = PARTICIPLE in t.forms and (group.is_passive or reduced)
    return passive or t.pattern.frame not in _UNDERGOERS
