"""Declared tables as DuckDB DDL: types, keys, checks, and the meaning of every table and column as comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from graphlib import TopologicalSorter
from typing import Any

from schemas.declare import ColumnSpec, Severity, TableSpec, tables
from schemas.expectations import Rule, RuleKind, rules_of

DUCKDB_TYPES: dict[Any, str] = {
    str: "VARCHAR",
    int: "BIGINT",
    float: "DOUBLE",
    bool: "BOOLEAN",
    date: "DATE",
    datetime: "TIMESTAMP",
    list[str]: "VARCHAR[]",
    list[int]: "INTEGER[]",
}


def published_tables() -> list[TableSpec]:
    """The tables of a release, each after the tables that it refers to."""
    published = {name: spec for name, spec in tables().items() if spec.published}
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for name, spec in published.items():
        sorter.add(name, *(table for table in _referred(spec) if table != name))
    return [published[name] for name in sorter.static_order()]


def database_ddl() -> list[str]:
    """Every statement that makes an empty release database, in order."""
    return [statement for spec in published_tables() for statement in (create_table(spec), *comments(spec))]


def create_table(spec: TableSpec) -> str:
    """The CREATE TABLE statement. Rules that only warn are left to the quality gate: a database cannot warn."""
    lines = [*(_column(column) for column in spec.columns), *_constraints(spec)]
    body = ",\n".join(f"    {line}" for line in lines)
    return f"CREATE TABLE {quoted(spec.name)} (\n{body}\n)"


def comments(spec: TableSpec) -> list[str]:
    """The COMMENT ON statements of the table and its columns."""
    on_columns = [
        f"COMMENT ON COLUMN {quoted(spec.name)}.{quoted(column.name)} IS {literal(column.col.doc)}"
        for column in spec.columns
    ]
    return [f"COMMENT ON TABLE {quoted(spec.name)} IS {literal(spec.doc)}", *on_columns]


def self_reference(spec: TableSpec) -> str | None:
    """The column that refers to the table's own key, if one does: its targets must be loaded first."""
    return next((column.name for column in spec.columns if (_target(column) or ("", ""))[0] == spec.name), None)


def quoted(name: str) -> str:
    """The name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """The text as an SQL string."""
    return "'" + value.replace("'", "''") + "'"


def _column(column: ColumnSpec) -> str:
    not_null = "" if column.nullable else " NOT NULL"
    return f"{quoted(column.name)} {DUCKDB_TYPES[column.python_type]}{not_null}"


def _constraints(spec: TableSpec) -> Iterator[str]:
    if spec.key:
        yield f"PRIMARY KEY ({_listed(spec.key)})"
    yield from (f"UNIQUE ({quoted(column.name)})" for column in spec.columns if column.col.unique)
    for rule in rules_of(spec):
        condition = _condition(rule)
        if condition is not None and rule.severity is Severity.CRITICAL:
            yield f"CHECK ({condition})"
    for column in spec.columns:
        if target := _target(column):
            table, key = target
            yield f"FOREIGN KEY ({quoted(column.name)}) REFERENCES {quoted(table)} ({quoted(key)})"


def _condition(rule: Rule) -> str | None:
    names = [quoted(name) for name in rule.columns]
    match rule.kind:
        case RuleKind.IN_SET:
            return f"{names[0]} IN ({', '.join(literal(word) for word in rule.words)})"
        case RuleKind.MATCHES:
            return f"regexp_full_match({names[0]}, {literal(rule.pattern or '')})"
        case RuleKind.BETWEEN:
            bounds = ((">=", rule.low), ("<=", rule.high))
            return " AND ".join(f"{names[0]} {sign} {bound:g}" for sign, bound in bounds if bound is not None)
        case RuleKind.ORDER:
            return f"{names[0]} <= {names[1]}"
        case RuleKind.STRICT_ORDER:
            return f"{names[0]} < {names[1]}"
        case _:
            return None


def _target(column: ColumnSpec) -> tuple[str, str] | None:
    if column.col.references is None:
        return None
    table, _, key = column.col.references.partition(".")
    return table, key


def _referred(spec: TableSpec) -> Iterable[str]:
    return [target[0] for column in spec.columns if (target := _target(column))]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(quoted(name) for name in names)
