"""CSV files for spreadsheets."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from schemas.resolved import Person
from warehouse.export import cell, export_csv
from warehouse.query import connect

if TYPE_CHECKING:
    from conftest import TinyRelease


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-1+2", "'-1+2"),
        ("\t=1", "'\t=1"),
        (-1, "-1"),
        (None, ""),
        (date(2010, 1, 31), "2010-01-31"),
        (["Heydari", "Heidari"], "Heydari; Heidari"),
        (["=1"], "'=1"),
        ("Café", "Café"),
    ],
)
def test_a_cell_never_starts_a_formula(value: object, text: str) -> None:
    assert cell(value) == text


def test_a_view_becomes_a_file(tiny: TinyRelease, tmp_path: Path) -> None:
    tiny.change(Person, name='=cmd|"x"!A1, Heydari').published()
    with connect(tiny.data_dir) as con:
        assert export_csv(con, "post_holders", tmp_path / "out.csv") == 1
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["holder"] == '\'=cmd|"x"!A1, Heydari'
    assert (row["title"], row["started"], row["ended_max"]) == ("consul", "", "2010-01-31")


def test_an_unknown_view_is_refused_with_those_there_are(tiny: TinyRelease, tmp_path: Path) -> None:
    tiny.published()
    with connect(tiny.data_dir) as con, pytest.raises(LookupError, match=r"no table or view nothing; .*people"):
        export_csv(con, "nothing", tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()
