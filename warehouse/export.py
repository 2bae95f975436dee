"""Tables and views as CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import duckdb

from schemas.ddl import quoted

# What spreadsheets take for the beginning of a formula
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_ROWS_AT_ONCE = 10_000


def export_csv(con: duckdb.DuckDBPyConnection, table: str, path: Path) -> int:
    """The number of rows written to the CSV file: a table or view of the release, as UTF-8 that Excel recognises.

    Lists are joined with "; ". Text that a spreadsheet would run as a formula gets an apostrophe in front.

    Raises:
        LookupError: The release has no such table or view; the message names those it has.
    """
    known = sorted(name for (name,) in con.execute(_NAMES).fetchall())
    if table not in known:
        raise LookupError(f"there is no table or view {table}; there are: {', '.join(known)}")
    found = con.execute(f"SELECT * FROM {quoted(table)}")  # noqa: S608
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column[0] for column in found.description])
        while rows := found.fetchmany(_ROWS_AT_ONCE):
            writer.writerows([cell(value) for value in row] for row in rows)
            count += len(rows)
    return count


def cell(value: Any) -> str:
    """The value as the text of one CSV cell; empty for null."""
    if value is None:
        return ""
    if isinstance(value, list):
        return cell("; ".join(str(item) for item in value))
    text = str(value)
    return (
        f"'{text}"
        if isinstance(value, str) and (text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA))
        else text
    )


_NAMES = """
SELECT table_name FROM duckdb_tables() WHERE NOT internal
UNION ALL
SELECT view_name FROM duckdb_views() WHERE NOT internal
"""
