"""Under what time a sentence stands that gives none of its own: its passage's, or the one where the tale has got to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from schemas.vocab import OccurredBasis
from tasks.dates import edtf
from tasks.dates.model import TimeExpression
from tasks.extract.language.annotation import AnnotatedSentence
from tasks.extract.language.verbs import irregular_forms
from tasks.extract.language.word_classes import AUXILIARIES, word_class

# Sentences that a passage's time reaches.
_REACH = 2
# Characters within which a time opens its sentence.
_OPENING = 12
_HEADING_SHARE = 0.6
_BOUNDS = word_class("time_bounds") | {"(", "["}
_PARTS = frozenset(
    ["night", "evening", "morning", "afternoon", "day", "days", "week", "weeks", "month", "months", "eve"]
)
_RELATIVES = frozenset({"who", "whom", "whose", "which", "where", "that"})
_FUTURE = word_class("future_modals") | {"would"}
_ASIDE_REACH = 24


@dataclass(frozen=True, slots=True)
class _Passage:
    """The last time that a passage gave: in what sentence and paragraph."""

    time: TimeExpression
    sentence: int
    paragraph: int


class TimePassages:
    """The time that each sentence stands under, for those that give none of their own."""

    def __init__(self, sentences: Sequence[AnnotatedSentence], written: date | None) -> None:
        """`written`: the last day on which the page can have been written; later times are plans, no passage's."""
        self._inherited: list[TimeExpression | None] = []
        self._reached: list[TimeExpression | None] = []
        passage: _Passage | None = None
        heading: TimeExpression | None = None
        reached: TimeExpression | None = None
        for s in sentences:
            here = s.sentence
            if passage and (here.paragraph != passage.paragraph or here.index - passage.sentence > _REACH):
                passage = None
            self._inherited.append(passage.time if passage else heading)
            self._reached.append(reached)
            if here.is_title:
                continue
            own = [(a, b, t) for a, b, t in s.times if t.is_calendar and t.value is not None and not t.is_attribute]
            if own and sum(len(t.text) for _, _, t in own) >= _HEADING_SHARE * (here.end - here.start):
                heading = own[0][2]
                passage = _Passage(heading, here.index, here.paragraph)
                reached = heading
                continue
            told = [t for a, b, t in own if not _is_later(t, written) and not _is_aside(s, a)]
            if told:
                time = told[0] if told[0].start - here.start <= _OPENING else told[-1]
                passage = _Passage(time, here.index, here.paragraph)
                reached = time if time.earliest is not None else reached

    def time_of(self, sentence: int) -> TimeExpression | None:
        """The time that the sentence of that index inherits; None where none reaches it."""
        return self._inherited[sentence]

    def about(self, sentence: int) -> TimeExpression | None:
        """About when a tale stands that reached that sentence: its last time, marked as approximate and inferred."""
        time = self._reached[sentence]
        if time is None or time.value is None or "/" in time.value:
            return time
        value = edtf.approximate(time.value)
        low, high = edtf.bounds(value) or (time.earliest, time.latest)
        return replace(time, value=value, earliest=low, latest=high, basis=OccurredBasis.INFERRED)


def _is_later(time: TimeExpression, written: date | None) -> bool:
    return written is not None and time.earliest is not None and time.earliest > written


def _is_aside(s: AnnotatedSentence, at: int) -> bool:
    """Whether the time at that token is not the story's: of a bound, a bracket, a noun, a relative clause or insertion.

    "envoy since 2009", "after the coup of 1988", "X, who had fled in May, ...", "the post, vacated on 3 May, ..."; nor
    of what was still to come: "he will not stand in 2014".
    """
    before = s.words[at - 1] if at else ""
    if before in _BOUNDS or (before == "of" and at > 1 and s.words[at - 2] not in _PARTS):
        return True
    verbs = commas = 0
    for k in range(at - 1, max(-1, at - _ASIDE_REACH), -1):
        word = s.words[k]
        if word in (";", ":", "and", "but"):
            return False
        if word in _FUTURE:
            return True
        if word in _RELATIVES and (word != "that" or s.is_verb_like(k + 1)):
            if not verbs:
                return False  # "to the camp, where in May they were fetched": the tale goes on
            return not commas if k and s.words[k - 1] == "," else verbs < 2  # the clause is not over yet
        if word == ",":
            if k + 1 < at and _is_participle(s, k + 1) and any(s.is_verb_like(j) for j in range(k)):
                return not commas
            commas += 1
        elif s.is_verb_like(k) and not (k and s.is_verb_like(k - 1)):
            verbs += 1
    return False


def _is_participle(s: AnnotatedSentence, at: int) -> bool:
    word = s.words[at]
    return word not in AUXILIARIES and s.is_verb_like(at) and (word.endswith("ed") or word in irregular_forms())
