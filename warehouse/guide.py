"""The page on what the database adds to the tables: views, macros, checks.

`python -m warehouse.guide` writes docs/database.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from warehouse.build import empty_database
from warehouse.sql_files import SqlFile, sql_files

PAGE = Path(__file__).parents[1] / "docs" / "database.md"

_INTRODUCTION = """\
# What the database adds to the tables

A release holds the same tables twice: as `TABLE.parquet` and in `demarche.duckdb`. The DuckDB file adds keys, checks,
the views and macros below, and comments on everything (`SELECT view_name, comment FROM duckdb_views()`). Tables and
columns are in [dictionary.md](dictionary.md). This page is written by `python -m warehouse.guide` from the SQL files in
`warehouse/`.

`DIR/demarche.duckdb` is a link to the newest release. A reader that has it open keeps the release it opened.
DuckDB 1.2 and later can read it:

```sql
ATTACH 'DIR/demarche.duckdb' AS demarche (READ_ONLY);
SELECT dated, what, quote, outlet FROM demarche.person_timeline WHERE person LIKE '%Heydari%';
```
"""

_CHECKS = """\
## Rules across tables

Each is a query in `warehouse/checks/` that returns the rows that break it. A broken critical rule stops the release;
warnings are in `quality_results` and in the release's quality.html.
"""


def render() -> str:
    """The whole page as Markdown."""
    with empty_database() as con:
        return "\n".join([_INTRODUCTION, *_views(con), *_macros(), *_checks()])


def main() -> None:
    """Write docs/database.md."""
    PAGE.write_text(render(), encoding="utf-8")
    print(f"wrote {PAGE}")


def _views(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    yield "## Views\n"
    for file in sorted(sql_files("views"), key=lambda file: file.name):
        columns = con.execute(f"SELECT column_name FROM (DESCRIBE {file.name})").fetchall()  # noqa: S608
        yield f"### {file.name}\n\n{_sentence(file)}\n\nColumns: {', '.join(f'`{name}`' for (name,) in columns)}\n"


def _macros() -> Iterator[str]:
    yield "## Macros\n"
    for file in sql_files("macros"):
        signature = file.sql.removeprefix("CREATE MACRO ").partition(" AS ")[0]
        yield f"### {file.name}\n\n`{signature}`: {file.meaning}\n"


def _checks() -> Iterator[str]:
    yield _CHECKS
    rows = ((f"`{f.name}`", f"`{f.header['table']}`", f.header["severity"], f.meaning) for f in sql_files("checks"))
    yield _markdown(("rule", "table", "severity", "what it asks"), sorted(rows))


def _sentence(file: SqlFile) -> str:
    return f"{file.meaning[0].upper()}{file.meaning[1:]}."


def _markdown(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


if __name__ == "__main__":
    main()
