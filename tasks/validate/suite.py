"""Declared rules as a Great Expectations suite, run on one table. The only module that knows Great Expectations.

Great Expectations takes seconds to import, so it is imported inside the function that needs it.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from schemas.expectations import Rule, RuleKind
from tasks.dates.edtf import is_edtf
from tasks.validate.row_tests import RowTest


class BrokenCheckError(Exception):
    """A check could not be carried out: that is a fault of ours, never of the data."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one rule: rows looked at, and the positions of those that break it."""

    rule: str
    severity: str
    checked: int
    failed: int
    rows: tuple[int, ...]


def run_rules(table: pa.Table, rules: Sequence[Rule], tests: Sequence[RowTest]) -> list[Outcome]:
    """What came of each rule, in the order of rules and tests.

    Raises:
        BrokenCheckError: a check could not be carried out (a missing column, a type that cannot be compared).
    """
    checks = [*(_Check.of_rule(r) for r in rules), *(_Check.of_test(t) for t in tests)]
    frame = _frame(table, rules, tests)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        validator, name = _validator(frame), table.schema.metadata[b"table"].decode()
        # To ask for the rows that break a rule takes twice the time, and most rules hold
        results = _validate(validator, name, checks, "BOOLEAN_ONLY")
        broken = [check for check in checks if not results[check.name].success]
        results |= _validate(validator, name, broken, "COMPLETE") if broken else {}
    return [_outcome(check, results[check.name], table.num_rows) for check in checks]


def _validate(validator: Any, name: str, checks: Sequence[_Check], result_format: str) -> dict[str, Any]:
    """Great Expectations' results by rule."""
    suite = _gx().ExpectationSuite(name=name, expectations=[check.expectation() for check in checks])
    validator.result_format = result_format
    return {r.expectation_config.meta["rule"]: r for r in validator.validate_expectation_suite(suite).results}


@dataclass(frozen=True)
class _Check:
    """One expectation to be: GX's class by name and its arguments."""

    name: str
    severity: str
    expectation_class: str
    arguments: dict[str, Any]

    def expectation(self) -> Any:
        make = getattr(_gx().expectations, self.expectation_class)
        return make(**self.arguments, severity=self.severity, meta={"rule": self.name})

    @classmethod
    def of_test(cls, test: RowTest) -> _Check:
        return cls._flag(test.name, test.severity.value)

    @classmethod
    def _flag(cls, name: str, severity: str) -> _Check:
        return cls(name, severity, "ExpectColumnValuesToBeInSet", {"column": name, "value_set": [True]})

    @classmethod
    def of_rule(cls, rule: Rule) -> _Check:
        name, severity, columns = rule.name, rule.severity.value, rule.columns
        match rule.kind:
            case RuleKind.AT_LEAST_ONE_ROW:
                return cls(name, severity, "ExpectTableRowCountToBeBetween", {"min_value": 1})
            case RuleKind.NOT_NULL:
                return cls(name, severity, "ExpectColumnValuesToNotBeNull", {"column": columns[0]})
            case RuleKind.UNIQUE if len(columns) == 1:
                return cls(name, severity, "ExpectColumnValuesToBeUnique", {"column": columns[0]})
            case RuleKind.UNIQUE:
                return cls(name, severity, "ExpectCompoundColumnsToBeUnique", {"column_list": list(columns)})
            case RuleKind.IN_SET:
                arguments = {"column": columns[0], "value_set": list(rule.words)}
                return cls(name, severity, "ExpectColumnValuesToBeInSet", arguments)
            case RuleKind.MATCHES:
                arguments = {"column": columns[0], "regex": rf"\A(?:{rule.pattern})\Z"}
                return cls(name, severity, "ExpectColumnValuesToMatchRegex", arguments)
            case RuleKind.BETWEEN:
                bounds = {"column": columns[0], "min_value": rule.low, "max_value": rule.high}
                return cls(name, severity, "ExpectColumnValuesToBeBetween", bounds)
            case RuleKind.EDTF:
                return cls._flag(name, severity)
            case RuleKind.ORDER | RuleKind.STRICT_ORDER:
                pair = {
                    "column_A": columns[1],
                    "column_B": columns[0],
                    "or_equal": rule.kind is RuleKind.ORDER,
                    "ignore_row_if": "either_value_is_missing",
                }
                return cls(name, severity, "ExpectColumnPairValuesAToBeGreaterThanB", pair)


