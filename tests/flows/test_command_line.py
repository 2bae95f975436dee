"""What a user sees: answers from a release, and errors as one line with a remedy."""

from __future__ import annotations

import csv
import errno
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.commands import common
from flows.server import ServerError

if TYPE_CHECKING:
    from conftest import TinyRelease

SLOW = ("prefect", "great_expectations", "pandas", "distributed", "trafilatura")


@pytest.fixture
def data(published_tiny: TinyRelease) -> str:
    return str(published_tiny.data_dir)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200", "NO_COLOR": "1"})


@pytest.mark.parametrize("name", ["Heydari", "Heidari"])
def test_show_finds_a_man_by_both_spellings_and_quotes_every_source(data: str, name: str) -> None:
    shown = call("show", name, "--data", data).output
    assert "Hossein Heydari" in shown
    assert "also written: Heidari" in shown
    assert "“Hossein Heydari, consul in Oslo, resigned in January 2010.”" in shown
    assert "— The Paper, undated, pages/c.txt, dated 2010-02" in shown
    assert "[sources disagree]" in shown
    assert "a copy" in shown


def test_show_says_when_nobody_has_the_name(data: str) -> None:
    result = call("show", "Nansen", "--data", data)
    assert (result.exit_code, "nobody here is called Nansen" in result.output) == (1, True)


def test_show_leaves_out_facts_of_less_confidence_and_says_so(data: str) -> None:
    shown = call("show", "Heydari", "--min-confidence", "0.85", "--data", data).output
    assert "2010-01  resignation" in shown
    assert "? – 2010-01  consul" not in shown
    assert "1 fact of less confidence than 0.85 not shown" in shown


def test_show_names_those_who_may_have_been_meant(data: str) -> None:
    result = call("show", "Hedyard", "--data", data)
    assert "nobody here is called Hedyard. Near to it: Hossein Heydari." in result.output


def test_query_answers_as_json(data: str) -> None:
    answer = call("query", "SELECT name, aliases, last_attested FROM people", "--format", "json", "--data", data)
    (row,) = json.loads(answer.output)
    assert row["name"] == "Hossein Heydari"
    assert row["last_attested"] == "2010-02-28"


def test_more_columns_than_the_terminal_is_wide_stand_one_below_the_other(
    data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(common.out, "width", 60)
    told = CliRunner().invoke(app, ["query", "FROM people", "--data", data], env={"NO_COLOR": "1"})
    lines = [line.split() for line in told.output.splitlines()]
    assert ["name", "Hossein", "Heydari"] in lines
    assert ["last_attested", "2010-02-28"] in lines


def test_query_answers_as_csv(data: str) -> None:
    answer = call("query", "SELECT event_type, occurred, place FROM events", "--format", "csv", "--data", data)
    assert list(csv.reader(answer.output.splitlines())) == [
        ["event_type", "occurred", "place"],
        ["resignation", "2010-01", "Oslo"],
    ]


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT nme FROM people", 'Referenced column "nme" not found'),
        ("SELEC 1", "syntax error"),
        ("DELETE FROM people", "read-only"),
        ("SELECT * FROM read_csv('/etc/passwd')", "disabled"),
    ],
)
def test_a_statement_that_cannot_work_says_why(data: str, sql: str, message: str) -> None:
    result = call("query", sql, "--data", data)
    assert result.exit_code == 1
    assert message in result.output
    assert "Traceback" not in result.output


def test_a_folder_without_a_dataset_says_how_to_make_one(tmp_path: Path) -> None:
    for command in (["query", "SELECT 1"], ["show", "Heydari"], ["quality"]):
        result = call(*command, "--data", str(tmp_path / "none"))
        assert (result.exit_code, "demarche run PAGES" in result.output) == (1, True), command
    assert not (tmp_path / "none").exists()


def test_a_page_that_does_not_exist_is_told_before_anything_starts(tmp_path: Path) -> None:
    result = call("run", str(tmp_path / "missing"), "--data", str(tmp_path / "data"))
    assert result.exit_code == 1
    assert "missing: no such file or folder" in result.output.replace("\n", "")
    assert not (tmp_path / "data").exists()


