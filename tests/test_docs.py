"""What documents tell users to type works, and what they show is what is printed."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer.main
from typer.testing import CliRunner

from flows.cli import app

if TYPE_CHECKING:
    from conftest import SamplesDataset

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
FENCED = re.compile(r"^```(?:sh|bash|console|shell)?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?(demarche [^\n]+)$", re.MULTILINE)
# Those that only read, and so can be run on the samples' dataset
READING = {"show", "query", "dictionary", "quality"}


def commands() -> list[tuple[str, str]]:
    return [
        (page.name, command)
        for page in PAGES
        for block in FENCED.findall(page.read_text(encoding="utf-8"))
        for command in COMMAND.findall(block)
    ]


def parse(arguments: list[str]) -> str:
    """The name of the command that the arguments call; raises where the command line would refuse them."""
    command = typer.main.get_command(app)
    context = command.make_context("demarche", list(arguments))
    while hasattr(command, "resolve_command"):
        rest = [*context._protected_args, *context.args]
        if not rest:  # a group that does something by itself
            break
        name, command, rest = command.resolve_command(context, rest)
        context = command.make_context(name, rest, parent=context)
    return context.command_path


def test_there_are_commands_in_the_documents() -> None:
    assert {"README.md", "running.md"} <= {page for page, _ in commands()}


@pytest.mark.parametrize(("page", "command"), commands())
def test_a_shown_command_is_understood(page: str, command: str) -> None:
    assert parse(shlex.split(command, comments=True)[1:]).startswith("demarche ")


@pytest.mark.prefect
@pytest.mark.parametrize(
    ("page", "command"), [(p, c) for p, c in commands() if c.split()[1] in READING and "--data" not in c]
)
def test_a_shown_question_has_an_answer(page: str, command: str, samples_dataset: SamplesDataset) -> None:
    arguments = shlex.split(command, comments=True)[1:]
    done = CliRunner().invoke(app, arguments, env={"DEMARCHE_DATA": str(samples_dataset.data_dir), "COLUMNS": "100"})
    assert done.exit_code == 0, done.output


@pytest.mark.prefect
def test_what_documents_show_of_the_program_is_fresh(samples_dataset: SamplesDataset) -> None:
    refresh = [sys.executable, "docs/refresh.py", "--data", str(samples_dataset.data_dir), "--check"]
    done = subprocess.run(refresh, cwd=ROOT, env=None, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
