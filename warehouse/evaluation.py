"""The table `evaluation` as a reader wants it: what is right, by which part, and what confidence is worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from schemas.about import Evaluation
from schemas.codes import meaning_of
from schemas.vocab import EvaluationKind, EvaluationScope

# The precision for which the least confidence is told
WANTED = 0.9
# Fewer claims than this say nothing of a precision
FEWEST = 20
# Every how many thresholds one is shown
_EACH = 5

FACTS = (
    EvaluationKind.PEOPLE,
    EvaluationKind.ROLES,
    EvaluationKind.ROLES_FULL,
    EvaluationKind.EVENTS,
    EvaluationKind.EVENTS_FULL,
    EvaluationKind.SAME_PERSON_PAIRS,
    EvaluationKind.STORY_PAIRS,
)
_PARTS = (
    ("Events by type", EvaluationKind.EVENTS, EvaluationScope.EVENT_TYPE),
    ("Roles by class of title", EvaluationKind.ROLES, EvaluationScope.TITLE_CLASS),
    ("Roles by style of page", EvaluationKind.ROLES, EvaluationScope.PAGE_STYLE),
    ("Events by style of page", EvaluationKind.EVENTS, EvaluationScope.PAGE_STYLE),
)


@dataclass(frozen=True, kw_only=True)
class PartFigures:
    """The figures of one kind by some part: events by type, say; the parts with most gold first."""

    title: str
    scope: str
    rows: Sequence[Evaluation]


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """What is left of one kind where only claims of at least some confidence count; `details` is full precision."""

    row: Evaluation
    details: float | None


@dataclass(frozen=True, kw_only=True)
class ConfidenceFigures:
    """What confidence in one kind of claims is worth. `least` is where the wanted precision is reached, if it is."""

    kind: str
    whole: Evaluation
    bands: Sequence[Evaluation]
    thresholds: Sequence[Threshold]
    least: Evaluation | None

    @property
    def shown(self) -> list[Threshold]:
        """Every fifth threshold, less those that leave what the one before left."""
        steps = self.thresholds[::_EACH]
        before = [None, *(step.row.n_found for step in steps)]
        return [step for step, count in zip(steps, before, strict=False) if step.row.n_found != count]

    @property
    def advice(self) -> str:
        """What the setting min_confidence would bring, in a sentence."""
        if self.least is None or self.least.precision is None:
            return f"At no confidence are {WANTED:.0%} of the {self.kind} right."
        right = f"{self.least.precision:.0%} of the {self.kind} found are right"
        recall, whole = self.least.recall or 0.0, self.whole.recall or 0.0
        if self.least.threshold == 0:
            return f"{right}, whatever their confidence; {whole:.0%} of gold's are found."
        return (
            f"From confidence {self.least.threshold:g} on {right}, and {recall:.0%} of gold's are found; "
            f"with all claims {self.whole.precision:.0%} are right and {whole:.0%} are found."
        )


@dataclass(frozen=True, kw_only=True)
class EvaluationOf:
    """All that was measured on one folder of gold; `about` is any of its rows."""

    about: Evaluation
    facts: Sequence[Evaluation]
    shares: Sequence[Evaluation]
    parts: Sequence[PartFigures]
    confidence: Sequence[ConfidenceFigures]


def evaluations(rows: Iterable[Evaluation]) -> list[EvaluationOf]:
    """The rows by folder of gold, each ready to be shown."""
    ordered = sorted(rows, key=lambda row: row.gold)
    return [_evaluation(list(of_gold)) for _, of_gold in groupby(ordered, key=lambda row: row.gold)]


def meaning(row: Evaluation) -> str:
    """What the row's kind is."""
    return meaning_of(EvaluationKind(row.kind))


def least_confidence(steps: Iterable[Evaluation], precision: float) -> Evaluation | None:
    """The row of the lowest threshold at which precision is at least that; None where it does not get there.

    `steps` are the rows of one kind, one a threshold. Those that leave fewer than twenty claims say nothing.
    """
    reached = (s for s in steps if s.n_found >= FEWEST and s.precision is not None and s.precision >= precision)
    return min(reached, key=lambda step: step.threshold, default=None)


def _evaluation(rows: Sequence[Evaluation]) -> EvaluationOf:
    whole = [row for row in rows if row.scope == EvaluationScope.ALL and row.threshold == 0]
    return EvaluationOf(
        about=rows[0],
        facts=sorted(
            (row for row in whole if row.kind in FACTS), key=lambda row: FACTS.index(EvaluationKind(row.kind))
        ),
        shares=[row for row in whole if row.kind not in FACTS],
        parts=[part for part in (_part(rows, *which) for which in _PARTS) if len(part.rows) > 1],
        confidence=[
            found for kind in (EvaluationKind.ROLES, EvaluationKind.EVENTS) if (found := _confidence(rows, kind))
        ],
    )


def _part(rows: Iterable[Evaluation], title: str, kind: EvaluationKind, scope: EvaluationScope) -> PartFigures:
    found = [row for row in rows if row.kind == kind and row.scope == scope]
    return PartFigures(
        title=title, scope=scope.replace("_", " "), rows=sorted(found, key=lambda row: (-row.n_gold, row.part))
    )


def _confidence(rows: Sequence[Evaluation], kind: EvaluationKind) -> ConfidenceFigures | None:
    steps = _steps(rows, kind)
    details = {row.threshold: row.precision for row in _steps(rows, EvaluationKind(f"{kind}_full"))}
    if not steps or not steps[0].n_found:
        return None
    return ConfidenceFigures(
        kind=kind.value,
        whole=steps[0],
        bands=[row for row in rows if row.kind == kind and row.scope == EvaluationScope.CONFIDENCE],
        thresholds=[Threshold(row=row, details=details.get(row.threshold)) for row in steps if row.n_found],
        least=least_confidence(steps, WANTED),
    )


def _steps(rows: Iterable[Evaluation], kind: EvaluationKind) -> list[Evaluation]:
    found = (row for row in rows if row.kind == kind and row.scope == EvaluationScope.ALL)
    return sorted(found, key=lambda row: row.threshold)