def _frame(table: pa.Table, rules: Sequence[Rule], tests: Sequence[RowTest]) -> pd.DataFrame:
    """The columns that the rules look at, and one column of bools for each rule that GX has no expectation for."""
    wanted = dict.fromkeys(c for rule in rules for c in rule.columns)
    missing = [c for c in wanted if c not in table.column_names]
    if missing:
        raise BrokenCheckError(f"the table has no column {', '.join(missing)}")
    # GX takes a digest of all that a frame holds; where values need only be there, it is given 1 for each that is
    looked_at = {c for rule in rules for c in rule.columns if rule.kind is not RuleKind.NOT_NULL}
    columns = [table.column(c) if c in looked_at else _ones(table.column(c)) for c in wanted]
    frame = pa.table(columns, list(wanted)).to_pandas() if wanted else pd.DataFrame(index=range(table.num_rows))
    for rule in rules:
        if rule.kind is RuleKind.EDTF:
            values = table.column(rule.columns[0]).to_pylist()
            frame[rule.name] = [value is None or is_edtf(value) for value in values]
        if rule.kind in (RuleKind.ORDER, RuleKind.STRICT_ORDER):
            for column in rule.columns:  # dates arrive as objects, which GX cannot compare
                if pa.types.is_date(table.schema.field(column).type):
                    frame[column] = pd.to_datetime(frame[column])
    for test in tests:
        frame[test.name] = test.holds(table)
    return frame


def load_early() -> None:
    """Returns when Great Expectations is imported, which takes seconds: for where this process would wait anyway.

    Not for a thread: of two threads that import parts of one package one may be handed a half-imported part.
    """
    _gx()


def _gx() -> Any:
    import great_expectations  # noqa: PLC0415 (takes seconds)

    return great_expectations


def _ones(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """1 where the column has a value, null where it has none."""
    return pc.if_else(column.is_valid(), pa.scalar(1.0), pa.scalar(None, pa.float64()))


def _validator(frame: pd.DataFrame) -> Any:
    """What validates the frame. Through a batch it would take the frame's digest once more for each suite."""
    return _gx().validator.v1_validator.Validator(_batches(), batch_parameters={"dataframe": frame})


@cache
def _batches() -> Any:
    """What makes a batch of a frame; one for all tables, since each takes Great Expectations a tenth of a second."""
    context = _gx().get_context(mode="ephemeral")
    context.variables.progress_bars = _gx().data_context.types.base.ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("stage").add_dataframe_asset("table")
    return asset.add_batch_definition_whole_dataframe("all")


def _outcome(check: _Check, result: Any, n_rows: int) -> Outcome:
    if result.success:
        return Outcome(check.name, check.severity, n_rows, 0, ())
    shown = result.to_json_dict()
    problem = shown.get("exception_info") or {}
    raised = problem.get("raised_exception", True) if "raised_exception" in problem else bool(problem)
    if raised:
        raise BrokenCheckError(f"the rule {check.name} could not be checked: {str(problem)[:500]}")
    found = shown["result"]
    if "unexpected_index_list" in found:
        rows = tuple(sorted(set(found["unexpected_index_list"] or ())))
        return Outcome(check.name, check.severity, n_rows, len(rows), rows)
    # a rule on the table as a whole has no rows that break it
    return Outcome(check.name, check.severity, n_rows, max(n_rows, 1), ())
