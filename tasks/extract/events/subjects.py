"""The subject of a verb, with no parser: a walk left over what can stand between the two.

Adverbs, times, places, brackets and appositions are crossed; what cannot be crossed ends the walk.
"""

from __future__ import annotations

from schemas.vocab import MentionForm
from tasks.extract.language.annotation import QUOTES, AnnotatedSentence, Argument, Ref
from tasks.extract.language.noun_phrases import (
    BRACKETS,
    NP_OPENERS,
    before_adjunct,
    before_prepositional_phrase,
    coordinated_before,
    find_antecedent,
    mention_ending,
    opening_of,
    start_of_noun_phrase,
)
from tasks.extract.language.verb_groups import is_adverb, verb_group
from tasks.extract.language.verbs import irregular_forms
from tasks.extract.language.word_classes import (
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    HAVE,
    PREPOSITIONS,
    RANKS,
    RELATIVES,
    SUBORDINATORS,
    word_class,
)
from tasks.extract.people.name_lexicons import lexicons

_NOMINATIVE = word_class("nominative")
_OPENING_PREPOSITIONS = frozenset({"at", "in", "on", "during", "by", "since", "before", "after", "within"})
_BECOME = frozenset({"become", "becomes", "became", "becoming"})
_BEFORE_ADJECTIVES = frozenset({",", "the", "a", "an", "and"})
DASHES = frozenset("-–—")


def find_subject(s: AnnotatedSentence, before: int, depth: int = 0) -> Argument | None:
    """The people who are the subject of the verb group that begins at token `before`; None where it is no person.

    `depth` counts the verbs whose subject was looked for on the way: a sentence that nests deeper is given up.
    """
    return s.once(_walk_left, before, depth)


def _walk_left(s: AnnotatedSentence, before: int, depth: int) -> Argument | None:
    if 0 < before < len(s.words) and s.words[before] == "to":
        return _controller(s, before, depth)
    k = before - 1
    certainty = 1.0
    while k >= 0:
        passed = _passed(s, k)
        if passed is not None:
            k = passed
            continue
        ref = s.ref_at[k]
        if ref is not None:
            return _as_subject(s, ref, certainty) or _after_opening_phrase(s, ref)
        if _is_link(s, k):
            return _linked_subject(s, k, before, depth)
        jump = before_prepositional_phrase(s, k)
        if jump is None:
            return _appositive_subject(s, k)
        k, certainty = jump, 0.85
    return _subject_to_come(s, before) if _is_gerund(s, before) or _looks_participle(s, before) else None


def find_shared_subject(s: AnnotatedSentence, at: int) -> Argument | None:
    """The subject of the nearest verb left of token `at`: who did it "at a press conference"."""
    return s.once(_shared, at, 0)


def _passed(s: AnnotatedSentence, k: int) -> int | None:
    """The token left of the time, adverb or bracket that ends at `k`; None where nothing of the kind stands there."""
    if s.ref_at[k] is not None:
        return None
    if s.in_time(k):
        return before_adjunct(s, s.time_at[k] or 0)
    if is_adverb(s, k):
        return k - 1
    if s.words[k] == "others" and k > 2 and s.words[k - 2] == "and":  # "X, Y and three others"
        return k - 3
    if s.words[k] in BRACKETS:
        opening = opening_of(s, k, BRACKETS[s.words[k]])
        return opening - 1 if opening is not None else -1
    return None


_LINKS = (
    frozenset({"who", "which", "that", ":", ",", "to", "those"}) | DASHES | CONJUNCTIONS | PREPOSITIONS | SUBORDINATORS
)


def _is_link(s: AnnotatedSentence, k: int) -> bool:
    """Whether the word ties the verb to a subject elsewhere: a relative, a comma, a conjunction, a preposition."""
    return s.words[k] in _LINKS or s.words[k].startswith("who'")


def _linked_subject(s: AnnotatedSentence, k: int, before: int, depth: int) -> Argument | None:
    word = s.words[k]
    left = s.ref_at[k - 1] if k else None
    if word in ("who", "which") or word.startswith("who'") or (word == "that" and left is not None):
        return find_antecedent(s, k)
    if word == ":" and _looks_participle(s, before):  # "LIMA: Released after four days, X ..."
        return _as_subject(s, left, 0.9) if left is not None else _subject_to_come(s, before)
    if word == ":":
        return None
    if word == "," or word in DASHES:
        return _across_comma(s, k, depth)
    if word == "those":
        return _of_copula(s, k) if "among" in s.words[max(0, k - 2) : k] else None
    if word == "to":
        return _controller(s, k, depth)
    if word in CONJUNCTIONS:
        return s.once(_shared, k, depth) if k == before - 1 or _only_adjuncts(s, k + 1, before) else None
    if not _is_gerund(s, before):
        return None
    if word == "as":  # "described them as refusing": of nobody where "them" is nobody named
        return Argument(left.people, left.start, left.end, 0.85) if left is not None else None
    found = s.once(_shared, k, depth)
    return found if found is not None else _subject_to_come(s, k)


