"""Learn what confidence to give a claim: logistic regression on gold pages, cross-validated by page.

    python -m training.confidence GOLD_DIR [--check GOLD_DIR]

Reads the gold pages with the rule engine, looks which claims gold has, and writes
tasks/extract/lexicons/confidence.tsv. Prints, for the engine's own confidence and for the learnt one, the expected
calibration error, how well it ranks (AUC), and what share of the right claims is left where 90% are right: on pages
left out of the training (five folds) and on the pages of --check. The seed is fixed. Run it again whenever the
engine has changed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from schemas.stages import CleanPage
from tasks.evaluate.evaluate import match_pages
from tasks.evaluate.gold import read_gold
from tasks.evaluate.match import Matches
from tasks.evaluate.reading import read_gold_pages
from tasks.evaluate.reliability import Judged, calibration_error
from tasks.extract.confidence import ClaimsView, Features, probability
from tasks.extract.engine import PageClaims
from tasks.extract.rules_engine import RulesEngine
from training.logistic import Array, fit_logistic

OUT = Path(__file__).parents[1] / "tasks" / "extract" / "lexicons" / "confidence.tsv"
FOLDS = 5
SEED = 0
# Strength of the pull towards 0 on all weights but `always`; of 2, 8, 20 and 40 the best on left-out pages
PENALTY = 20.0
# A feature on fewer claims than this gets no weight
FEWEST = 8
WANTED = 0.9
HEAD = """\
# What makes a claim of the rule engine more or less sure: log-odds, added up; see tasks/extract/confidence.py.
# Written by training/confidence.py; do not edit. Columns: role or event, feature, weight.
"""

G = TypeVar("G")
F = TypeVar("F")


class RecordingEngine:
    """The rule engine with its own confidences; keeps what it read."""

    def __init__(self) -> None:
        self._engine = RulesEngine(calibrated=False)
        self.version = self._engine.version
        self.read_pages: dict[str, tuple[CleanPage, PageClaims]] = {}

    def read(self, page: CleanPage) -> PageClaims:
        """The page's claims."""
        claims = self._engine.read(page)
        self.read_pages[page.source_id] = (page, claims)
        return claims


@dataclass(frozen=True)
class Example:
    """One claim: its page's number, what speaks for it, the engine's own confidence, and whether gold has it."""

    page: int
    features: Features
    said: float
    is_right: bool


def examples_of(folder: Path) -> tuple[list[Example], list[Example]]:
    """The claims about roles and about events on the folder's gold pages; those told again are left out."""
    gold, engine = read_gold(folder), RecordingEngine()
    dataset = read_gold_pages(gold.pages, engine).dataset
    roles: list[Example] = []
    events: list[Example] = []
    for number, page in enumerate(match_pages(gold, dataset)):
        if page.found is None:
            continue
        read, claims = engine.read_pages[page.found.source.source_id]
        view = ClaimsView(read, claims)
        # As the engine made them: resolve may have dated them since
        said_roles = {role.claim_id: role for role in claims.roles}
        said_events = {event.claim_id: event for event in claims.events}
        for role_claim, right in _judged(page.roles):
            role = said_roles[role_claim.claim_id]
            roles.append(Example(number, view.of_role(role), role.confidence, right))
        for event_claim, right in _judged(page.events):
            event = said_events[event_claim.claim_id]
            events.append(Example(number, view.of_event(event), event.confidence, right))
    return roles, events


def _judged(matches: Matches[G, F]) -> list[tuple[F, bool]]:
    return [*((pair.found, True) for pair in matches.pairs), *((claim, False) for claim in matches.wrong)]


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """The weights that make what is right likeliest, by Newton's method; the pattern's weight is never negative."""
    counts = Counter(name for e in examples for name, value in e.features.items() if value)
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    weights = _newton(examples, names)
    if weights.get("pattern", 0.0) < 0:
        weights = _newton(examples, [name for name in names if name != "pattern"])
    return weights


def _newton(examples: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    given: Array = np.array([[e.features.get(name, 0.0) for name in names] for e in examples])
    right: Array = np.array([float(e.is_right) for e in examples])
    penalty: Array = np.array([1e-6 if name == "always" else PENALTY for name in names])
    weights = fit_logistic(given, right, penalty)
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def cross_validated(examples: Sequence[Example]) -> list[Judged]:
    """Each claim with the confidence that the pages of other folds give it."""
    folds = np.random.default_rng(SEED).permutation(max(e.page for e in examples) + 1) % FOLDS
    judged: list[Judged] = []
    for fold in range(FOLDS):
        weights = fit([e for e in examples if folds[e.page] != fold])
        judged += [Judged(probability(e.features, weights), e.is_right) for e in examples if folds[e.page] == fold]
    return judged


def report(name: str, claims: Sequence[Judged]) -> None:
    """Prints how good these confidences are."""
    ranked = sorted(claims, key=lambda c: -c.confidence)
    total = sum(c.is_right for c in claims)
    left, right = 0, 0
    for count, claim in enumerate(ranked, 1):
        right += claim.is_right
        if count >= FEWEST and right / count >= WANTED:
            left = right
    print(
        f"  {name:38} {len(claims):5} claims, {total / len(claims):.3f} right  ECE {calibration_error(claims):.3f}  "
        f"AUC {_auc(claims):.3f}  right claims left at precision {WANTED}: {left / total:.2f}"
    )


def _auc(claims: Sequence[Judged]) -> float:
    right = np.array([c.confidence for c in claims if c.is_right])
    wrong = np.array([c.confidence for c in claims if not c.is_right])
    above = (right[:, None] > wrong).mean() + (right[:, None] == wrong).mean() / 2
    return float(above)


def main() -> None:
    """Learn, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--check", type=Path)
    args = parser.parse_args()
    learnt = examples_of(args.gold)
    checked = examples_of(args.check) if args.check else ([], [])
    lines: list[str] = []
    for kind, examples, others in zip(("role", "event"), learnt, checked, strict=True):
        weights = fit(examples)
        print(f"{kind}s")
        report("engine's own, training pages", [Judged(e.said, e.is_right) for e in examples])
        report("learnt, pages left out", cross_validated(examples))
        if others:
            report("engine's own, pages of --check", [Judged(e.said, e.is_right) for e in others])
            report("learnt, pages of --check", [Judged(probability(e.features, weights), e.is_right) for e in others])
        lines += [f"{kind}\t{name}\t{weight:g}\n" for name, weight in sorted(weights.items())]
    OUT.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"wrote {OUT}")


if __name__ == "__main__":
    main()
