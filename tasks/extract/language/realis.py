"""Whether an event happened: planned, denied, alleged, actual, or not told as an event at all."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.vocab import Realis, Stance
from tasks.extract.language.annotation import AnnotatedSentence
from tasks.extract.language.verb_groups import VerbGroup
from tasks.extract.language.word_classes import CONJUNCTIONS, RANKS, word_class

_UNREAL_MODALS = word_class("unreal_modals")
_FUTURE_MODALS = word_class("future_modals")
_PLANS = word_class("plans")
_CARRIED_OUT = word_class("carried_out")
_NOT_DONE = word_class("not_done")
_ALLOWED = word_class("allowed")
_DENIALS = word_class("denials")
_RUMOURS = word_class("rumours")
_FALSE = word_class("false")
_HEARSAY_ADVERBS = word_class("hearsay_adverbs")
_HEARSAY = word_class("hearsay_participles")
_HEARSAY_SOURCES = word_class("hearsay_sources")
_CONDITIONS = word_class("conditions")
_CALLS = word_class("calls")
_HEARSAY_ADJECTIVES = frozenset({"alleged", "reported", "rumoured", "rumored", "apparent"})
# How far left a denial, and how far right the word that calls a rumour false, are looked for.
_DENIAL_REACH, _FALSE_REACH = 22, 45
_RUMOUR_REACH = 8
_ACCORDING = frozenset({"according"})
# Tokens from "Had" to the verb of what is supposed.
_SUPPOSED_REACH = 10


@dataclass(frozen=True, slots=True)
class Told:
    """How the text tells of an event."""

    realis: Realis
    stance: Stance = Stance.ASSERTS


ACTUAL = Told(Realis.ACTUAL)
PLANNED = Told(Realis.PLANNED)
DENIED = Told(Realis.DENIED, Stance.DENIES)
ALLEGED = Told(Realis.ALLEGED, Stance.ALLEGES)


def told_by_verb(s: AnnotatedSentence, group: VerbGroup, form: str) -> Told | None:
    """How the sentence tells of a verb's event; None where it tells of none. `form`: what forms the verb can be."""
    if _is_question(s):
        return None
    if group.is_negated or _of_nobody(s, group.start):
        return DENIED if _claim_in_the_air(s, group.start) else None
    if _is_supposed(s, group.start):
        return None
    if _is_denied(s, group.start):
        return DENIED
    if not _CONDITIONS.isdisjoint(_clause_left(s, group.start)):
        return None
    auxiliaries = set(group.auxiliaries)
    if auxiliaries & _UNREAL_MODALS:
        return None
    if auxiliaries & _FUTURE_MODALS or ("'d" in auxiliaries and form and set(form) <= {"b", "s"}):
        return PLANNED
    if auxiliaries & {"would", "wouldn't"}:
        if auxiliaries & {"have", "'ve"}:  # "the rumour according to which he would have fled": so it is told
            return None if _RUMOURS.isdisjoint(s.words[max(0, group.start - _RUMOUR_REACH) : group.start]) else ALLEGED
        return PLANNED
    if group.has_to:
        return _told_by_infinitive(s, group)
    return ALLEGED if _hearsay(s, group) else ACTUAL


def told_by_noun(s: AnnotatedSentence, noun: int, start: int) -> Told | None:
    """How the sentence tells of a noun's event, whose phrase begins at token `start`; None where it tells of none."""
    near = s.words[max(0, start - 5) : start]
    if _is_question(s) or not {"warrant", "order", "call", "calls"}.isdisjoint(s.words[max(0, noun - 4) : noun]):
        return None
    if not _CALLS.isdisjoint(near) or not {"no", "not", "without", "any", "if"}.isdisjoint(near[-3:]):
        return DENIED if "no" in near and _claim_in_the_air(s, noun) else None
    if _is_denied(s, start):
        return DENIED
    if not (_HEARSAY_ADVERBS | _HEARSAY_ADJECTIVES).isdisjoint((*near, *s.words[start:noun])):
        return ALLEGED
    return None if not _CONDITIONS.isdisjoint(_clause_left(s, start)) else ACTUAL


def _is_question(s: AnnotatedSentence) -> bool:
    return "?" in s.words[-2:]


def _of_nobody(s: AnnotatedSentence, start: int) -> bool:
    """Whether nobody does it: "no court has convicted her", "none of them was arrested"."""
    for k in range(start - 1, max(-1, start - 4), -1):
        word = s.words[k]
        if word in ("nobody", "none"):
            return True
        if word == "no":
            return s.words[k + 1] not in _NO_DENIAL
        if not word[0].isalpha() or word in CONJUNCTIONS:
            return False
    return False


