"""`demarche run`: pages in, dataset out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from flows import server
from flows.commands.common import DEFAULT_DATA, CommandError, DataOption, clear_errors, err, out

if TYPE_CHECKING:
    from flows.settings import Settings
    from flows.summary import Summary

PagesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="PAGES...",
        help="Files, folders or quoted patterns: .txt, .html, .jsonl (one page a line), each also as .gz.",
        show_default=False,
    ),
]


def run(
    pages: PagesArgument,
    data: DataOption = DEFAULT_DATA,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read pages; default: all cores.")] = None,
    dask: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Read on a Dask cluster: tcp://HOST:PORT, or local.")
    ] = None,
    engine: Annotated[str | None, typer.Option(help="The extraction engine.", show_default="joint")] = None,
    no_server: Annotated[bool, typer.Option("--no-server", help="Run without a Prefect server.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error came from.")] = False,
) -> None:
    """Read crawled pages and add them to the dataset.

    Pages that were read before are not read again; a second run on the same pages changes nothing. What cannot be read
    goes to quarantine with the reason. If too much is wrong, the run stops and the last release stays in place.

    [bold]Examples[/]

      demarche run samples

      demarche run crawl/2024 "more/*.html" --data ~/officials

      demarche run pages.jsonl.gz --workers 4
    """
    # What tries again is the schedule, or whoever gave the command
    given = {"workers": workers, "dask": dask, "engine": engine, "server": False if no_server else None, "retries": 0}
    with clear_errors(Exception, debug=debug):
        with prepare(pages, data, given) as local:
            from flows.build_dataset import build_dataset  # noqa: PLC0415
            from flows.progress import reporter  # noqa: PLC0415

            chosen = {name: value for name, value in given.items() if value is not None}
            with reporter(err) as told:
                summary = build_dataset(pages, str(data), chosen, told)
        _print_summary(summary, data, local)


@contextmanager
def prepare(pages: Sequence[str], data: Path, given: Mapping[str, Any]) -> Iterator[server.Server | None]:
    """The local server, ready, for flows that are called in here; None where the user chose one by PREFECT_API_URL.

    What takes seconds to start is started side by side. What the user got wrong is told before that.
    """
    from flows.data_dir import open_data_dir  # noqa: PLC0415
    from flows.settings import load_settings  # noqa: PLC0415
    from tasks.ingest.find import find_inputs  # noqa: PLC0415

    if pages and not find_inputs(pages):
        raise CommandError(f"{', '.join(pages)}: there is no file in it, so there is nothing to read.")
    settings = load_settings(open_data_dir(data).root, **given)
    local = start_server(settings) if settings.server else None
    from flows import workers  # noqa: PLC0415

    if settings.dask is None:
        workers.load_early()
    from flows.orchestration import quick_flows, without_server  # noqa: PLC0415 (seconds, while the server starts)
    from tasks.validate import suite  # noqa: PLC0415

    if not settings.server:
        with without_server():
            yield None
        return
    if local is not None and not server.is_ready(local.api_url):
        suite.load_early()
        try:
            wait_for_server(local, settings)
        except server.ServerError as error:
            from flows.failures import tell_of  # noqa: PLC0415

            tell_of(settings.webhook, data, error)
            raise
    with quick_flows():
        yield local


def start_server(settings: Settings) -> server.Server | None:
    """The local server, perhaps still starting; None where the user chose one by PREFECT_API_URL."""
    if server.user_server():
        return None
    local = server.find_or_start(settings.server_port)
    os.environ["PREFECT_API_URL"] = local.api_url
    return local


def wait_for_server(local: server.Server | None, settings: Settings) -> None:
    """Returns when the local server answers."""
    if local is None or server.is_ready(local.api_url):
        return
    with err.status("starting the local Prefect server (the first start takes longest)"):
        server.wait_until_ready(local, settings.server_start_seconds)


def _print_summary(summary: Summary, data: Path, local: server.Server | None) -> None:
    from flows.summary import facts, headline  # noqa: PLC0415

    where = "" if data == DEFAULT_DATA else f" --data {data}"
    out.print(f"\n[bold]{headline(summary)}[/] ({summary.seconds:.0f} s)", highlight=False)
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for name, value in facts(summary):
        table.add_row(name, value)
    out.print(table)
    out.print("\nTry next:", highlight=False)
    for command in (
        f'demarche show "{summary.best_known or "NAME"}"{where}',
        f'demarche query "FROM disputed_facts"{where}',
        f"demarche quality --open{where}",
    ):
        out.print(f"  {command}", highlight=False, markup=False)
    if local is not None:
        out.print(f"\nThe run's page: {local.web_url} (demarche server stop ends it)", highlight=False)
