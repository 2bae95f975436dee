"""What a sentence tells again without the verb that told it first: "so did X", "and Y to five", "and again in 2012"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.vocab import EventType, MentionForm, Realis
from tasks.extract.events.objects import find_object
from tasks.extract.events.occurrences import Occurrence
from tasks.extract.events.subjects import find_subject
from tasks.extract.language.annotation import AnnotatedSentence, Argument
from tasks.extract.language.noun_phrases import coordinated_before, start_of_noun_phrase
from tasks.extract.language.verb_groups import is_adverb, verb_group
from tasks.extract.language.word_classes import AUXILIARIES, DETERMINERS, PREPOSITIONS, SUBORDINATORS, word_class

_LONGEST_SENTENCE = 40  # tokens
_REACH = 40  # tokens after the verb in which its place is taken again
_TOLD = (Realis.ACTUAL, Realis.PLANNED, Realis.ALLEGED)
_SO = word_class("so_did")
_GAP_WORDS = word_class("gap_words")
_FEW = frozenset(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "life"])
_CLAUSE_ENDS = frozenset(";:.()?!")


def find_ellipses(s: AnnotatedSentence, last: Occurrence) -> list[Occurrence]:
    """What a short sentence says again of others: "So did X.", "With him came X.", "X did the same."."""
    words = s.words
    if len(words) > _LONGEST_SENTENCE or last.told.realis not in (Realis.ACTUAL, Realis.PLANNED):
        return []
    argument: Argument | None = None
    if words[0] in ("so", "nor") and words[1:2] and words[1] in _SO:
        argument = find_object(s, 2)
    elif words[0] == "with" and len(words) > 3 and words[1] in ("him", "her", "them"):
        argument = find_object(s, 3) if words[2] in ("was", "were", "came", "went", "is", "are") else None
    else:
        k = next((k for k in range(len(words) - 1) if _is_done_too(s, k)), None)
        argument = find_subject(s, verb_group(s, k).start) if k is not None else None
    return [] if argument is None else [_again(last, argument, 0, 2)]


def _is_done_too(s: AnnotatedSentence, k: int) -> bool:
    """Whether "did so", "did the same", "did likewise" or "followed suit" begins at the token."""
    words = s.words
    if words[k] in ("did", "does", "do", "done"):
        return words[k + 1] in ("so", "likewise") or words[k + 1 : k + 3] == ("the", "same")
    return words[k] in ("followed", "follows", "follow") and words[k + 1] == "suit"


def find_gapped(s: AnnotatedSentence, found: Sequence[Occurrence]) -> list[Occurrence]:
    """What the sentence's own verbs tell again further on, each of its nearest verb only."""
    again: list[Occurrence] = []
    for n, o in enumerate(found):
        if not o.trigger.forms or o.told.realis not in _TOLD or o.other is not None:
            continue
        end = next((f.start for f in found[n + 1 :] if f.start > o.trigger.anchor), len(s.words))
        end = min(end, o.trigger.end + _REACH)
        again += _at_other_times(s, o, end)
        if EventType.APPOINTMENT in o.trigger.pattern.event_types:
            again += _to_other_posts(s, o, end)
        again += _of_others(s, o, end)
        again += _as_others(s, o, end)
    return again


def _again(o: Occurrence, argument: Argument, start: int, end: int) -> Occurrence:
    """The occurrence told again at those tokens."""
    trigger = replace(o.trigger, anchor=start, start=start, end=end)
    return Occurrence(trigger, replace(argument, certainty=argument.certainty * 0.85), None, o.told, start, end)


def _at_other_times(s: AnnotatedSentence, o: Occurrence, end: int) -> list[Occurrence]:
    """The same at a later time: "elected in 2007 and again in 2012"."""
    found = []
    for k in range(o.trigger.anchor + 2, end):
        if s.words[k] == "again" and s.words[k - 1] in ("and", "then", ","):
            if any(s.in_time(j) for j in range(k + 1, min(k + 4, len(s.words)))):
                found.append(_again(o, o.argument, k, k + 1))
        elif s.words[k] in _CLAUSE_ENDS or s.is_verb_like(k):
            break
    return found


