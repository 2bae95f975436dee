"""The command line. Imports nothing slow: `demarche --help` and `demarche query` answer at once."""

from __future__ import annotations

import typer

from flows.commands.run import run

app = typer.Typer(
    name="demarche",
    help="From crawled news pages to a sourced dataset of officials: people, roles, events, sources.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(run)


@app.callback()
def demarche() -> None:
    """From crawled news pages to a sourced dataset of officials: people, roles, events, sources.

    [bold]Start here[/]

      demarche run samples

      demarche query "SELECT * FROM person_timeline LIMIT 20"
    """


def main() -> None:
    """Runs the command that the arguments name."""
    app()


if __name__ == "__main__":
    main()
