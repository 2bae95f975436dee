"""Two readers, one verdict: what the rules and the encoder say of a name or an event, weighed together.

Weights: lexicons/joint_weights.tsv, learnt by training/encoder/weigh.py on pages that the encoder has not seen.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from schemas.vocab import EventType
from tasks.extract.encoder.events import Happening
from tasks.extract.encoder.names import NameEvidence
from tasks.extract.encoder.titles import TitleEvidence
from tasks.extract.events.find import EventProposal
from tasks.extract.language.lexicon import rows
from tasks.extract.model import EventFound, PersonSpan, PostSpan

# What the encoder says of an event that it did not think worth mentioning
UNHEARD = -6.0
LEAST_PROPOSED = 0.35  # above half of the F1 that is reached a further claim gains more than it costs
LEAST_HELD = 0.4
# Types that pages and readers do not keep apart: either speaks for the other
_NEAR = {
    EventType.DETENTION: EventType.ARREST,
    EventType.ARREST: EventType.DETENTION,
    EventType.DEFECTION: EventType.RESIGNATION,
    EventType.RESIGNATION: EventType.DEFECTION,
}


@dataclass(frozen=True)
class JointWeights:
    """How much each reader's log-odds count, by what is judged.

    A name; an event of the trigger lexicon; one that the encoder alone proposes; the holder of a post; an event with
    all its details, whose confidence as the rules would have it is `learnt`.
    """

    name: Mapping[str, float]
    event: Mapping[str, float]
    proposal: Mapping[str, float]
    holder: Mapping[str, float]
    claim: Mapping[str, float]


@cache
def joint_weights() -> JointWeights:
    """The weights of lexicons/joint_weights.tsv."""
    found: dict[str, dict[str, float]] = {"name": {}, "event": {}, "proposal": {}, "holder": {}, "claim": {}}
    for kind, feature, weight in rows("joint_weights.tsv"):
        found[kind][feature] = float(weight)
    return JointWeights(found["name"], found["event"], found["proposal"], found["holder"], found["claim"])


def logit(p: float) -> float:
    """The log-odds of a probability, between -7 and 7."""
    p = min(0.9991, max(0.0009, p))
    return math.log(p / (1 - p))


def weigh(weights: Mapping[str, float], **said: float) -> float:
    """The probability that follows from what was said, by the weights' names."""
    odds = weights["constant"] + sum(weights.get(name, 0.0) * value for name, value in said.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


class JointNames:
    """Judges candidates for names by both readers."""

    def __init__(self, evidence: NameEvidence) -> None:
        self._evidence = evidence

    def spans(self) -> list[tuple[int, int]]:
        """Further candidates (code points)."""
        return self._evidence.spans()

    def weigh(self, start: int, end: int, certainty: float) -> float:
        """The probability that the span is a name, given the rules' certainty."""
        said = self._evidence.log_odds(start, end)
        return certainty if said is None else weigh(joint_weights().name, rules=logit(certainty), encoder=said)


class JointTitles:
    """Says who holds the posts that the rules give to nobody."""

    def __init__(self, evidence: TitleEvidence) -> None:
        self._evidence = evidence

    def holders(self, post: PostSpan) -> list[PersonSpan]:
        """Names of those who probably hold the post."""
        return [
            h.mention
            for h in self._evidence.holders(post)
            if weigh(joint_weights().holder, whose=h.whose, held=h.held) >= LEAST_HELD
        ]


class JointEvents:
    """Judges events by both readers, and proposes those that only the encoder sees."""

    def __init__(self, happenings: Iterable[Happening], unread: Collection[int] = ()) -> None:
        """`unread`: the sentences that the encoder did not read, of which the rules judge alone."""
        self._happenings = list(happenings)
        self._unread = unread
        self._said = {(h.sentence, h.person, h.event_type): h.log_odds for h in self._happenings}

    def said(self, sentence: int, person: int, event_type: EventType) -> float | None:
        """The encoder's log-odds of the event, or of one that is hardly told apart; None where it did not read."""
        if sentence in self._unread:
            return None
        return max(self._said.get((sentence, person, t), UNHEARD) for t in _near(event_type))

    def weigh(self, sentence: int, person: int, event_type: EventType, certainty: float) -> float:
        """The probability that an event of the trigger lexicon is right."""
        said = self.said(sentence, person, event_type)
        return certainty if said is None else weigh(joint_weights().event, rules=logit(certainty), encoder=said)

    def proposals(self, found: Sequence[EventFound], worded: Collection[tuple[int, EventType]]) -> list[EventProposal]:
        """The events that are probable enough by the encoder's word alone, but for those that the lexicon found."""
        known = {(e.person, t) for e in found for t in _near(e.event_type)}
        proposed = []
        for h in self._happenings:
            said = {"encoder": h.log_odds, "here": float(h.here), "worded": float(is_worded(h, worded))}
            p = weigh(joint_weights().proposal, **said)
            if p >= LEAST_PROPOSED and (h.person, h.event_type) not in known:
                proposed.append(EventProposal(h.sentence, h.event_type, h.person, round(p, 3), (h.start, h.end)))
        return proposed


def is_worded(happening: Happening, worded: Collection[tuple[int, EventType]]) -> bool:
    """Whether the lexicon has words for such an event in the sentence."""
    return any((happening.sentence, t) in worded for t in _near(happening.event_type))


def _near(event_type: EventType) -> tuple[EventType, ...]:
    return event_type, _NEAR.get(event_type, event_type)


def claim_confidence(learnt: float, heard: float) -> float:
    """How often such an event is right, to three digits.

    `learnt` is the confidence that what the rules see of the claim gives it, `heard` the encoder's log-odds.
    """
    return round(min(0.99, max(0.01, weigh(joint_weights().claim, learnt=logit(learnt), encoder=heard))), 3)
