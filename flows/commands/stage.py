"""`demarche stage`: one stage of the line by itself."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.commands.common import DEFAULT_DATA, DataOption, UsageError, clear_errors, err
from flows.commands.run import prepare
from schemas.vocab import Stage


def stage(
    name: Annotated[Stage, typer.Argument(help="The stage.")],
    pages: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PAGES]...", help="For ingest: files, folders or quoted patterns.", show_default=False),
    ] = None,
    data: DataOption = DEFAULT_DATA,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read pages; default: all cores.")] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error came from.")] = False,
) -> None:
    """Run one stage by itself, on what the stages before it left in the data directory.

    In their order: ingest, clean, extract, resolve, publish. Only what is new to the stage is worked on, and readers
    see nothing of it before publish. `demarche run` does them all.

    [bold]Examples[/]

      demarche stage ingest crawl/2024

      demarche stage extract --data ~/officials

      demarche stage publish
    """
    given = pages or []
    with clear_errors(Exception, debug=debug):
        if given and name is not Stage.INGEST:
            raise UsageError(f"{name} takes no pages: it works on what is in {data}. Pages are for ingest.")
        if not given and name is Stage.INGEST:
            raise UsageError("ingest needs pages: demarche stage ingest PAGES...")
        with prepare(given, data, {"workers": workers}):
            from flows.one_stage import run_stage  # noqa: PLC0415
            from flows.progress import reporter  # noqa: PLC0415

            with reporter(err) as told:
                run_stage(name.value, str(data), given, {"workers": workers} if workers else None, told)