def _of_copula(s: AnnotatedSentence, at: int) -> Argument | None:
    """The subject of "X was among those ..."; where the copula comes first ("Among those ... was X"), nothing."""
    for k in range(at - 1, max(at - 6, -1), -1):
        if s.words[k] in BE:
            return find_subject(s, verb_group(s, k).start, 1)
    return None


def _appositive_subject(s: AnnotatedSentence, at: int) -> Argument | None:
    """The owner of an apposition that ends at token `at` with no comma: "X, a lawyer arrested in May"."""
    for k in range(at, max(at - 10, 0), -1):
        if s.words[k] == ",":
            ref = mention_ending(s, k - 1)
            if ref is not None and s.words[k + 1] in DETERMINERS and not s.is_possessive(ref):
                return Argument(ref.people, ref.start, ref.end, 0.8)
            return None
        if s.is_verb_like(k) or s.words[k] in RELATIVES or s.words[k] in ";:()":
            return None
    return None


def _as_subject(s: AnnotatedSentence, ref: Ref, certainty: float) -> Argument | None:
    if s.is_possessive(ref):
        return None
    head = start_of_noun_phrase(s, ref)
    if head > 0:
        word = s.words[head - 1]
        if word in PREPOSITIONS and word not in SUBORDINATORS:
            # "the resignation of X", "a spokesman for X": X is inside another noun phrase, or it is an adverbial
            jump = head - 2
            outer = s.ref_at[jump] if jump >= 0 else None
            if word == "of" and jump >= 0 and _is_titled_by_body(s, head, ref) and _is_holder(s.words[jump]):
                before = jump - 1
                while before >= 0 and s.words[before] not in DETERMINERS and s.words[before].isalpha():
                    if s.words[before] in PREPOSITIONS:
                        return None
                    before -= 1
                if before <= 0 or s.words[before - 1] not in PREPOSITIONS:
                    return Argument(ref.people, ref.start, ref.end, certainty * 0.9)
            if outer is not None and not s.is_possessive(outer):
                return _as_subject(s, outer, certainty * 0.9)
            return None
    people, start = coordinated_before(s, ref)
    pronoun = 0.95 if ref.form is not MentionForm.NAME else 1.0
    return Argument(people, start, ref.end, certainty * pronoun)


def _after_opening_phrase(s: AnnotatedSentence, ref: Ref) -> Argument | None:
    """The mention where its phrase seems to belong to a preposition that opens the sentence.

    "At the same summit President X took the chair": nothing but X can be the subject of the verb right after it.
    """
    head = start_of_noun_phrase(s, ref)
    opening = head - 1
    lone = all(not s.words[k][0].isalnum() for k in range(opening))
    if s.is_possessive(ref) or opening < 0 or not lone or ref.form is not MentionForm.NAME:
        return None
    inner = next((k for k in range(head, ref.start) if s.tokens[k].is_capitalised), ref.start)
    if s.words[opening] not in _OPENING_PREPOSITIONS or inner <= head + 1:
        return None
    return Argument(ref.people, ref.start, ref.end, 0.8)


def _is_titled_by_body(s: AnnotatedSentence, head: int, ref: Ref) -> bool:
    """Whether a body's name runs into the person's: "the chief of the General Staff X", "deputy of the Duma X"."""
    return ref.start > head and s.entity_at[ref.start - 1] is not None and "body" in s.kinds[ref.start - 1]


def _is_holder(word: str) -> bool:
    return word in lexicons().person_nouns or word in lexicons().titles


def _across_comma(s: AnnotatedSentence, comma: int, depth: int) -> Argument | None:
    """The subject where a comma stands right before the verb: an apposition or an inserted clause ends there."""
    k = comma - 1
    if k < 0:
        return None
    while k > 0 and s.words[k] in QUOTES:
        k -= 1
    ref = mention_ending(s, k)
    if ref is not None and not s.is_possessive(ref):
        found = _as_subject(s, ref, 0.9)
        if found is not None and not _object_of_verb(s, ref):
            return found
    for j in range(k, max(k - 40, 0), -1):
        if s.words[j] in ";:":
            break
        if s.words[j] == "," or s.words[j] in DASHES:
            owner = s.ref_at[j - 1]
            nxt = s.words[j + 1]
            opens = (
                nxt in DETERMINERS | RELATIVES | NP_OPENERS | PREPOSITIONS
                or nxt[0].isdigit()
                or bool(s.kinds[j + 1] & {"post", "body", "person", "place"})
                or s.is_verb_like(j + 1)
                or nxt.endswith("ing")
                or s.tokens[j + 1].text[0].islower()
            )
            if owner is not None and opens and not s.is_possessive(owner) and not _object_of_verb(s, owner):
                return _as_subject(s, owner, 0.85)
    return s.once(_shared, comma, depth)


