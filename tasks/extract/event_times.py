"""When an event happened: the time expression of its clause, else the time of the passage that tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.dates.model import TimeExpression
from tasks.extract.annotation import AnnotatedSentence
from tasks.extract.document import Sentence
from tasks.extract.word_classes import RELATIVES, SUBORDINATORS, word_class

_SPEECH = word_class("dated_speech")
# A time after these bounds a state that went before.
_BOUNDS = word_class("time_bounds")
_TOO_FAR = 40.0
# Sentences that a passage's time reaches.
_REACH = 2


def nearest_time(s: AnnotatedSentence, start: int, end: int) -> TimeExpression | None:
    """The time that dates the trigger at tokens `start` to `end`; None where the sentence has none for it."""
    best: tuple[float, TimeExpression] | None = None
    for a, b, time in s.times:
        if not time.is_calendar or time.value is None:
            continue
        cost = token_distance(s, start, end, a, b) + _price(s, start, a, b)
        if best is None or cost < best[0]:
            best = (cost, time)
    return best[1] if best is not None and best[0] <= _TOO_FAR else None


def _price(s: AnnotatedSentence, start: int, a: int, b: int) -> float:
    """What speaks against a time at tokens `a` to `b`: it belongs to a verb of speech, a state, a bracket."""
    price = 0.0
    before = s.words[a - 1] if a else ""
    head = s.words[a - 2] if before in ("on", "in", "last", "late", "early") and a > 1 else before
    if head in _SPEECH:
        price += 25
    if before in _BOUNDS and b <= start:
        price += 25
    if before == "to" and a > 1 and s.in_time(a - 2):
        price += 25
    if before == "(" and b < len(s.words) and s.words[b] == ")" and start != a:
        price += 15
    return price


def token_distance(s: AnnotatedSentence, start: int, end: int, a: int, b: int) -> float:
    """Tokens between the trigger and a span, with a price for every clause border crossed."""
    low, high = (b, start) if b <= start else (end, a)
    cost = float(max(0, high - low))
    for k in range(low, high):
        word = s.words[k]
        if word == ";":
            cost += 25
        elif word in RELATIVES or word in SUBORDINATORS:
            cost += 8
        elif word == "," or word in ("and", "but"):
            cost += 3
        elif s.is_verb_like(k):
            cost += 4
    if b <= start and a > 2:
        cost += 2
    return cost


@dataclass(frozen=True, slots=True)
class _Passage:
    """The last time that a passage gave: in what sentence and paragraph, and whether a heading of its own."""

    time: TimeExpression
    sentence: int
    paragraph: int
    is_heading: bool


class TimePassages:
    """The time that each sentence stands under, for those that give none of their own."""

    def __init__(self, sentences: Sequence[Sentence], times: Sequence[TimeExpression]) -> None:
        """`times` in text order."""
        self._inherited: list[_Passage | None] = []
        points = [t for t in times if t.is_calendar and t.value is not None]
        n = 0
        passage: _Passage | None = None
        heading: _Passage | None = None
        for s in sentences:
            if passage is not None and (s.paragraph != passage.paragraph or s.index - passage.sentence > _REACH):
                passage = None
            self._inherited.append(passage or heading)
            own: list[TimeExpression] = []
            while n < len(points) and points[n].start < s.end:
                if points[n].start >= s.start:
                    own.append(points[n])
                n += 1
            if s.is_title or not own:
                continue
            if sum(len(t.text) for t in own) >= 0.6 * (s.end - s.start):
                heading = _Passage(own[0], s.index, s.paragraph, True)
                passage = heading
            else:
                passage = _Passage(_leading(own, s) or own[-1], s.index, s.paragraph, False)

    def time_of(self, sentence: int) -> TimeExpression | None:
        """The time that the sentence of that index inherits; None where none reaches it."""
        passage = self._inherited[sentence]
        return passage.time if passage is not None else None


def _leading(times: Sequence[TimeExpression], s: Sentence) -> TimeExpression | None:
    """The time that opens a sentence: what follows stands under it."""
    return next((t for t in times if t.start - s.start <= 12), None)
