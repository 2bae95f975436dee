"""The page on views, macros and checks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import duckdb

from warehouse.guide import PAGE, render

if TYPE_CHECKING:
    from conftest import TinyRelease


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(), "run: python -m warehouse.guide"


def test_the_query_on_the_page_runs(published_tiny: TinyRelease) -> None:
    (script,) = re.findall(r"```sql\n(.*?)```", render(), re.DOTALL)
    found = duckdb.connect().execute(script.replace("DIR/", f"{published_tiny.data_dir}/")).fetchall()
    assert [(dated, what, outlet) for dated, what, _, outlet in found] == [
        ("? – 2010-01", "consul", "The Agency"),
        ("2010-01", "resignation", "The Agency"),
    ]


def test_views_and_macros_work_from_another_database(published_tiny: TinyRelease) -> None:
    con = duckdb.connect()
    con.execute(f"ATTACH '{published_tiny.data_dir}/demarche.duckdb' AS demarche (READ_ONLY)")
    in_place = """SELECT bool_and(demarche.quote_at(text, start_char, end_char) = quote)
                  FROM demarche.event_claims JOIN demarche.source_texts USING (source_id)"""
    assert con.execute(in_place).fetchall() == [(True,)]
    assert con.execute("SELECT count(*) FROM demarche.people_search").fetchall() == [(2,)]
