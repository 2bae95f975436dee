"""The object of a verb, and the owner of a noun."""

from __future__ import annotations

from tasks.extract.language.annotation import AnnotatedSentence, Argument
from tasks.extract.language.noun_phrases import NP_OPENERS, coordinated_after, find_antecedent
from tasks.extract.language.verb_groups import is_adverb
from tasks.extract.language.word_classes import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
)


def find_object(s: AnnotatedSentence, after: int, reach: int = 16) -> Argument | None:
    """The people who are the object of a verb, or stand after a preposition, that ends at token `after`."""
    k = after
    seen_noun = False
    limit = min(len(s.words), after + reach)
    while k < limit:
        ref = s.ref_at[k]
        word = s.words[k]
        if ref is not None:
            if s.is_possessive(ref):
                k = ref.end + (1 if ref.end < len(s.words) and s.words[ref.end] in ("'s", "’s", "'", "’") else 0)
                seen_noun = False
                if k >= limit or (s.ref_at[k] is None and s.words[k] in PREPOSITIONS):
                    return None
                continue
            people, end = coordinated_after(s, ref)
            return Argument(people, ref.start, end, 0.95 if k <= after + 8 else 0.75)
        inside = s.kinds[k] & {"post", "body"}
        if word == "." and k > after and (s.words[k - 1] in NP_OPENERS or len(s.words[k - 1]) <= 3):
            k += 1
            continue
        if word in ("of", "'s", "’s") or inside:
            seen_noun = True
        elif (
            (word == "," and seen_noun and k + 1 < limit and _name_follows(s, k + 1))
            or (s.in_time(k) and not seen_noun)
            or (word in ("on", "in") and not seen_noun and k + 1 < limit and s.in_time(k + 1))
            or is_adverb(s, k)
            or (word in PREPOSITIONS and seen_noun and s.entity_at[min(k + 1, len(s.words) - 1)] is not None)
        ):
            pass
        elif (
            word in PREPOSITIONS | SUBORDINATORS | RELATIVES | AUXILIARIES
            or word in (";", ":", ".", "?", "!", ",", "(", "and", "or", "but")
            or (s.is_verb_like(k) and seen_noun)
        ):
            return None
        else:
            seen_noun = seen_noun or word not in DETERMINERS - {"another"}
        k += 1
    return None


def _name_follows(s: AnnotatedSentence, at: int) -> bool:
    return any(s.ref_at[k] is not None for k in range(at, min(at + 4, len(s.words))))


def find_possessor(s: AnnotatedSentence, noun: int, end: int) -> Argument | None:
    """The people to whom a noun belongs: "his arrest", "X's arrest", "the arrest of X", "whose arrest"."""
    k = noun - 1
    steps = 0
    while k >= 0 and steps < 5:
        word = s.words[k]
        ref = s.ref_at[k]
        if word in ("'s", "’s", "'", "’"):
            owner = s.ref_at[k - 1] if k else None
            return None if owner is None else Argument(owner.people, owner.start, owner.end, 0.95)
        if word == "whose":
            return find_antecedent(s, k)
        if ref is not None:
            return Argument(ref.people, ref.start, ref.end, 0.95) if s.is_possessive(ref) else None
        if (
            word in PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | SUBORDINATORS
            or not (word[0].isalnum())
            or s.is_verb_like(k)
        ):
            break
        if word in ("the", "a", "an", "this", "that"):
            break
        k -= 1
        steps += 1
    if end < len(s.words) and s.words[end] in ("of", "from", "by", "for"):
        of = s.words[end]
        found = find_object(s, end + 1)
        if found is not None and of in ("of", "by", "from"):
            return found
    for j in range(end, min(end + 16, len(s.words))):  # "resignation on Monday of X", "death, at the age of 91, of X"
        if s.words[j] == "of" and (j == end or s.in_time(j - 1) or s.words[j - 1] == ","):
            return find_object(s, j + 1)
        if s.is_verb_like(j) or s.ref_at[j] is not None or s.words[j] in ";:.":
            break
    return None
