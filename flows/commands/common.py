"""What commands share: the data directory option, the console, and errors as one clear line."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

DataOption = Annotated[
    Path,
    typer.Option("--data", "-d", envvar="DEMARCHE_DATA", help="The data directory: the dataset and all it is made of."),
]
DEFAULT_DATA = Path("data")

# Characters of pages and file names that would steer the terminal, and what stands for each: the sign of the control
# (␛ for escape), or � for those that have none and for marks that turn the writing around
_STEERING = {
    **{code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"},
    **dict.fromkeys(
        (*range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)), 0xFFFD
    ),
}


def harmless(text: str) -> str:
    """The text with nothing in it that a terminal would obey."""
    return text.translate(_STEERING)


class SafeConsole(Console):
    """A console whose own colours reach the terminal, and no control character of the text that it shows."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        """See Console: every text passes through here."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=harmless(segment.text))


out = SafeConsole()
err = SafeConsole(stderr=True)


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
        told = _told(error)
        if not isinstance(error, (CommandError, *expected)) and told is None:
            raise
        if debug or isinstance(error, typer.Exit):
            raise
        from flows.failures import TRY_LATER, may_pass, without_secrets  # noqa: PLC0415 (only on errors)

        said = without_secrets(told or str(error) or type(error).__name__)
        err.print(f"[bold red]error:[/] {_plain(said)}", highlight=False, soft_wrap=True)
        code = TRY_LATER if may_pass(error) else 2 if isinstance(error, UsageError) else 1
        raise typer.Exit(code) from error


def _told(error: Exception) -> str | None:
    """What to say where the error's own words would not help; None elsewhere."""
    said = str(error)
    if "No space left on device" in said or getattr(error, "errno", None) == errno.ENOSPC:
        return (
            f"{said}. Free some space and give the same command: it goes on from here. The last release stays in place."
        )
    if type(error).__name__ in ("BinderException", "CatalogException"):  # what users write themselves is told before
        return (
            f"the dataset here was made by another version of demarche ({said.splitlines()[0]}). Bring it up to date: "
            "demarche run PAGES"
        )
    return None


def _plain(text: str) -> str:
    from rich.markup import escape  # noqa: PLC0415 (only on errors)

    return escape(text)
