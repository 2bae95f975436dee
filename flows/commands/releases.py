"""`demarche releases`: what was published here, and the way back."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from flows.commands.common import DEFAULT_DATA, DataOption, clear_errors, out

app = typer.Typer(help="List, activate and prune releases.", invoke_without_command=True)


@app.callback()
def releases(context: typer.Context, data: DataOption = DEFAULT_DATA) -> None:
    """List the releases of a data directory; go back to an older one; remove old ones.

    [bold]Examples[/]

      demarche releases

      demarche releases activate 20260309T083000Z-1a2b3c4d

      demarche releases prune --keep 2
    """
    if context.invoked_subcommand is None:
        list_(data)


@app.command("list")
def list_(data: DataOption = DEFAULT_DATA) -> None:
    """List the releases, oldest first; the arrow marks the one that readers get."""
    from warehouse.swap import list_releases  # noqa: PLC0415

    found = list_releases(data)
    if not found:
        out.print(f"There is no release in {data} yet: demarche run PAGES --data {data}", highlight=False)
        return
    table = Table("", "release", "created (UTC)", "folder", box=None)
    for release in found:
        created = f"{release.created_at:%Y-%m-%d %H:%M}"
        table.add_row("→" if release.current else "", release.release_id, created, str(release.folder))
    out.print(table)


@app.command()
def activate(
    release_id: Annotated[str, typer.Argument(help="The release that readers are to get.")],
    data: DataOption = DEFAULT_DATA,
) -> None:
    """Make another release the one that readers get; the next run builds on it."""
    from flows.data_dir import DataDir, DataDirError, locked  # noqa: PLC0415
    from warehouse.swap import ReleaseError  # noqa: PLC0415
    from warehouse.swap import activate as make_current  # noqa: PLC0415

    with clear_errors(ReleaseError, DataDirError, OSError), locked(DataDir(data)):
        make_current(data, release_id)
    out.print(f"Readers now get {release_id}", highlight=False)


@app.command()
def prune(
    keep: Annotated[int, typer.Option(min=1, help="How many of the newest stay. The current one always does.")],
    data: DataOption = DEFAULT_DATA,
) -> None:
    """Remove old releases from the disk."""
    from flows.data_dir import DataDir, DataDirError, locked  # noqa: PLC0415
    from warehouse.swap import ReleaseError  # noqa: PLC0415
    from warehouse.swap import prune as remove_old  # noqa: PLC0415

    with clear_errors(ReleaseError, DataDirError, OSError), locked(DataDir(data)):
        removed = remove_old(data, keep)
    out.print(f"Removed: {', '.join(removed) or 'nothing'}", highlight=False)