def test_wrong_usage_ends_with_code_two() -> None:
    assert call("run").exit_code == 2
    assert call("query", "SELECT 1", "--format", "xml").exit_code == 2
    assert call("dictionary", "peple").exit_code == 2


def test_export_writes_a_csv_file(data: str, tmp_path: Path) -> None:
    result = call("export", "roles", "--to", str(tmp_path / "roles.csv"), "--data", data)
    assert "1 rows written" in result.output
    (row,) = csv.DictReader((tmp_path / "roles.csv").read_text(encoding="utf-8-sig").splitlines())
    assert (row["title"], row["place"]) == ("consul", "Oslo")


def test_releases_marks_the_one_that_readers_get(data: str) -> None:
    listed = call("releases", "--data", data).output
    assert listed.count("→") == 1


def test_an_older_release_becomes_current_by_one_command_and_old_ones_are_pruned(tiny: TinyRelease) -> None:
    for number in (1, 2, 3):
        tiny.published(f"r{number}")
    place = ("--data", str(tiny.data_dir))
    assert call("releases", "activate", "r1", *place).output == "Readers now get r1\n"
    assert (tiny.data_dir / "demarche.duckdb").resolve().parent.name == "r1"
    assert call("releases", "prune", "--keep", "1", *place).output == "Removed: r2\n"
    assert sorted(path.name for path in (tiny.data_dir / "releases").iterdir()) == ["r1", "r3"]
    gone = call("releases", "activate", "r2", *place)
    assert (gone.exit_code, "there are: r1, r3" in gone.output) == (1, True)


def test_the_dictionary_says_what_a_column_means() -> None:
    assert "earliest day of started" in call("dictionary", "roles").output


def test_an_empty_folder_is_told_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    result = call("run", str(tmp_path / "pages"), "--data", str(tmp_path / "data"))
    assert (result.exit_code, "there is no file in it" in result.output) == (1, True)
    assert not (tmp_path / "data").exists()


def test_a_release_of_another_version_is_told(tmp_path: Path) -> None:
    (tmp_path / "releases" / "r1").mkdir(parents=True)
    with duckdb.connect(str(tmp_path / "releases" / "r1" / "demarche.duckdb")) as con:
        con.execute("CREATE TABLE people (name VARCHAR)")
    (tmp_path / "demarche.duckdb").symlink_to("releases/r1/demarche.duckdb")
    for command in (["show", "Heydari"], ["quality"]):
        result = call(*command, "--data", str(tmp_path))
        assert (result.exit_code, "made by another version of demarche" in result.output) == (1, True), result.output


def test_a_full_disk_is_told_with_what_to_do(data: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", "timeline.csv")

    monkeypatch.setattr("warehouse.export.export_csv", full)
    result = call("export", "person_timeline", "--to", str(tmp_path / "timeline.csv"), "--data", data)
    assert (result.exit_code, "Free some space and give the same command" in result.output) == (1, True)


def test_a_failure_that_may_pass_has_an_exit_code_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(port: int) -> None:
        raise ServerError("the local Prefect server did not answer within 180 s.")

    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr("flows.server.find_or_start", refuse)
    result = call("run", str(Path(__file__)), "--data", str(tmp_path / "data"))
    assert (result.exit_code, "did not answer" in result.output) == (75, True)


@pytest.mark.parametrize("cron", ["hello", "99 * * * *"])
def test_a_schedule_that_is_none_is_told_before_anything_starts(tmp_path: Path, cron: str) -> None:
    result = call("serve", str(tmp_path), "--cron", cron, "--data", str(tmp_path / "data"))
    assert (result.exit_code, "cron" in result.output, "On schedule" in result.output) == (1, True, False)


@pytest.mark.parametrize("command", ["run", "stage", "show", "query", "export", "quality", "serve", "releases"])
def test_help_shows_an_example(command: str) -> None:
    assert f"demarche {command}" in call(command, "--help").output


def test_reading_commands_import_nothing_slow(data: str) -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from flows.cli import app\n"
        f"for c in (['--help'], ['query', 'SELECT 1', '--data', {data!r}], ['show', 'Heydari', '--data', {data!r}]):\n"
        "    assert CliRunner().invoke(app, c).exit_code == 0, c\n"
        f"print([m for m in {SLOW!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
