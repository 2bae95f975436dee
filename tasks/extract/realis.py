"""Whether an event happened: planned, denied, alleged, actual, or not told as an event at all."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.vocab import Realis, Stance
from tasks.extract.clauses import AUXILIARIES, CONJUNCTIONS, AnnotatedSentence, VerbGroup
from tasks.extract.verbs import verb_forms

_UNREAL_MODALS = frozenset(["could", "may", "might", "should", "must", "can", "can't", "cannot", "couldn't", "shouldn't", "mustn't"])
_FUTURE_MODALS = frozenset(["will", "shall", "'ll", "won't"])


def _all_forms(verbs: str) -> frozenset[str]:
    return frozenset(f for v in verbs.split() for f in verb_forms(v))


# Verbs before "to": what follows is meant, not done.
_PLANS = _all_forms(
    "plan intend mean expect schedule vow promise pledge agree decide prepare undertake propose hope wait announce slate tip "
    "poise designate due set"
) | frozenset(["due", "about", "going", "set", "ready", "likely", "bound"])
# ... is done.
_CARRIED_OUT = _all_forms(
    "force have manage begin start come help continue go proceed allow permit oblige compel choose fail-not happen elect use "
    "turn say believe report think know understand allege see appear presume rumour rumor ask offer"
) | frozenset(["later", "first", "last", "only", "one", "next"])
# ... is not done.
_NOT_DONE = _all_forms(
    "want wish refuse decline threaten try attempt fail urge demand request tell order call press persuade encourage invite seek "
    "need like dare hesitate forget warn advise beg implore seem ask pressure"
) | frozenset(["unlikely", "reluctant", "unable", "able", "willing", "free", "unwilling", "right", "how", "whether", "ready", "enough", "too"])
_DENIALS = _all_forms("deny reject dismiss refute rubbish rebut contradict discard disprove discredit repudiate")
_RUMOURS = frozenset(
    ["report", "reports", "rumour", "rumours", "rumor", "rumors", "claim", "claims", "allegation", "allegations", "talk", "suggestion", "suggestions", "speculation", "gossip", "story", "stories", "information", "news", "noises", "blog", "whatsapp"]
)
_FALSE = frozenset(["false", "untrue", "baseless", "unfounded", "fake", "denied", "incorrect", "wrong", "fabricated", "invented"])
_HEARSAY_ADVERBS = frozenset(["reportedly", "allegedly", "supposedly", "apparently", "presumably", "purportedly"])
_HEARSAY = frozenset(
    ["said", "believed", "reported", "alleged", "thought", "presumed", "rumoured", "rumored", "understood", "feared", "suspected"]
)
_HEARSAY_SOURCES = frozenset(
    ["source", "sources", "reports", "rumours", "rumors", "relatives", "unconfirmed", "witnesses", "activists", "opposition", "media", "papers", "newspaper", "newspapers", "paper", "people", "friends", "family"]
)
_RANKS = frozenset("first second third last latest only few next".split())
_CONDITIONS = frozenset(["if", "unless", "whether", "should", "whoever", "lest", "would-be"])
_CALLS = _all_forms("call demand urge want seek ask press") | frozenset(
    ["calls", "demands", "pressure", "possible", "potential", "possibly", "feared", "threat", "warrant", "risk", "avoid", "avoiding", "against", "fear", "fears", "prospect", "eventual", "expected", "imminent", "before", "without"]
)


@dataclass(frozen=True, slots=True)
class Told:
    """How the text tells of an event."""

    realis: Realis
    stance: Stance = Stance.ASSERTS


ACTUAL = Told(Realis.ACTUAL)
PLANNED = Told(Realis.PLANNED)
DENIED = Told(Realis.DENIED, Stance.DENIES)
ALLEGED = Told(Realis.ALLEGED, Stance.ALLEGES)


def told_by_verb(s: AnnotatedSentence, verb: int, group: VerbGroup, form: str) -> Told | None:
    """How the sentence tells of a verb's event; None where it tells of none."""
    left = s.words[max(0, group.start - 30) : group.start]
    if _is_question(s):
        return None
    if group.is_negated:
        return DENIED if _claim_in_the_air(s, verb) else None
    if _is_denied(s, group.start):
        return DENIED
    if any(w in _CONDITIONS for w in _clause_left(s, group.start)):
        return None
    modal = next((a for a in group.auxiliaries if a in _UNREAL_MODALS), None)
    if modal:
        return None
    if any(a in _FUTURE_MODALS for a in group.auxiliaries):
        return PLANNED
    would = next((a for a in group.auxiliaries if a in ("would", "wouldn't", "'d")), None)
    if would == "would":
        if any(a in ("have", "'ve") for a in group.auxiliaries):
            return None
        return PLANNED
    if would == "'d" and form and set(form) <= {"b", "s"}:
        return PLANNED
    if group.has_to:
        return _told_by_infinitive(s, group)
    if _hearsay(s, group, verb):
        return ALLEGED
    if "g" in form and any(a in ("is", "are", "'s", "'re", "am", "'m") for a in group.auxiliaries):
        return PLANNED if any(t.basis == "relative" for *_, t in ()) else ACTUAL
    del left
    return ACTUAL


