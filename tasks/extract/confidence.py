"""Confidence that means something: how often a claim like this one is right.

An engine's own confidence says how good the pattern was. What else tells right claims from wrong ones (whether the
sentence names the person or only points at them, how many others it names ...) is weighed with it; the weights are
learnt on gold pages by training/confidence.py and stand in lexicons/confidence.tsv.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from schemas.claims import PageEvent, PageMention, PageRole
from schemas.stages import CleanPage
from schemas.vocab import MentionForm, Stance
from tasks.extract.engine import PageClaims
from tasks.extract.language.lexicon import rows

Features = Mapping[str, float]

_LEAD = 300  # code points of the body in which news tells what is new
_SUREST, _LEAST_SURE = 0.99, 0.01


@dataclass(frozen=True)
class Weights:
    """The log-odds that each feature adds, by its name."""

    roles: Mapping[str, float]
    events: Mapping[str, float]


@cache
def learnt_weights() -> Weights:
    """The weights of lexicons/confidence.tsv."""
    found: dict[str, dict[str, float]] = {"role": {}, "event": {}}
    for kind, feature, weight in rows("confidence.tsv"):
        found[kind][feature] = float(weight)
    return Weights(found["role"], found["event"])


def with_confidence(page: CleanPage, claims: PageClaims, weights: Weights) -> PageClaims:
    """The same claims; the confidence of each is now the share of claims like it that are right."""
    view = ClaimsView(page, claims)
    return replace(
        claims,
        roles=[replace(r, confidence=probability(view.of_role(r), weights.roles)) for r in claims.roles],
        events=[replace(e, confidence=probability(view.of_event(e), weights.events)) for e in claims.events],
    )


def probability(features: Features, weights: Mapping[str, float]) -> float:
    """The probability, to three digits, that such a claim is right; a feature without a weight adds nothing."""
    odds = sum(value * weights.get(name, 0.0) for name, value in features.items())
    return round(min(_SUREST, max(_LEAST_SURE, 1 / (1 + math.exp(-odds)))), 3)


class ClaimsView:
    """One page's claims, looked at for what makes them more or less sure."""

    def __init__(self, page: CleanPage, claims: PageClaims) -> None:
        self._page = page
        self._mentions = sorted(claims.mentions, key=lambda m: m.start_char)
        self._starts = [m.start_char for m in self._mentions]
        self._n_people = len(claims.people)
        self._one_word = {p.page_person_id for p in claims.people if len(p.name.split()) == 1}
        self._posts = Counter(r.page_person_id for r in claims.roles)
        self._told = Counter((e.page_person_id, e.event_type) for e in claims.events)
        self._types_at: dict[int, set[str]] = defaultdict(set)
        for event in claims.events:
            self._types_at[event.start_char].add(event.event_type)

    def of_role(self, role: PageRole) -> Features:
        """What speaks for and against a role."""
        return {
            **self._of_claim(role),
            "posts of the person": math.log(max(1, self._posts[role.page_person_id])),
            "has a country": float(role.country is not None),
            "has a start": float(role.started is not None),
            "has an end": float(role.ended is not None),
            f"class {role.title_class}": 1.0,
            f"status {role.status}": 1.0,
        }

    def of_event(self, event: PageEvent) -> Features:
        """What speaks for and against an event."""
        person = event.page_person_id
        return {
            **self._of_claim(event),
            "told several times": math.log(max(1, self._told[(person, event.event_type)])),
            "types in the clause": math.log(max(1, len(self._types_at[event.start_char]))),
            "person has a post": float(person is not None and person in self._posts),
            f"type {event.event_type}": 1.0,
            f"realis {event.realis}": 1.0,
            f"date {event.occurred_basis}": 1.0,
        }

    def _of_claim(self, claim: PageRole | PageEvent) -> dict[str, float]:
        said = min(_SUREST, max(_LEAST_SURE, claim.confidence))
        inside = self._mentions_in(claim.start_char, claim.end_char)
        own = {m.form for m in inside if m.page_person_id == claim.page_person_id}
        others = {m.page_person_id for m in inside} - {claim.page_person_id}
        offset = claim.start_char - self._page.body_start
        return {
            "always": 1.0,
            "pattern": math.log(said / (1 - said)),
            "names the person": float(MentionForm.NAME in own),
            "points at the person": float(bool(own) and MentionForm.NAME not in own),
            "person of one word": float(claim.page_person_id in self._one_word),
            "others in the clause": math.log(1 + len(others)),
            "words of the clause": math.log(1 + len(claim.quote.split())),
            "in the lead": float(offset < _LEAD),
            "place on the page": max(0, offset) / max(1, len(self._page.text)),
            "people on the page": math.log(1 + self._n_people),
            "has a body": float(claim.organization is not None),
            "has a place": float(claim.place is not None),
            "not asserted": float(claim.stance != Stance.ASSERTS),
        }

    def _mentions_in(self, start: int, end: int) -> Sequence[PageMention]:
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
