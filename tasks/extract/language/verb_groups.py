"""A verb with the auxiliaries and adverbs that stand before it."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.extract.language.annotation import QUOTES, AnnotatedSentence
from tasks.extract.language.noun_phrases import before_adjunct
from tasks.extract.language.word_classes import ADVERBS, AUXILIARIES, BE, GET, HAVE, NEGATIONS


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries: token index of the first of them, what they are, and whether `to` or a gerund."""

    start: int
    auxiliaries: tuple[str, ...]
    adverbs: tuple[str, ...]
    has_to: bool

    @property
    def is_passive(self) -> bool:
        """Whether the nearest auxiliary is a form of "be" or "get"."""
        return bool(self.auxiliaries) and self.auxiliaries[0] in BE | GET

    @property
    def is_negated(self) -> bool:
        """Whether a negation stands among auxiliaries and adverbs."""
        return any(a in NEGATIONS or a.endswith("n't") or a == "cannot" for a in (*self.auxiliaries, *self.adverbs))


def verb_group(s: AnnotatedSentence, verb: int) -> VerbGroup:
    """The auxiliaries that stand before a verb, the nearest first."""
    k = verb - 1
    start = verb
    auxiliaries: list[str] = []
    adverbs: list[str] = []
    while k >= 0:
        word = s.words[k]
        if word in AUXILIARIES or word.endswith("n't"):
            if word == "'s" and not auxiliaries and not _may_contract(s, k):
                break
            auxiliaries.append(word)
            start = k
        elif word == "to" and start == k + 1:
            return VerbGroup(k, tuple(auxiliaries), tuple(adverbs), True)
        elif (
            s.in_time(k)
            and k
            and (passed := before_adjunct(s, s.time_at[k] or 0)) >= 0
            and s.words[passed] in BE | HAVE
        ):
            k = passed
            continue
        elif "'" in word and word.rsplit("'", 1)[1] in ("d", "ll", "ve", "re", "m"):
            auxiliaries.append("'" + word.rsplit("'", 1)[1])
            break
        elif (word in ADVERBS or (word.endswith("ly") and len(word) > 4)) and s.ref_at[k] is None:
            adverbs.append(word)
            if word in NEGATIONS:
                start = k
        else:
            break
        k -= 1
    return VerbGroup(start, tuple(auxiliaries), tuple(adverbs), False)


def _may_contract(s: AnnotatedSentence, at: int) -> bool:
    return at > 0 and s.words[at - 1] in ("he", "she", "it", "who", "that", "there", "what", "here")


def is_adverb(s: AnnotatedSentence, at: int) -> bool:
    """Whether an adverb or a quotation mark stands there."""
    word = s.words[at]
    return s.ref_at[at] is None and (word in ADVERBS or (word.endswith("ly") and len(word) > 4) or word in QUOTES)
