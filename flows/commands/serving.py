"""`demarche server` and `demarche serve`: the local Prefect server, and runs on a schedule."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from flows import server
from flows.commands.common import DEFAULT_DATA, CommandError, DataOption, clear_errors, err, out
from flows.commands.run import PagesArgument, start_server, wait_for_server

app = typer.Typer(help="The local Prefect server: start, status, stop.", no_args_is_help=True)

START_SECONDS = 180.0
DEFAULT_PORT = 4200


@app.command()
def start(
    port: Annotated[
        int, typer.Option(envvar="DEMARCHE_SERVER_PORT", help="Its port; a free one if taken.")
    ] = DEFAULT_PORT,
) -> None:
    """Start the local Prefect server, if none runs, and say where its web page is."""
    with clear_errors(server.ServerError):
        local = server.find_or_start(port)
        with err.status("starting"):
            server.wait_until_ready(local, START_SECONDS)
    out.print(
        f"ready at {local.web_url} (process {local.pid}, log {server.log_path()})", highlight=False, soft_wrap=True
    )


@app.command()
def status() -> None:
    """Say whether the local Prefect server runs, and where."""
    given, local = server.user_server(), server.running_server()
    if given:
        out.print(f"PREFECT_API_URL is set, so runs use {given}", highlight=False)
    if local is None:
        out.print("no local server is running; a run starts one", highlight=False)
    else:
        answer = "ready" if server.is_ready(local.api_url) else "not answering yet"
        out.print(f"{answer} at {local.web_url} (process {local.pid})", highlight=False)


@app.command()
def stop() -> None:
    """End the local Prefect server. The history of runs stays."""
    ended = server.stop()
    out.print(f"stopped (process {ended.pid})" if ended else "no local server was running", highlight=False)


def serve(
    pages: PagesArgument,
    cron: Annotated[str, typer.Option(help='When to run, as cron writes it: "0 5 * * *" is every day at five.')],
    data: DataOption = DEFAULT_DATA,
    timezone: Annotated[str, typer.Option(help="The time zone of the schedule, as in Europe/Berlin.")] = "UTC",
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error came from.")] = False,
) -> None:
    """Run on a schedule, until stopped with Ctrl-C: every time, pages that are new are added to the dataset.

    [bold]Examples[/]

      demarche serve /srv/crawl --cron "0 5 * * *" --timezone Europe/Berlin --data /srv/officials
    """
    from flows.data_dir import DataDir, DataDirError, locked, open_data_dir  # noqa: PLC0415
    from flows.settings import SettingsError, load_settings  # noqa: PLC0415
    from tasks.ingest.find import InputError, find_inputs  # noqa: PLC0415

    with clear_errors(SettingsError, DataDirError, InputError, server.ServerError, ValueError):
        _check_schedule(cron, timezone)
        find_inputs(pages)
        settings = load_settings(open_data_dir(data).root)
        from flows import orchestration  # noqa: PLC0415

        schedule = orchestration.cron_schedule(cron, timezone)
        local = start_server(settings)
        from flows.build_dataset import build_dataset  # noqa: PLC0415 (seconds, while the server starts)

        wait_for_server(local, settings)
    web = f" See {local.web_url}." if local else ""
    out.print(f"On schedule: {cron} ({timezone}). Ctrl-C ends it.{web}", highlight=False, soft_wrap=True)
    root = data.absolute()
    parameters = {"pages": [str(Path(page).absolute()) for page in pages], "data_dir": str(root)}
    # One deployment a data directory: a second schedule must not take the place of the first
    name = f"{root.name}-{hashlib.sha256(str(root).encode()).hexdigest()[:8]}"
    url = local.api_url if local else server.user_server() or ""
    with clear_errors(Exception, debug=debug), orchestration.on_server(url):
        from flows.line import recover  # noqa: PLC0415

        with suppress(DataDirError), locked(DataDir(root)):  # else somebody is at work here, and did it
            recover(DataDir(root))
        with suppress(KeyboardInterrupt):
            is_there: Callable[[], bool] = partial(server.is_ready, url) if local else partial(bool, True)
            try:
                there = orchestration.serve(build_dataset, name, schedule, parameters, is_there)
            except Exception:
                if there := is_there():
                    raise
            if not there:
                raise server.ServerError("the local Prefect server is gone. Give the same command to start it again.")
        out.print("Stopped. Where a run was at work, the next one goes on.", highlight=False)


def _check_schedule(cron: str, timezone: str) -> None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415

    if len(cron.split()) not in (5, 6):
        raise CommandError(f'{cron!r} is no cron schedule. Write five fields, such as "0 5 * * *": every day at five.')
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise CommandError(f"{timezone!r} is no time zone. Write one as Europe/Berlin or UTC.") from error
