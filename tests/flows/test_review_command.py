"""`demarche review` and `demarche verdict`: what is shown, and what then stands in the file."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from schemas.claims import EventClaim, PersonMention, RoleClaim
from schemas.ids import page_person_id
from tasks.verdicts.verdict_file import read_decisions

if TYPE_CHECKING:
    from conftest import TinyRelease

PAGES = {"a": "Hossein Heydari", "b": "Hossein Heydari", "c": "Heidari"}
BY = ("--by", "M. Rahimi", "--why", "read both pages")


@pytest.fixture
def data(tiny: TinyRelease) -> Path:
    """The tiny release published with the page persons' ids as a run makes them."""
    for row_class in (PersonMention, EventClaim, RoleClaim):
        for page, name in PAGES.items():
            source = f"src_000000000000000{page}"
            if any(type(row) is row_class and row.source_id == source for row in tiny.rows):
                ident = page_person_id(source, name)
                tiny = tiny.change(row_class, lambda row, s=source: row.source_id == s, page_person_id=ident)
    tiny.published()
    return tiny.data_dir


def call(*arguments: str | Path, given: str = "") -> Result:
    env = {"COLUMNS": "200", "NO_COLOR": "1"}
    return CliRunner().invoke(app, [str(a) for a in arguments], env=env, input=given)


def test_the_list_shows_sentences_and_ids(data: Path) -> None:
    shown = call("review", "--list", "--data", data).output
    assert "Who is right? Hossein Heydari, resignation" in shown
    assert "“Mr Heidari left his post as consul in Oslo in February 2010.”" in shown
    assert "clm_event_c" in shown


def test_a_verdict_names_page_and_words_and_not_an_id(data: Path) -> None:
    result = call("verdict", "wrong", "clm_event_c", "--data", data, *BY)
    assert result.exit_code == 0, result.output
    (decision,) = read_decisions(data / "verdicts.csv")
    assert (decision.verdict, decision.source_id, decision.name, decision.what) == (
        "wrong", "src_000000000000000c", "Heidari", "resignation")  # fmt: skip
    assert decision.quote == "Mr Heidari left his post as consul in Oslo in February 2010."
    assert (decision.decided_by, decision.why) == ("M. Rahimi", "read both pages")


def test_what_is_decided_is_not_asked_again_even_before_the_next_run(data: Path) -> None:
    call("verdict", "right", "clm_role_a", "--data", data, *BY)
    assert "clm_role_a" not in call("review", "--list", "--data", data).output


def test_two_names_are_parted_by_page_persons(data: Path) -> None:
    left, right = (page_person_id(f"src_000000000000000{p}", PAGES[p]) for p in "ac")
    call("verdict", "different", right, left, "--data", data, *BY)
    (decision,) = read_decisions(data / "verdicts.csv")
    assert (decision.name, decision.other_name) == ("Hossein Heydari", "Heidari")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("correct", "clm_event_c", "date", "in May"), "'in May' is no date in EDTF"),
        (("wrong", "clm_nothing"), "there is no claim clm_nothing here"),
        (("same", "per_0000000000000001", "per_0000000000000001"), "are one name on one page"),
    ],
)
def test_what_cannot_be_decided_is_one_line_with_the_remedy(
    data: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = call("verdict", *arguments, "--data", data, *BY)
    assert (result.exit_code, message in result.output) == (1, True), result.output
    assert not (data / "verdicts.csv").exists()


def test_on_a_terminal_keys_decide(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.commands.review._on_terminal", lambda: True)
    # the dispute: its second sentence corrected after a date that is none; the next one skipped; then stop
    keys = "c\n2\ndate\nFeb\nsaid\nc\n2\ndate\n2010-01\na slip of the pen\n\nq\n"
    result = call("review", "--data", data, "--by", "M. Rahimi", given=keys)
    assert result.exit_code == 0, result.output
    (decision,) = read_decisions(data / "verdicts.csv")
    assert (decision.verdict, decision.field, decision.value) == ("correct", "date", "2010-01")
    assert decision.why == "a slip of the pen"


def test_the_list_can_be_written_as_a_sheet(data: Path, tmp_path: Path) -> None:
    call("review", "--write", tmp_path / "doubtful.csv", "--data", data)
    with (tmp_path / "doubtful.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["question"] == "dispute"
    assert {row["claim_id"] for row in rows} == {"clm_event_a", "clm_event_c", "clm_role_a"}
