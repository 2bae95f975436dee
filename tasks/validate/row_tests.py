"""Rules on single rows that a declaration cannot say, because they look beyond the table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import pyarrow as pa

from schemas.declare import Severity


@dataclass(frozen=True)
class RowTest:
    """A rule of our own: `holds` gives one bool a row of the table."""

    name: str
    columns: tuple[str, ...]
    severity: Severity
    holds: Callable[[pa.Table], list[bool]]


def quotes_in_place(texts: Mapping[str, str]) -> RowTest:
    """Every quote is what stands at its offsets in the page's text; `texts` is by source_id."""

    def holds(table: pa.Table) -> list[bool]:
        columns = (table.column(c).to_pylist() for c in ("source_id", "start_char", "end_char", "quote"))
        return [
            start is not None and end is not None and texts.get(source, "")[start:end] == quote
            for source, start, end, quote in zip(*columns, strict=True)
        ]

    return RowTest("quote_in_place", ("quote",), Severity.CRITICAL, holds)


def mentions_in_place(texts: Mapping[str, str]) -> RowTest:
    """Every mention's words are what stands at its offsets; `texts` is by source_id."""

    def holds(table: pa.Table) -> list[bool]:
        columns = (table.column(c).to_pylist() for c in ("source_id", "start_char", "end_char", "written"))
        return [
            start is not None and end is not None and texts.get(source, "")[start:end] == written
            for source, start, end, written in zip(*columns, strict=True)
        ]

    return RowTest("mention_in_place", ("written",), Severity.CRITICAL, holds)


def refers_to(column: str, known: Collection[str], parent: str) -> RowTest:
    """Every value of the column, where there is one, is among the ids of the parent table."""
    ids = frozenset(known)

    def holds(table: pa.Table) -> list[bool]:
        return [value is None or value in ids for value in table.column(column).to_pylist()]

    return RowTest(f"refers_to_{parent}({column})", (column,), Severity.CRITICAL, holds)
