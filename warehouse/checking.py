"""Cross-table rules: SQL files under `checks/` that return the rows that break them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from schemas.about import QualityResult
from schemas.ddl import quoted
from schemas.declare import Severity
from schemas.vocab import Stage
from warehouse.sql_files import SqlFile, sql_files

EXAMPLES = 3


class CheckError(RuntimeError):
    """A critical rule is broken, or a check could not run; the message says which, with examples."""


@dataclass(frozen=True, kw_only=True)
class CheckOutcome:
    """What one cross-table rule found. `checked` counts the rows of `table`; `examples` are a few that break it."""

    rule: str
    table: str
    severity: Severity
    meaning: str
    checked: int
    failed: int
    examples: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether no row breaks the rule."""
        return self.failed == 0

    def as_row(self, run_id: str) -> QualityResult:
        """The row of `quality_results` for that run."""
        return QualityResult(
            run_id=run_id,
            stage=Stage.PUBLISH,
            table_name=self.table,
            rule=self.rule,
            severity=self.severity,
            checked=self.checked,
            failed=self.failed,
            passed=self.passed,
            detail="\n".join([self.meaning, *self.examples]),
        )


def run_checks(con: duckdb.DuckDBPyConnection) -> list[CheckOutcome]:
    """The outcome of every rule, on a database or on registered tables that have the macros.

    Raises:
        CheckError: A check could not run. That is a fault of the check, never of the data.
    """
    return [_run(con, file) for file in sql_files("checks")]


def refuse_critical(outcomes: Iterable[CheckOutcome]) -> None:
    """Nothing, where every critical rule holds.

    Raises:
        CheckError: One or more do not; the message shows each with examples.
    """
    broken = [outcome for outcome in outcomes if not outcome.passed and outcome.severity is Severity.CRITICAL]
    if broken:
        lines = [f"{o.rule} ({o.failed} of {o.checked} {o.table}): {o.meaning}; {o.examples[0]}" for o in broken]
        raise CheckError("critical rules are broken:\n" + "\n".join(lines))


def _run(con: duckdb.DuckDBPyConnection, file: SqlFile) -> CheckOutcome:
    table = file.header["table"]
    try:
        (checked,) = con.execute(f"SELECT count(*) FROM {quoted(table)}").fetchall()[0]  # noqa: S608
        (failed,) = con.execute(f"SELECT count(*) FROM ({file.sql})").fetchall()[0]  # noqa: S608
        examples = _examples(con, file) if failed else ()
    except duckdb.Error as error:
        raise CheckError(f"the check {file.name} could not run: {error}") from error
    return CheckOutcome(
        rule=file.name,
        table=table,
        severity=Severity(file.header["severity"]),
        meaning=file.meaning,
        checked=checked,
        failed=failed,
        examples=examples,
    )


def _examples(con: duckdb.DuckDBPyConnection, file: SqlFile) -> tuple[str, ...]:
    found = con.execute(f"SELECT * FROM ({file.sql}) ORDER BY ALL LIMIT {EXAMPLES}")  # noqa: S608
    names = [column[0] for column in found.description]
    return tuple(", ".join(f"{n}={v}" for n, v in zip(names, row, strict=True)) for row in found.fetchall())