def told_by_noun(s: AnnotatedSentence, noun: int, start: int, end: int) -> Told | None:
    """How the sentence tells of a noun's event ("his arrest", from `start` to `end`); None where it tells of none."""
    if _is_question(s):
        return None
    near = s.words[max(0, start - 5) : start]
    if any(w in _CALLS for w in near) or any(w in ("no", "not", "without", "any", "if") for w in near[-3:]):
        return DENIED if _claim_in_the_air(s, noun) and "no" in near else None
    if any(w in ("warrant", "order", "call", "calls") for w in s.words[max(0, noun - 4) : noun]):
        return None
    if _is_denied(s, start):
        return DENIED
    if any(
        w in _HEARSAY_ADVERBS | {"alleged", "reported", "rumoured", "apparent"} for w in (*near, *s.words[start:noun])
    ):
        return ALLEGED
    if any(w in _CONDITIONS for w in _clause_left(s, start)):
        return None
    del end
    return ACTUAL


def _is_question(s: AnnotatedSentence) -> bool:
    return (bool(s.words) and s.words[-1] == "?") or (len(s.words) > 1 and s.words[-2] == "?")


def _clause_left(s: AnnotatedSentence, at: int) -> list[str]:
    """The words of the clause from its start up to `at`."""
    words: list[str] = []
    for k in range(at - 1, max(-1, at - 14), -1):
        if s.words[k] in ",;:–—":
            break
        words.append(s.words[k])
    return words


def _is_denied(s: AnnotatedSentence, start: int) -> bool:
    """Whether what begins at `start` hangs on a denial: "denied that", "reports that ... are false"."""
    words = s.words
    for k in range(max(0, start - 22), start):
        if words[k] in _DENIALS and (k == 0 or words[k - 1] not in ("not", "n't", "never")):
            if any(w in ";." for w in words[k:start]) or _dismisses_person(s, k):
                continue
            rest = words[k + 1 : start]
            if (
                any(w in ("that", "having", "reports", "rumours", "rumors", "being", "which") or w in _RUMOURS for w in rest)
                or len(rest) <= 4
            ):
                return True
    rumour = any(w in _RUMOURS for w in words[max(0, start - 14) : start])
    if rumour:
        for k in range(start, min(len(words), start + 45)):
            if words[k] in _FALSE or (words[k] == "true" and "not" in words[max(0, k - 3) : k]):
                return True
        if any(words[k] in _FALSE for k in range(max(0, start - 14), start)):
            return True
    return False


def _dismisses_person(s: AnnotatedSentence, at: int) -> bool:
    """Whether "dismiss" or "reject" has a person as its object: then it denies nothing."""
    return (
        s.words[at].startswith("dismiss")
        and at + 1 < len(s.words)
        and (
            s.ref_at[at + 1] is not None
            or (s.words[at + 1] in ("as", "from", "in", "on", "for", "by", "his", "her", "the")
            and not any(w in _RUMOURS for w in s.words[at + 1 : at + 6]))
        )
    )


def _claim_in_the_air(s: AnnotatedSentence, at: int) -> bool:
    """Whether a negation answers a claim: somebody says it of themselves, or the sentence speaks of rumours."""
    words = s.words
    if any(w in _RUMOURS | _FALSE or w in _DENIALS for w in words):
        return True
    first_person = any(w in ("i", "i've", "i'm", "we", "i'd") for w in words[max(0, at - 6) : at])
    quoted = any(w in '"“”' for w in words)
    return first_person and quoted


def _told_by_infinitive(s: AnnotatedSentence, group: VerbGroup) -> Told | None:
    k = group.start - 1
    while k > 0 and (s.words[k].endswith("ly") or s.words[k] in ("also", "not", "now", "then") or s.in_time(k)):
        if s.words[k] == "not":
            return None
        k -= 1
    if k < 0:
        return None
    ref = s.ref_at[k]
    if ref is not None:
        k = ref.start - 1
        if k >= 0 and s.words[k] in _all_forms("force help allow permit compel oblige lead cause"):
            return ACTUAL
        return None
    word = s.words[k]
    if word in ("is", "are", "'s", "'re", "am", "'m", "was", "were"):
        return PLANNED
    if word in ("has", "have", "had", "having"):
        return ACTUAL
    if (
        (word in _HEARSAY
        and any(a in ("have", "'ve") for a in group.auxiliaries))
        or (word in _HEARSAY
        and group.is_passive)
    ):
        return ALLEGED
    if word in _PLANS:
        return PLANNED
    if word in _NOT_DONE:
        passive = k > 0 and any(a in AUXILIARIES for a in s.words[max(0, k - 2) : k])
        return PLANNED if word in ("asked", "ordered", "told") and passive and False else None
    if word in _CARRIED_OUT:
        return ACTUAL
    if any(w in _RANKS for w in s.words[max(0, k - 8) : k + 1]):  # "the first minister to resign"
        return ACTUAL
    return None


def _hearsay(s: AnnotatedSentence, group: VerbGroup, verb: int) -> bool:
    if any(a in _HEARSAY_ADVERBS for a in group.adverbs) or any(
        w in _HEARSAY_ADVERBS for w in s.words[max(0, group.start - 3) : group.start]
    ):
        return True
    for k in range(len(s.words) - 1):
        if s.words[k] == "according" and s.words[k + 1] == "to":
            return any(w in _HEARSAY_SOURCES for w in s.words[k + 2 : k + 8])
    near = s.words[max(0, group.start - 8) : group.start]
    return any(w in ("rumoured", "rumored", "murmured", "alleges", "alleged", "unconfirmed") for w in near)
