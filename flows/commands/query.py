"""`demarche query`, `demarche export`, `demarche dictionary`: the dataset as tables."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich import box
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from flows.commands.common import DEFAULT_DATA, CommandError, DataOption, UsageError, clear_errors, err, harmless, out

if TYPE_CHECKING:
    import duckdb

# Rows that a terminal shows; csv and json give all
SHOWN = 100
# Characters below which a column cannot be read
NARROWEST = 12


class Format(StrEnum):
    """How the answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One statement in DuckDB's SQL; - reads it from stdin.")],
    data: DataOption = DEFAULT_DATA,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")] = Format.TABLE,
) -> None:
    """Ask the dataset a question in SQL. It is opened read-only, and nothing outside it can be reached.

    [bold]Examples[/]

      demarche query "SHOW TABLES"

      demarche query "SELECT dated, what, organization, quote, uri FROM person_timeline WHERE person LIKE '%Heydari'"

      demarche query "SELECT * FROM disputed_facts" --format csv > disputed.csv

      demarche query "DESCRIBE roles"
    """
    import duckdb  # noqa: PLC0415

    from warehouse.query import connect  # noqa: PLC0415
    from warehouse.swap import ReleaseError  # noqa: PLC0415

    statement = sys.stdin.read() if sql == "-" else sql
    if not statement.strip():
        raise typer.BadParameter("there is no statement", param_hint="SQL")
    with clear_errors(ReleaseError), connect(data) as con:
        try:
            found = con.sql(statement)
        except duckdb.Error as error:
            raise CommandError(f"{_in_one_line(error)}. Tables and columns: demarche dictionary") from error
        if found is None:
            return
        _write(found, form)


def export(
    view: Annotated[str, typer.Argument(help="A table or view: sources, people, roles, events, person_timeline ...")],
    to: Annotated[Path, typer.Option("--to", "-o", help="The CSV file to write.", show_default=False)],
    data: DataOption = DEFAULT_DATA,
) -> None:
    """Write a table or view to a CSV file that spreadsheets open as it is.

    [bold]Examples[/]

      demarche export person_timeline --to timeline.csv

      demarche export disputed_facts --to disputed.csv --data ~/officials
    """
    from warehouse.export import export_csv  # noqa: PLC0415
    from warehouse.query import connect  # noqa: PLC0415
    from warehouse.swap import ReleaseError  # noqa: PLC0415

    with clear_errors(ReleaseError, LookupError, OSError), connect(data) as con:
        count = export_csv(con, view, to)
    out.print(f"{count:,} rows written to {to}", highlight=False, soft_wrap=True)


def dictionary(
    table: Annotated[str | None, typer.Argument(help="Only this table; all by default.", show_default=False)] = None,
) -> None:
    """Say what each table and column means.

    [bold]Examples[/]

      demarche dictionary

      demarche dictionary roles
    """
    from schemas.declare import tables  # noqa: PLC0415

    published = {spec.name: spec for spec in tables().values() if spec.published}
    if table is None:
        for spec in published.values():
            out.print(f"[bold]{spec.name}[/]  {spec.doc}", highlight=False)
        out.print('\nIts columns: demarche dictionary TABLE. The views: demarche query "SHOW TABLES"', highlight=False)
        return
    with clear_errors():
        if table not in published:
            raise UsageError(f"there is no table {table}. There are: {', '.join(published)}")
    shown = Table("column", "key", "meaning", box=None, title=published[table].doc, title_justify="left")
    for column in published[table].columns:
        shown.add_row(column.name, "key" if column.col.key else "", column.col.doc)
    out.print(shown)


def _write(found: duckdb.DuckDBPyRelation, form: Format) -> None:
    columns = found.columns
    if form is Format.TABLE:
        rows = found.limit(SHOWN + 1).fetchall()
        out.print(_table(columns, rows[:SHOWN]))
        if len(rows) > SHOWN:
            err.print(f"The first {SHOWN} rows. All of them: --format csv or json", highlight=False)
        return
    from warehouse.export import cell  # noqa: PLC0415

    rows = found.fetchall()
    text = io.StringIO()
    if form is Format.JSON:
        records = [dict(zip(columns, row, strict=True)) for row in rows]
        text.write(json.dumps(records, ensure_ascii=False, indent=2, default=_plain) + "\n")
    else:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(map(cell, columns))
        writer.writerows([[cell(None if value is None else _plain(value)) for value in row] for row in rows])
    # A file gets what the dataset holds; a terminal would obey it
    sys.stdout.write(harmless(text.getvalue()) if sys.stdout.isatty() else text.getvalue())


def _table(columns: list[str], rows: list[tuple[Any, ...]]) -> Table:
    if len(columns) * NARROWEST > out.width and rows:
        return _records(columns, rows)
    table = Table(*map(escape, columns), show_lines=any(len(str(v)) > 60 for r in rows for v in r))
    for row in rows:
        table.add_row(*(Text("" if value is None else harmless(str(_plain(value)))) for value in row))
    return table


def _records(columns: list[str], rows: list[tuple[Any, ...]]) -> Table:
    """A line a value, with the column's name before it: for more columns than the terminal is wide."""
    table = Table(show_header=False, box=box.HORIZONTALS)
    for row in rows:
        for name, value in zip(columns, row, strict=True):
            table.add_row(Text(name, "dim"), Text("" if value is None else harmless(str(_plain(value)))))
        table.add_section()
    return table


def _plain(value: Any) -> Any:
    """Dates as ISO 8601; lists as JSON in a cell."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value if isinstance(value, int | float | str) else str(value)


def _in_one_line(error: Exception) -> str:
    """What DuckDB says, less the lines that show the statement again."""
    said = str(error).split("\nLINE ")[0]
    return " ".join(said.split()).rstrip(".")
