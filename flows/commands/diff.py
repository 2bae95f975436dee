"""`demarche diff`: what became different between two releases, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from flows.commands.common import DEFAULT_DATA, CommandError, DataOption, clear_errors, out
from schemas.manifest import read_manifest


def diff(
    before: Annotated[
        str | None, typer.Argument(help="The earlier release; default: the one before.", show_default=False)
    ] = None,
    after: Annotated[
        str | None, typer.Argument(help="The later release; default: the current one.", show_default=False)
    ] = None,
    data: DataOption = DEFAULT_DATA,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="Examples a table.")] = 10,
) -> None:
    """Say what became different between two releases, and why: new pages, code, model, verdicts, forgotten.

    [bold]Examples[/]

      demarche diff

      demarche diff 20260309T083000Z-1a2b3c4d 20260310T083000Z-5e6f7a8b --limit 50
    """
    from tasks.publish.difference import difference  # noqa: PLC0415
    from warehouse.swap import ReleaseError  # noqa: PLC0415

    with clear_errors(ReleaseError, OSError):
        found = difference(*_folders(data, before, after), limit)
    out.print(f"{found.before.release_id} → {found.after.release_id}", highlight=False)
    out.print("\n[bold]Why[/]")
    for reason in found.why or ("nothing that a release is made from changed",):
        out.print(Text(f"  {reason}"), soft_wrap=True)
    out.print("\n[bold]What[/]")
    for table, (_, examples) in zip(found.tables, found.examples, strict=True):
        counts = f"{table.added:,} added, {table.changed:,} changed, {table.removed:,} removed"
        out.print(Text(f"  {table.table}: {counts}"))
        if table.columns:
            out.print(Text(f"    in {', '.join(f'{name} {count:,}' for name, count in table.columns)}", "dim"))
        for example in examples:
            out.print(Text(f"    {example}"), soft_wrap=True)


def _folders(data: Path, before: str | None, after: str | None) -> tuple[Path, Path]:
    from warehouse.swap import list_releases  # noqa: PLC0415

    releases = list_releases(data)
    folder = {release.release_id: release.folder for release in releases}
    unknown = [given for given in (before, after) if given is not None and given not in folder]
    if unknown:
        raise CommandError(f"there is no release {unknown[0]} in {data}; there are: {', '.join(folder) or 'none'}")
    last = after or next((r.release_id for r in releases if r.current), None)
    if last is None:
        raise CommandError(f"there is no release in {data} yet: demarche run PAGES --data {data}")
    earlier = [name for name in folder if name < last] if before is None else [before]
    if not earlier:
        said = _said_by(folder[last])
        raise CommandError(f"there is no release before {last} in {data}, so there is nothing to compare it with{said}")
    return folder[earlier[-1]], folder[last]


def _said_by(release: Path) -> str:
    """What the release itself still says of the one that it took the place of, where that was removed."""
    manifest = read_manifest(release)
    if manifest.previous is None:
        return ""
    why = f" because of: {', '.join(manifest.causes)}" if manifest.causes else ""
    return f". It took the place of {manifest.previous}{why}. Row by row the table changes says what became different."
