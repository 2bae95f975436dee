"""The command line. Imports nothing slow: `demarche --help` and `demarche query` answer at once."""

from __future__ import annotations

import inspect

import typer

from flows.commands import releases, serving, verdict
from flows.commands.diff import diff
from flows.commands.evaluate import evaluate
from flows.commands.forget import forget
from flows.commands.quality import quality
from flows.commands.query import dictionary, export, query
from flows.commands.review import review
from flows.commands.run import run
from flows.commands.show import show
from flows.commands.stage import stage

app = typer.Typer(
    name="demarche",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
)

BUILD, READ, MANAGE = "Build the dataset", "Read the dataset", "Look after it"
app.command(rich_help_panel=BUILD)(run)
app.command(rich_help_panel=BUILD)(serving.serve)
app.command(rich_help_panel=BUILD)(stage)
app.command(rich_help_panel=READ)(show)
app.command(rich_help_panel=READ)(query)
app.command(rich_help_panel=READ)(export)
app.command(rich_help_panel=READ)(dictionary)
app.command(rich_help_panel=READ)(quality)
app.command(rich_help_panel=READ)(evaluate)
app.command(rich_help_panel=MANAGE)(review)
app.add_typer(verdict.app, name="verdict", rich_help_panel=MANAGE)
app.command(rich_help_panel=MANAGE)(forget)
app.command(rich_help_panel=MANAGE)(diff)
app.add_typer(releases.app, name="releases", rich_help_panel=MANAGE)
app.add_typer(serving.app, name="server", rich_help_panel=MANAGE)


@app.callback()
def demarche() -> None:
    """From crawled news pages to a sourced dataset of officials: people, roles, events, sources.

    [bold]Start here[/]

      demarche run samples                 read the pages that come with the project

      demarche show Safarov                one person, every fact with its sentence

      demarche query "SHOW TABLES"         everything, in SQL
    """


def _unwrapped(text: str | None) -> str | None:
    """The help with each paragraph on one line, to be wrapped for the terminal's width and not for the source's."""
    return text and "\n\n".join(paragraph.replace("\n", " ") for paragraph in inspect.cleandoc(text).split("\n\n"))


for _group in (app, *(group.typer_instance for group in app.registered_groups)):
    for _command in _group.registered_commands if _group else ():
        _command.help = _unwrapped(_command.callback.__doc__ if _command.callback else None)


def main() -> None:
    """Runs the command that the arguments name."""
    app()


if __name__ == "__main__":
    main()