_NO_DENIAL = frozenset({"longer", "sooner", "less", "fewer", "doubt", "to", "."})


def _is_supposed(s: AnnotatedSentence, start: int) -> bool:
    """Whether the clause only supposes: "Had she resigned, ...", "Should he be arrested, ..."."""
    opening = 1 if s.words[0] in ('"', "“", "-") and len(s.words) > 1 else 0
    if s.words[opening] not in ("had", "should", "were"):
        return False
    return "," not in s.words[opening:start] and start <= opening + _SUPPOSED_REACH


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
    for k in range(max(0, start - _DENIAL_REACH), start):
        if words[k] not in _DENIALS or (k and words[k - 1] in ("not", "n't", "never")):
            continue
        rest = words[k + 1 : start]
        if ";" in rest or _dismisses_person(s, k):
            continue
        if len(rest) <= 4 or not (_RUMOURS | {"that", "which", "having", "being"}).isdisjoint(rest):
            return True
    if _RUMOURS.isdisjoint(words[max(0, start - 14) : start]):
        return False
    if not _FALSE.isdisjoint(words[max(0, start - 14) : start]):
        return True
    after = words[start : start + _FALSE_REACH]
    return not _FALSE.isdisjoint(after) or any(
        w == "true" and "not" in after[max(0, k - 3) : k] for k, w in enumerate(after)
    )


def _dismisses_person(s: AnnotatedSentence, at: int) -> bool:
    """Whether "dismiss" has a person as its object: then it denies nothing."""
    if not s.words[at].startswith("dismiss") or at + 1 >= len(s.words):
        return False
    if s.ref_at[at + 1] is not None:
        return True
    opens = s.words[at + 1] in ("as", "from", "in", "on", "for", "by", "his", "her", "the")
    return opens and _RUMOURS.isdisjoint(s.words[at + 1 : at + 6])


def _claim_in_the_air(s: AnnotatedSentence, at: int) -> bool:
    """Whether a negation answers a claim: somebody says it of themselves, or the sentence speaks of rumours."""
    if not (_RUMOURS | _FALSE | _DENIALS | {"contrary"}).isdisjoint(s.words):
        return True
    first_person = not {"i", "i've", "i'm", "we", "i'd"}.isdisjoint(s.words[max(0, at - 6) : at + 2])
    return first_person and not {'"', "“", "”"}.isdisjoint(s.words)


def _told_by_infinitive(s: AnnotatedSentence, group: VerbGroup) -> Told | None:
    """What the words that govern "to ..." make of it: a plan ("is to", "agreed to"), a fact ("had to"), or nothing."""
    k = group.start - 1
    while k > 0 and (s.words[k].endswith("ly") or s.words[k] in ("also", "not", "now", "then") or s.in_time(k)):
        if s.words[k] == "not":
            return None
        k -= 1
    if k < 0:
        return None
    ref = s.ref_at[k]
    if ref is not None:
        return ACTUAL if ref.start and s.words[ref.start - 1] in _ALLOWED else None
    word = s.words[k]
    if word == ",":  # "X, head of the archive, to be director with effect from May"
        return None if any(s.is_verb_like(j) for j in range(k)) else ACTUAL
    if word in ("is", "are", "'s", "'re", "am", "'m", "was", "were"):
        return PLANNED
    if word in ("has", "have", "had", "having"):
        return ACTUAL
    if word in _HEARSAY and (group.is_passive or not {"have", "'ve"}.isdisjoint(group.auxiliaries)):
        return ALLEGED
    if word in _PLANS:
        return PLANNED
    if word in _NOT_DONE:
        return None
    if word in _CARRIED_OUT or not RANKS.isdisjoint(s.words[max(0, k - 8) : k + 1]):
        return ACTUAL
    return None


def _hearsay(s: AnnotatedSentence, group: VerbGroup) -> bool:
    if not _HEARSAY_ADVERBS.isdisjoint((*group.adverbs, *s.words[max(0, group.start - 3) : group.start])):
        return True
    for k in s.where(_ACCORDING):
        if s.words[k + 1 : k + 2] == ("to",):
            return not _HEARSAY_SOURCES.isdisjoint(s.words[k + 2 : k + 8])
    near = s.words[max(0, group.start - 8) : group.start]
    return not {"rumoured", "rumored", "murmured", "alleges", "alleged", "unconfirmed"}.isdisjoint(near)
