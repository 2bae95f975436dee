"""Where the phrases around a mention begin and end: titles, lists, brackets, appositions, relative clauses."""

from __future__ import annotations

from schemas.vocab import MentionForm
from tasks.extract.language.annotation import AnnotatedSentence, Argument, Ref
from tasks.extract.language.word_classes import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    word_class,
)

NP_OPENERS = word_class("noun_phrase_openers")
BRACKETS = {")": "(", "]": "["}
# "On Saturday X resigned": a day that was not settled is no part of the name after it.
_DAYS = word_class("days_and_months")
_TIME_FILL = frozenset(
    {"the", "early", "late", "mid", "end", "beginning", "of", "last", "this", "next", "about", "around"}
)


def start_of_noun_phrase(s: AnnotatedSentence, ref: Ref) -> int:
    """Where the phrase begins whose last part is the mention: titles, posts and determiners before it."""
    if ref.form is MentionForm.PRONOUN:
        return ref.start
    k = safe = ref.start
    titled = False
    while k > 0 and s.ref_at[k - 1] is None and not s.in_time(k - 1):
        word = s.words[k - 1]
        if word == "then" and k > 1 and s.words[k - 2] in ("by", "until", "since", "till"):
            break  # "by then X had fled"
        if word in NP_OPENERS or word == ".":
            k = safe = k - 1
            titled = titled or word in NP_OPENERS
        elif word in ("the", "a", "an", "his", "her", "their", "its"):
            return k - 1
        elif word in PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | RELATIVES | ADVERBS | AUXILIARIES | _DAYS:
            break
        elif "place" in s.kinds[k - 1] and k > 1 and s.words[k - 2] in ("in", "at", "from", "near", "to"):
            break  # "in Paris X resigned"
        elif (
            not s.kinds[k - 1].isdisjoint(("post", "body"))
            or s.entity_at[k - 1] is not None
            or (s.tokens[k - 1].is_capitalised and word.isalpha() and ref.form is MentionForm.NAME and k > 1)
        ):
            k = safe = k - 1
        elif word.isalpha() and ref.form is MentionForm.NAME and not titled and not s.is_verb_like(k - 1):
            k -= 1  # counts only where a determiner opens the phrase: "the student leader X", not "by contrast X"
        else:
            break
    owner = s.ref_at[k - 1] if k else None
    if owner is not None and k < ref.start and ref.form is MentionForm.NAME and s.is_possessive(owner):
        return owner.start  # "his brother X"
    if k > 1 and s.words[k - 1] in ("'s", "’s") and k < ref.start and (owner := s.ref_at[k - 2]) is not None:
        return start_of_noun_phrase(s, owner)  # "Y's brother X"
    return safe


def coordinated_before(s: AnnotatedSentence, ref: Ref) -> tuple[tuple[int, ...], int]:
    """The people listed up to and with the mention: "X, Y and Z"."""
    people = list(ref.people)
    start = ref.start
    k = start_of_noun_phrase(s, ref) - 1
    joined = False
    k = _before_counted(s, k)
    while k > 0 and (s.words[k] == "and" or (s.words[k] == "," and joined)):
        if s.words[k] == "and" and s.words[k - 1] == ",":
            k -= 1
        other = mention_ending(s, k - 1)
        if other is None:
            other = appositive_owner(s, k - 1)
        if other is None or s.is_possessive(other) or other.form is MentionForm.PRONOUN:
            break
        joined = True
        people[:0] = [p for p in other.people if p not in people]
        start = other.start
        k = _before_counted(s, start_of_noun_phrase(s, other) - 1)
    return tuple(people), start


def _before_counted(s: AnnotatedSentence, comma: int) -> int:
    """The "and" before a noun that a comma parts from its names ("X and two ministers, Y"); else the comma itself."""
    if comma <= 3 or s.words[comma] != ",":
        return comma
    for k in range(comma - 1, max(comma - 7, 0), -1):
        if s.words[k] == "and":
            partner = mention_ending(s, k - 1)
            if partner is None and s.words[k - 1] == ",":
                partner = mention_ending(s, k - 2) or appositive_owner(s, k - 2)
            if partner is None or s.is_possessive(partner) or partner.form is MentionForm.PRONOUN:
                return comma
            before = start_of_noun_phrase(s, partner) - 1
            return comma if before > 0 and s.is_verb_like(before) else k
        if s.words[k] in PREPOSITIONS - {"of", "for"} or s.words[k] == "," or s.is_verb_like(k):
            return comma
    return comma


def _possessed(s: AnnotatedSentence, owner: Ref) -> Ref | None:
    """Whom a possessive tells of by name: "his deputy, X", "Y's brother X"; None where it names nobody."""
    at = owner.end
    if at < len(s.words) and s.words[at] in ("'s", "’s", "'", "’"):
        at += 1
    commas = 0
    for k in range(at, min(at + 9, len(s.words))):
        ref = s.ref_at[k]
        if ref is not None:
            return ref if ref.form is MentionForm.NAME and k > at and not s.is_possessive(ref) else None
        commas += s.words[k] == ","
        closed = s.words[k] in PREPOSITIONS - {"of", "for"} | CONJUNCTIONS | RELATIVES | frozenset(";:.()")
        if closed or commas > 1 or (s.is_verb_like(k) and "post" not in s.kinds[k]):
            return None
    return None


