"""`demarche quality`: how good the dataset in place is, and what was set aside."""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from flows.commands.common import DEFAULT_DATA, DataOption, clear_errors, out

if TYPE_CHECKING:
    import duckdb


def quality(
    data: DataOption = DEFAULT_DATA,
    open_report: Annotated[bool, typer.Option("--open", help="Open the full report in the browser.")] = False,
) -> None:
    """Show which rules were checked, which are broken, and what lies in quarantine, with the reasons.

    [bold]Examples[/]

      demarche quality

      demarche quality --open
    """
    from warehouse.query import connect  # noqa: PLC0415
    from warehouse.swap import ReleaseError, current_folder  # noqa: PLC0415

    with clear_errors(ReleaseError), connect(data) as con:
        _print_checks(con)
        _print_quarantine(con)
    folder = current_folder(data)
    if folder is None:
        return
    report = (folder / "quality.html").resolve()
    out.print(f"\nThe full report: {report}", highlight=False, soft_wrap=True)
    if open_report and not webbrowser.open(report.as_uri()):
        out.print("No browser could be opened here; open the file above.", highlight=False)


def _print_checks(con: duckdb.DuckDBPyConnection) -> None:
    table = Table("stage", "rules checked", "broken", box=None)
    for stage, checked, broken in con.execute(_STAGES).fetchall():
        table.add_row(stage, f"{checked:,}", f"{broken:,}" if broken else "none")
    out.print(table)
    for name, rule, severity, failed, checked in con.execute(_BROKEN).fetchall():
        out.print(Text(f"  {severity}: {name}, {rule}: {failed:,} of {checked:,} rows"))


def _print_quarantine(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(_QUARANTINE).fetchall()
    out.print(f"\n[bold]In quarantine[/]: {len(rows) or 'nothing'}", highlight=False)
    for stage, reason, what, detail in rows[:20]:
        out.print(Text.assemble("  ", (reason, "bold"), f" ({stage})  {what}: {detail}"), soft_wrap=True)
    if len(rows) > 20:
        out.print('  ... all of them: demarche query "SELECT * FROM quarantine"', highlight=False)


_LAST_RUN = "(SELECT run_id FROM quality_results ORDER BY run_id DESC LIMIT 1)"
_STAGES = f"""
SELECT stage, count(*), count(*) FILTER (NOT passed) FROM quality_results WHERE run_id = {_LAST_RUN}
GROUP BY stage ORDER BY list_position(['ingest', 'clean', 'extract', 'resolve', 'publish'], stage)
"""  # noqa: S608
_BROKEN = f"""
SELECT table_name, rule, severity, failed, checked FROM quality_results
WHERE run_id = {_LAST_RUN} AND NOT passed
ORDER BY list_position(['critical', 'warning', 'info'], severity), failed DESC, table_name, rule
"""  # noqa: S608
_QUARANTINE = """
SELECT stage, reason, coalesce(uri, table_name || ' row', source_id), detail
FROM quarantine ORDER BY run_id DESC, stage, reason, uri
"""
