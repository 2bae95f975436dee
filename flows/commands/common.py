"""What commands share: the data directory option, the console, and errors as one clear line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

DataOption = Annotated[
    Path,
    typer.Option("--data", "-d", envvar="DEMARCHE_DATA", help="The data directory: the dataset and all it is made of."),
]
DEFAULT_DATA = Path("data")

out = Console()
err = Console(stderr=True)


class CommandError(Exception):
    """Something that the user can mend; the message is one line that names it and the remedy."""


class UsageError(CommandError):
    """The command was called in a way that cannot work."""


@contextmanager
def clear_errors(*expected: type[Exception], debug: bool = False) -> Iterator[None]:
    """Turns errors that a user can mend into one line on stderr and exit code 1 (2 for wrong usage)."""
    try:
        yield
    except KeyboardInterrupt as error:
        err.print("stopped. The same command goes on where this run was.", highlight=False)
        raise typer.Exit(130) from error
    except Exception as error:
        if not isinstance(error, (CommandError, *expected)):
            raise
        if debug or isinstance(error, typer.Exit):
            raise
        err.print(f"[bold red]error:[/] {_plain(error)}", highlight=False, soft_wrap=True)
        raise typer.Exit(2 if isinstance(error, UsageError) else 1) from error


def _plain(error: Exception) -> str:
    from rich.markup import escape  # noqa: PLC0415 (only on errors)

    return escape(str(error))