def coordinated_after(s: AnnotatedSentence, ref: Ref) -> tuple[tuple[int, ...], int]:
    """The people listed from the mention on: "X, the minister of A, Y and Z"."""
    people = list(ref.people)
    end = ref.end
    pending: list[Ref] = []
    joined = False
    k = ref.end
    since = 0
    while k < len(s.words) and since <= 14:
        word = s.words[k]
        other = s.ref_at[k]
        if other is not None and other.start >= ref.end:
            opening = start_of_noun_phrase(s, other) - 1
            if s.is_possessive(other) and other.form is MentionForm.PRONOUN and _is_joint(s, opening):
                other = _possessed(s, other) or other
            if s.words[opening] == "of" and s.words[opening - 1] == "and":
                opening -= 1
            before = s.words[opening]
            if s.is_possessive(other) or before not in (",", "and", "&", ";"):
                break
            if other.form is MentionForm.PRONOUN:
                break
            pending.append(other)
            k, since = other.end, 0
            joined = joined or "and" in s.words[pending[-2].end if len(pending) > 1 else ref.end : other.start]
            if joined:
                nxt = s.words[k] if k < len(s.words) else "."
                if s.is_verb_like(k) if k < len(s.words) else False:
                    break
                for p in pending:
                    people += [x for x in p.people if x not in people]
                    end = p.end
                pending = []
                if nxt != ",":
                    break
            continue
        if word in (
            "who",
            "which",
            "that",
            "but",
            ".",
            ":",
            "?",
            "while",
            "when",
            "after",
            "before",
            "because",
            "whom",
        ):
            break
        if s.is_verb_like(k) and not s.kinds[k] & {"post", "body"}:
            break
        k += 1
        since += 1
    return tuple(people), end


def _is_joint(s: AnnotatedSentence, at: int) -> bool:
    """Whether "and" stands at the token, or "and of"."""
    return s.words[at] == "and" or (at > 0 and s.words[at] == "of" and s.words[at - 1] == "and")


def appositive_owner(s: AnnotatedSentence, at: int) -> Ref | None:
    """The mention before an apposition that ends at token `at`: "X, the minister, and Y"."""
    for k in range(at, max(at - 14, 0), -1):
        if s.words[k] == ",":
            ref = s.ref_at[k - 1]
            opens = s.words[k + 1] in DETERMINERS | {"who", "former"} | {"head", "chief"} or s.words[k + 1].isdigit()
            return ref if opens else None
        if s.is_verb_like(k) and s.words[k] not in ("left",):
            return None
    return None


def before_adjunct(s: AnnotatedSentence, start: int) -> int:
    """The token before a time or place phrase that begins at `start`, its preposition and filler skipped."""
    k = start - 1
    while k >= 0 and s.words[k] in (
        "the",
        "early",
        "late",
        "mid",
        "end",
        "beginning",
        "of",
        "last",
        "this",
        "next",
        "about",
        "around",
    ):
        k -= 1
    if k >= 0 and s.words[k] in PREPOSITIONS and s.ref_at[k] is None:
        k -= 1
    return k


def before_prepositional_phrase(s: AnnotatedSentence, at: int) -> int | None:
    """The token before the prepositional phrase that ends at `at` ("X of the opposition resigned"), or None."""
    k = at
    for _ in range(9):
        if k <= 0:
            return None
        if s.words[k] in PREPOSITIONS:
            return k - 1
        entity = s.entity_at[k]
        if entity is not None and entity < k:
            k = entity
        if s.ref_at[k] is not None or s.words[k] == ",":
            return None
        if s.words[k] in PREPOSITIONS:
            return k - 1
        if s.words[k] in CONJUNCTIONS or s.words[k] in "(),;:" or s.words[k] in AUXILIARIES or s.words[k] in RELATIVES:
            return None
        k -= 1
    return None


def opening_of(s: AnnotatedSentence, at: int, mark: str) -> int | None:
    """The token index of the bracket that the one at `at` closes; None where there is none near."""
    for k in range(at - 1, max(at - 40, -1), -1):
        if s.words[k] == mark:
            return k
    return None


def find_antecedent(s: AnnotatedSentence, relative: int) -> Argument | None:
    """The people whom a relative pronoun at that token stands for."""
    k = relative - 1
    if k >= 0 and s.words[k] in ("of", "both", "all"):
        k -= 1
    for j in range(k, max(k - 12, -1), -1):
        ref = s.ref_at[j]
        if ref is not None and not s.is_possessive(ref):
            people, start = (
                coordinated_before(s, ref) if s.words[relative - 1] in ("of", "both") else (ref.people, ref.start)
            )
            return Argument(people, start, ref.end, 0.95 if j >= k - 1 else 0.75)
        if s.words[j] in ";:." or s.words[j] in RELATIVES:
            return None
    return None


def mention_ending(s: AnnotatedSentence, at: int) -> Ref | None:
    """The mention whose phrase ends at token `at`, a bracket, place or body after it included ("X (LP) of Kenya")."""
    ref = s.ref_at[at]
    if ref is not None:
        return ref
    k = at
    if s.words[k] in BRACKETS:
        k = (opening_of(s, k, BRACKETS[s.words[k]]) or 0) - 1
    elif s.entity_at[k] is not None:
        k = (s.entity_at[k] or 0) - 1
        while k > 0 and s.words[k] in ("the", "a"):
            k -= 1
        if k > 0 and s.words[k] in PREPOSITIONS:
            k -= 1
    elif s.tokens[k].is_capitalised:  # "X of the Kuomintang": a body that no lexicon knows
        while k > 0 and s.tokens[k].is_capitalised and s.ref_at[k] is None and s.words[k] not in PREPOSITIONS:
            k -= 1
        if s.words[k] == "the":
            k -= 1
        k = k - 1 if k > 0 and s.words[k] in ("of", "from", "for", "at") else -1
    return s.ref_at[k] if 0 <= k < at else None