def _object_of_verb(s: AnnotatedSentence, ref: Ref) -> bool:
    """Whether a verb stands right before the mention's phrase, so that it is that verb's object."""
    k = start_of_noun_phrase(s, ref) - 1
    return k > 0 and s.is_verb_like(k) and s.words[k] not in BE and s.words[k - 1] not in _BEFORE_ADJECTIVES


def _shared(s: AnnotatedSentence, at: int, depth: int) -> Argument | None:
    """The subject of the nearest verb group left of `at`: coordinated verbs share it."""
    if depth > 4:
        return None
    tried = 0
    for k in range(at - 1, -1, -1):
        if s.words[k] in ";:":
            return None
        if (s.is_verb_like(k) and s.words[k] not in ("had", "has")) or s.words[k] in BE | HAVE:
            group = verb_group(s, k)
            found = find_subject(s, min(group.start, k), depth + 1)
            if found is not None:
                return Argument(found.people, found.start, found.end, found.certainty * 0.88)
            tried += 1
            if tried > 3 and not (not group.auxiliaries and k > 0 and s.words[k - 1] in DETERMINERS | {"of"}):
                return _first_subject(s, k)
    return _first_subject(s, at)


def _first_subject(s: AnnotatedSentence, before: int) -> Argument | None:
    """The sentence's first mention that can be a subject, as a last resort."""
    for ref in s.refs:
        if ref.end > before:
            return None
        if s.is_possessive(ref):
            continue
        if s.words[ref.start] in _NOMINATIVE:
            return Argument(ref.people, ref.start, ref.end, 0.7)
        head = start_of_noun_phrase(s, ref)
        if head > 0 and s.words[head - 1] in PREPOSITIONS:
            continue
        if head > 0 and s.is_verb_like(head - 1):
            continue
        nxt = s.words[ref.end] if ref.end < len(s.words) else ""
        if nxt and (s.is_verb_like(ref.end) or nxt in AUXILIARIES or nxt in (",", "who", "(")):
            people, start = coordinated_before(s, ref)
            return Argument(people, start, ref.end, 0.6)
        return None
    return None


def _subject_to_come(s: AnnotatedSentence, at: int) -> Argument | None:
    """The mention right after the next comma: "Arrested in May, he ..."."""
    for k in range(at + 1, min(at + 40, len(s.words) - 1)):
        if s.words[k] == ",":
            for j in range(k + 1, min(k + 9, len(s.words))):
                ref = s.ref_at[j]
                if ref is not None and not s.is_possessive(ref):
                    return Argument(ref.people, ref.start, ref.end, 0.85)
                if s.is_verb_like(j) or s.words[j] == ",":
                    break
    return None


def _controller(s: AnnotatedSentence, to: int, depth: int) -> Argument | None:
    """The subject of an infinitive: the object of the verb that governs it, else that verb's subject."""
    k = to - 1
    while k >= 0 and (is_adverb(s, k) or s.in_time(k)):
        k = before_adjunct(s, s.time_at[k] or 0) if s.in_time(k) else k - 1
    if k < 0 or depth > 4:
        return None
    if s.words[k] == ",":
        return _described_before(s, k)
    ref = s.ref_at[k]
    if ref is not None:
        return None if s.is_possessive(ref) else Argument(ref.people, ref.start, ref.end, 0.85)
    if s.words[k] in AUXILIARIES:
        return find_subject(s, verb_group(s, k).start if s.words[k] in BE | HAVE else k, depth + 1)
    for j in range(k, max(k - 12, -1), -1):  # "X was the first of the envoys to resign"
        if s.words[j] in BE | _BECOME and not RANKS.isdisjoint(s.words[j:to]):
            return find_subject(s, verb_group(s, j).start, depth + 1)
    group = verb_group(s, k)
    found = find_subject(s, group.start, depth + 1)
    return None if found is None else Argument(found.people, found.start, found.end, found.certainty * 0.9)


def _described_before(s: AnnotatedSentence, comma: int) -> Argument | None:
    """Whose apposition the comma ends: "X, head of the archive, to be promoted"."""
    for k in range(comma, max(0, comma - 20), -1):
        owner = s.ref_at[k - 1]
        if s.words[k] == "," and owner is not None and not s.is_possessive(owner):
            return Argument(owner.people, owner.start, owner.end, 0.8)
        if s.words[k] in ";:" or (s.is_verb_like(k) and k < comma):
            return None
    return None


def _only_adjuncts(s: AnnotatedSentence, start: int, end: int) -> bool:
    return all(
        s.in_time(k)
        or is_adverb(s, k)
        or s.words[k] in PREPOSITIONS
        or s.kinds[k] & {"place"}
        or s.words[k] in DETERMINERS | {","}
        for k in range(start, end)
    )


def _is_gerund(s: AnnotatedSentence, at: int) -> bool:
    return at < len(s.words) and s.words[at].endswith("ing")


def _looks_participle(s: AnnotatedSentence, at: int) -> bool:
    return at < len(s.words) and (s.words[at].endswith("ed") or s.words[at] in irregular_forms())
