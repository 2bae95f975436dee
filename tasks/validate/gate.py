"""The quality gate at every arrow: rows go on, are set aside with the rule that they break, or the run stops."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from schemas.about import QualityResult
from schemas.declare import Severity, TableSpec, spec_of
from schemas.expectations import rules_of
from schemas.vocab import QuarantineReason, Stage
from tasks.quarantine import Rejected
from tasks.validate.row_tests import RowTest
from tasks.validate.suite import BrokenCheckError, Outcome, run_rules


class GateError(Exception):
    """The run must not go on; the message says which table and rule, how bad, and what to do."""

    def __init__(self, message: str, results: Sequence[QualityResult] = ()) -> None:
        super().__init__(message)
        self.results = list(results)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much may be set aside before the run stops: more than `share` of the rows and more than `rows` of them."""

    share: float = 0.10
    rows: int = 20


@dataclass(frozen=True)
class Checked:
    """What came through the gate. Rows in = kept + rejected, always."""

    kept: pa.Table
    results: list[QualityResult]
    rejected: list[Rejected]


def check_table(
    table: pa.Table,
    row_class: type[Any],
    stage: Stage,
    run_id: str,
    *,
    tests: Sequence[RowTest] = (),
    tolerance: Tolerance = Tolerance(),
) -> Checked:
    """The rows that break no critical rule, a result for every rule, and the other rows with the rules they break.

    A row that breaks a rule of severity warning or info goes on; the result says so.

    Raises:
        GateError: a rule on the whole table is broken, too many rows are, or a check could not be carried out.
    """
    spec = spec_of(row_class)
    try:
        outcomes = run_rules(table, rules_of(spec), tests)
    except BrokenCheckError as error:
        raise GateError(
            f"{spec.name} after {stage.value}: {error}. This is a fault in the checks; please report it."
        ) from error
    results = [_result(spec, stage, run_id, outcome) for outcome in outcomes]
    critical = [o for o in outcomes if o.severity == Severity.CRITICAL and o.failed]
    for outcome in critical:
        if not outcome.rows:
            raise GateError(f"{spec.name} after {stage.value}: the rule {outcome.rule} is broken.", results)
    broken_by: dict[int, list[str]] = {}
    for outcome in critical:
        for row in outcome.rows:
            broken_by.setdefault(row, []).append(outcome.rule)
    if len(broken_by) > max(tolerance.rows, tolerance.share * table.num_rows):
        worst = max(critical, key=lambda o: o.failed)
        raise GateError(
            f"{spec.name} after {stage.value}: {len(broken_by):,} of {table.num_rows:,} rows break a rule, most of "
            f"them {worst.rule} ({worst.failed:,}). At most {tolerance.share:.0%} may. The last "
            "release stays in place.",
            results,
        )
    keep = [i for i in range(table.num_rows) if i not in broken_by]
    rejected = [
        _rejected(spec, stage, rules, table.slice(i, 1).to_pylist()[0]) for i, rules in sorted(broken_by.items())
    ]
    kept = table if not broken_by else table.take(pa.array(keep, pa.int64()))
    return Checked(kept, results, rejected)


def _result(spec: TableSpec, stage: Stage, run_id: str, outcome: Outcome) -> QualityResult:
    return QualityResult(
        run_id=run_id,
        stage=stage.value,
        table_name=spec.name,
        rule=outcome.rule,
        severity=outcome.severity,
        checked=outcome.checked,
        failed=min(outcome.failed, outcome.checked),
        passed=outcome.failed == 0,
        detail=f"{outcome.failed:,} of {outcome.checked:,} rows" if outcome.failed else None,
    )


def _rejected(spec: TableSpec, stage: Stage, rules: list[str], row: dict[str, Any]) -> Rejected:
    return Rejected(
        stage=stage,
        reason=QuarantineReason.RULE,
        rule=rules[0],
        detail=f"breaks {', '.join(rules)}",
        uri=row.get("uri"),
        source_id=row.get("source_id"),
        table_name=spec.name,
        row_json=json.dumps(row, ensure_ascii=False, default=str, sort_keys=True),
    )
