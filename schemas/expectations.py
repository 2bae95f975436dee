"""The rules that a table's declaration makes, for any checker: the quality gate or the database's own constraints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from schemas.declare import ColumnSpec, Severity, TableSpec


class RuleKind(StrEnum):
    """What a rule asks of its columns. A null breaks none of them but NOT_NULL."""

    AT_LEAST_ONE_ROW = "at_least_one_row"
    NOT_NULL = "not_null"
    UNIQUE = "unique"  # the columns together
    IN_SET = "in_set"
    MATCHES = "matches"  # the whole value
    BETWEEN = "between"  # low and high inclusive, either may be None
    EDTF = "edtf"  # a date in EDTF, levels 0 and 1
    ORDER = "order"  # first column <= second
    STRICT_ORDER = "strict_order"  # first column < second


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of one table. Only the arguments of its kind are set."""

    table: str
    kind: RuleKind
    columns: tuple[str, ...]
    severity: Severity
    words: tuple[str, ...] = ()
    pattern: str | None = None
    low: float | None = None
    high: float | None = None

    @property
    def name(self) -> str:
        """How results and quarantine name it: `matches(nationality)`."""
        return f"{self.kind.value}({', '.join(self.columns)})"

    @property
    def argument(self) -> str:
        """What the rule asks beyond its columns, in words; empty where the kind says it all."""
        if self.words:
            return ", ".join(self.words)
        if self.pattern is not None:
            return self.pattern
        if self.low is None and self.high is None:
            return ""
        if self.high is None:
            return f"at least {self.low:g}"
        return f"at most {self.high:g}" if self.low is None else f"{self.low:g} to {self.high:g}"


# Columns that two tables or more order in the same way; EDTF pairs (x_min, x_max) are found by their endings
_ORDERED = (
    (RuleKind.STRICT_ORDER, "start_char", "end_char"),
    (RuleKind.ORDER, "n_independent_sources", "n_sources"),
    (RuleKind.ORDER, "started_at", "ended_at"),
    (RuleKind.ORDER, "first_attested", "last_attested"),
    (RuleKind.ORDER, "failed", "checked"),
)


def rules_of(spec: TableSpec) -> tuple[Rule, ...]:
    """The rules that the table's declaration makes, in the order in which a reader would ask them."""
    return tuple(_rules(spec))


def _rules(spec: TableSpec) -> Iterator[Rule]:
    if spec.if_empty is not None:
        yield Rule(table=spec.name, kind=RuleKind.AT_LEAST_ONE_ROW, columns=(), severity=spec.if_empty)
    if spec.key:
        yield Rule(table=spec.name, kind=RuleKind.UNIQUE, columns=spec.key, severity=Severity.CRITICAL)
    for column in spec.columns:
        yield from _column_rules(spec, column)
    yield from _order_rules(spec)


def _column_rules(spec: TableSpec, column: ColumnSpec) -> Iterator[Rule]:
    table, columns, col = spec.name, (column.name,), column.col
    if not column.nullable:
        # A missing value in a column that may hold none can never be stored, whatever its other rules do
        yield Rule(table=table, kind=RuleKind.NOT_NULL, columns=columns, severity=Severity.CRITICAL)
    if col.unique:
        yield Rule(table=table, kind=RuleKind.UNIQUE, columns=columns, severity=col.severity)
    if col.words is not None:
        words = tuple(word.value for word in col.words)
        yield Rule(table=table, kind=RuleKind.IN_SET, columns=columns, severity=col.severity, words=words)
    if col.pattern is not None:
        yield Rule(table=table, kind=RuleKind.MATCHES, columns=columns, severity=col.severity, pattern=col.pattern)
    if col.low is not None or col.high is not None:
        yield Rule(
            table=table, kind=RuleKind.BETWEEN, columns=columns, severity=col.severity, low=col.low, high=col.high
        )
    if col.edtf:
        yield Rule(table=table, kind=RuleKind.EDTF, columns=columns, severity=col.severity)


def _order_rules(spec: TableSpec) -> Iterator[Rule]:
    names = {column.name for column in spec.columns}
    pairs = [
        (RuleKind.ORDER, column.name, f"{stem}_max")
        for column in spec.columns
        if (stem := column.name.removesuffix("_min")) != column.name
    ]
    for kind, first, second in [*pairs, *_ORDERED]:
        if {first, second} <= names:
            severity = spec.column(first).col.severity
            yield Rule(table=spec.name, kind=kind, columns=(first, second), severity=severity)
