"""Decisions put to work before people are told apart: wrong claims left out, values corrected, names bound."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

from schemas.about import QualityResult, Resolution, Verdict
from schemas.claims import PageEvent, PagePerson, PageRole
from schemas.ids import make_id
from schemas.stages import Story
from schemas.vocab import IdKind, ResolutionVerdict, SeverityWord, Stage, VerdictWord
from tasks.verdicts.anchors import Claim, Readings
from tasks.verdicts.corrections import CorrectionError, corrected
from tasks.verdicts.verdict_file import Decision

SomeClaim = TypeVar("SomeClaim", PageRole, PageEvent)

RULE = "verdict_matches_a_page"


@dataclass(frozen=True)
class Applied:
    """The claims as they go on, what binds persons, and what each decision came to."""

    roles: list[PageRole]
    events: list[PageEvent]
    resolutions: list[Resolution]
    verdicts: list[Verdict]

    @property
    def unmatched(self) -> list[Verdict]:
        """The decisions that could not be applied."""
        return [verdict for verdict in self.verdicts if verdict.problem is not None]


def apply_decisions(
    decisions: Sequence[Decision],
    people: Sequence[PagePerson],
    roles: Sequence[PageRole],
    events: Sequence[PageEvent],
    stories: Sequence[Story],
) -> Applied:
    """The claims of all pages after people's decisions; the input comes back as it is where there are none."""
    if not decisions:
        return Applied(list(roles), list(events), [], [])
    readings = Readings(people, roles, events, stories)
    now: dict[str, Claim | None] = {}
    resolutions: list[Resolution] = []
    verdicts: list[Verdict] = []
    bound = _Bound()
    for decision in sorted(decisions, key=_order):
        if decision.kind == IdKind.PERSON:
            resolution, problem = _bind(decision, readings, bound)
            resolutions += [resolution] if resolution else []
            verdicts.append(_verdict(decision, [], problem))
        else:
            claims, problem = _settle(decision, readings, now)
            verdicts.append(_verdict(decision, claims, problem))
    return Applied(
        [c for role in roles for c in [now.get(role.claim_id, role)] if isinstance(c, PageRole)],
        [c for event in events for c in [now.get(event.claim_id, event)] if isinstance(c, PageEvent)],
        resolutions,
        sorted(verdicts, key=lambda v: v.verdict_id),
    )


def quality_of(applied: Applied, run_id: str) -> QualityResult:
    """Whether every decision still means something, as a row of `quality_results`."""
    unmatched = applied.unmatched
    said = [f"{v.verdict} of {v.decided_by} on {v.source_id} ({v.why}): {v.problem}" for v in unmatched]
    return QualityResult(
        run_id=run_id,
        stage=Stage.RESOLVE,
        table_name="verdicts",
        rule=RULE,
        severity=SeverityWord.WARNING,
        checked=len(applied.verdicts),
        failed=len(unmatched),
        passed=not unmatched,
        detail="\n".join(["every verdict finds the names or claim that it is about", *said]),
    )


class _Bound:
    """Which page persons were said to be one, so that nobody can say of them that they are two."""

    def __init__(self) -> None:
        self._home: dict[str, str] = {}

    def home(self, person: str) -> str:
        while person in self._home:
            person = self._home[person]
        return person

    def unite(self, a: str, b: str) -> None:
        low, high = sorted((self.home(a), self.home(b)))
        if low != high:
            self._home[high] = low


def _order(decision: Decision) -> tuple[bool, bool, Decision]:
    """`same` before `different`, which may contradict it; `wrong` last: a claim can be corrected, then withdrawn."""
    return decision.verdict == VerdictWord.DIFFERENT, decision.verdict == VerdictWord.WRONG, decision


def _bind(decision: Decision, readings: Readings, bound: _Bound) -> tuple[Resolution | None, str | None]:
    left, problem = _person(readings, decision.source_id, decision.name)
    right, other_problem = _person(readings, decision.other_source_id, decision.other_name)
    if left is None or right is None:
        return None, "; ".join(p for p in (problem, other_problem) if p)
    if left == right:
        return None, "both names are one person of one page"
    if decision.verdict == VerdictWord.SAME:
        bound.unite(left, right)
    elif bound.home(left) == bound.home(right):
        return None, "other verdicts say that these two are the same person"
    pair = sorted([(left, decision.name), (right, decision.other_name)])
    return (
        Resolution(
            resolution_id=make_id("res", pair[0][0], pair[1][0]),
            kind=IdKind.PERSON,
            left_id=pair[0][0],
            right_id=pair[1][0],
            left_name=pair[0][1],
            right_name=pair[1][1],
            verdict=ResolutionVerdict(decision.verdict),
            score=None,
            evidence=decision.why,
            decided_by=decision.decided_by,
            person_id=None,
        ),
        None,
    )


def _person(readings: Readings, source_id: str, name: str) -> tuple[str | None, str | None]:
    if not readings.has_page(source_id):
        return None, f"the page {source_id} is not in the dataset"
    found = readings.person(source_id, name)
    return found, None if found else f"the page {source_id} names no {name!r}, or several who could be meant"


def _settle(decision: Decision, readings: Readings, now: dict[str, Claim | None]) -> tuple[list[Claim], str | None]:
    if not readings.has_page(decision.source_id):
        return [], f"the page {decision.source_id} is not in the dataset"
    claims = readings.claims(decision)
    if not claims:
        return [], f"the page makes no such claim any more: {decision.what}, {decision.quote!r}"
    for claim in claims:
        current = now.get(claim.claim_id, claim)
        if current is None:
            continue
        try:
            now[claim.claim_id] = _decided(current, decision, readings.people_of(claim.source_id))
        except CorrectionError as error:
            return [], str(error)
    return claims, None


def _decided(claim: Claim, decision: Decision, people: Mapping[str, str]) -> Claim | None:
    if decision.verdict == VerdictWord.WRONG:
        return None
    if isinstance(claim, PageRole):
        return _surely(replace(claim, confidence=1.0), decision, people)
    return _surely(replace(claim, confidence=1.0), decision, people)


def _surely(claim: SomeClaim, decision: Decision, people: Mapping[str, str]) -> SomeClaim:
    return corrected(claim, decision.field, decision.value, people) if decision.field else claim


def _verdict(decision: Decision, claims: Iterable[Claim], problem: str | None) -> Verdict:
    listed = list(claims)
    return Verdict(
        verdict_id=decision.verdict_id,
        verdict=decision.verdict,
        kind=decision.kind,
        source_id=decision.source_id,
        name=decision.name or None,
        quote=decision.quote or None,
        what=decision.what or None,
        field=decision.field or None,
        value=decision.value or None,
        other_source_id=decision.other_source_id or None,
        other_name=decision.other_name or None,
        decided_by=decision.decided_by,
        decided_at=decision.decided_at,
        why=decision.why,
        claim_ids=sorted(c.claim_id for c in listed),
        original=_as_json([asdict(c) for c in listed]) if listed else None,
        problem=problem,
    )


def _as_json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, default=str)