def _to_other_posts(s: AnnotatedSentence, o: Occurrence, end: int) -> list[Occurrence]:
    """A further post with a time of its own: "became director in 1990 and, two years later, minister"."""
    found = []
    for a, b, _ in s.posts:
        if not o.trigger.end < a < end or any(_ends_clause(s, k) for k in range(o.trigger.anchor + 1, a)):
            continue
        k = a - 1
        while k > o.trigger.anchor and _is_gap(s, k):
            k -= 1
        joined = s.words[k] in ("and", ";") or (s.words[k] == "," and a - k > 1)
        timed = any(s.in_time(j) for j in range(k + 1, a)) or any(
            s.in_time(j) for j in range(b, min(b + 3, len(s.words)))
        )
        if k >= o.trigger.end and joined and timed and not (b < len(s.words) and _names_next(s, b)):
            found.append(_again(o, o.argument, a, b))
    return found


def _names_next(s: AnnotatedSentence, at: int) -> bool:
    """Whether the post is another's: a name follows it."""
    return any(s.ref_at[k] is not None for k in range(at, min(at + 2, len(s.words))))


def _is_gap(s: AnnotatedSentence, k: int) -> bool:
    """Whether the token may stand between "and" and what is told again: a time, a determiner, an adverb."""
    if s.ref_at[k] is not None or s.words[k] in ("and", ";"):
        return False
    if s.words[k] == ",":
        return s.in_time(k - 1) or s.words[k - 1] == "later"
    return s.in_time(k) or s.words[k] in _GAP_WORDS or is_adverb(s, k)


def _ends_clause(s: AnnotatedSentence, k: int) -> bool:
    return s.words[k] in _CLAUSE_ENDS - {";"} or s.words[k] in SUBORDINATORS - {"as"} or s.is_verb_like(k)


def _of_others(s: AnnotatedSentence, o: Occurrence, end: int) -> list[Occurrence]:
    """The same of somebody else: "X was sentenced to ten years and Y to five"."""
    found = []
    for ref in s.refs:
        if not o.trigger.anchor < ref.start < end or ref.form is not MentionForm.NAME:
            continue
        if s.is_possessive(ref) or not set(ref.people).isdisjoint(o.argument.people):
            continue
        opening = start_of_noun_phrase(s, ref) - 1
        if opening <= o.trigger.anchor or s.words[opening] not in (",", "and", ";", "while"):
            continue
        nxt = ref.end + (ref.end < len(s.words) and s.words[ref.end] == ",")
        if nxt >= len(s.words) or not _is_parallel(s, o.trigger.anchor, opening, nxt):
            continue
        if any(_ends_clause(s, k) for k in range(o.trigger.anchor + 1, opening)) or _has_verb_after(s, nxt):
            continue
        people, start = coordinated_before(s, ref)
        others = tuple(p for p in people if p not in o.argument.people)
        found.append(_again(o, Argument(others, start, ref.end, o.argument.certainty), nxt, nxt + 1))
    return found


def _is_parallel(s: AnnotatedSentence, verb: int, end: int, at: int) -> bool:
    """Whether the word after the name is of the kind that followed the verb: its preposition, or a number."""
    word = s.words[at]
    if word in PREPOSITIONS:
        return word != "of" and word in s.words[verb + 1 : end]
    return word in _FEW and not _FEW.isdisjoint(s.words[verb + 1 : end])


def _has_verb_after(s: AnnotatedSentence, at: int) -> bool:
    """Whether the clause from the token on has a verb of its own."""
    for k in range(at, min(at + 12, len(s.words))):
        if s.words[k] in _CLAUSE_ENDS or (s.words[k] in (",", "and") and k > at):
            return False
        if s.is_verb_like(k):
            return True
    return False


def _as_others(s: AnnotatedSentence, o: Occurrence, end: int) -> list[Occurrence]:
    """The same of whom an auxiliary precedes: "X was convicted, as was Y", "and so did Z"."""
    for k in range(o.trigger.anchor + 1, min(end, len(s.words) - 2)):
        if s.words[k] not in ("as", "so") or s.words[k + 1] not in _SO or s.words[k - 1] not in (",", "and"):
            continue
        found = find_object(s, k + 2)
        if found is not None and not _verb_follows(s, found.end):
            return [_again(o, found, k, k + 2)]
    return []


def _verb_follows(s: AnnotatedSentence, at: int) -> bool:
    return at < len(s.words) and s.is_verb_like(at) and s.words[at] not in AUXILIARIES | DETERMINERS
