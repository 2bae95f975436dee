"""Questions to a release: people by any spelling, their timeline, the passage that says it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from schemas.resolved import Person, SourceText
from warehouse.query import Passage, Said, connect, person, search_people, source_passage, timeline
from warehouse.swap import ReleaseError

if TYPE_CHECKING:
    from conftest import TinyRelease

PER = "per_0000000000000001"


@pytest.fixture
def con(published_tiny: TinyRelease) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(published_tiny.data_dir) as connection:
        yield connection


@pytest.mark.parametrize(
    ("asked", "form"),
    [
        ("Heydari", "Hossein Heydari"),
        ("Heidari", "Heidari"),
        ("heydary", "Hossein Heydari"),
        ("HOSSEIN HEYDARI", "Hossein Heydari"),
        ("Hosséin", "Hossein Heydari"),
        ("Hussein Heidari", "Hossein Heydari"),
        ("Heyd", "Hossein Heydari"),
    ],
)
def test_a_person_is_found_by_any_spelling(con: duckdb.DuckDBPyConnection, asked: str, form: str) -> None:
    assert [(found.person_id, found.form) for found in search_people(con, asked)] == [(PER, form)]


@pytest.mark.parametrize("asked", ["Haddad", "Heydari Karimi", "Hey", "", "%", "'; DROP TABLE people; --"])
def test_others_are_not(con: duckdb.DuckDBPyConnection, asked: str) -> None:
    assert search_people(con, asked) == []


def test_a_person_s_card(con: duckdb.DuckDBPyConnection) -> None:
    card = person(con, PER)
    assert (card.name, card.aliases, card.n_sources, card.n_independent_sources) == (
        "Hossein Heydari",
        ("Heidari",),
        3,
        2,
    )
    with pytest.raises(LookupError, match="no person per_9"):
        person(con, "per_9")


def test_the_timeline_has_each_fact_once_with_every_page_s_words(con: duckdb.DuckDBPyConnection) -> None:
    role, event = timeline(con, PER)
    assert (role.fact_kind, role.what, role.dated, role.status, role.agreement) == (
        "role",
        "consul",
        "? – 2010-01",
        "former",
        "single",
    )
    assert (event.fact_kind, event.what, event.dated, event.agreement, event.n_independent_sources) == (
        "event",
        "resignation",
        "2010-01",
        "disputed",
        2,
    )
    assert [(said.outlet, said.dated, said.is_copy) for said in event.said] == [
        ("The Agency", "2010-01", False),
        ("The Paper", "2010-02", False),
        ("The Copyist", "2010-01", True),
    ]
    assert event.said[1] == Said(
        claim_id="clm_event_c",
        quote="Mr Heidari left his post as consul in Oslo in February 2010.",
        dated="2010-02",
        stance="asserts",
        attributed_to=None,
        outlet="The Paper",
        headline="Consul quits",
        published=None,
        uri="pages/c.txt",
        story_id="src_000000000000000c",
        is_copy=False,
    )


def test_nobody_has_an_empty_timeline(con: duckdb.DuckDBPyConnection) -> None:
    assert timeline(con, "per_9") == []


def test_a_passage_leads_to_text_and_raw_page(con: duckdb.DuckDBPyConnection) -> None:
    assert source_passage(con, "clm_role_a", context=6) == Passage(
        claim_id="clm_role_a",
        source_id="src_000000000000000a",
        uri="pages/a.txt",
        outlet="The Agency",
        published="2010-02-20",
        before="talk\n\n",
        quote="Hossein Heydari, consul in Oslo",
        after=", resi",
        start_char=16,
        end_char=47,
        raw_start=26,
        raw_end=57,
    )


def test_a_passage_at_the_text_s_ends_has_no_more_around_it(con: duckdb.DuckDBPyConnection) -> None:
    passage = source_passage(con, "clm_event_c", context=1000)
    assert passage.before == "Consul quits\n\n"
    assert passage.after == ""


def test_a_passage_without_raw_characters_says_so(tiny: TinyRelease) -> None:
    tiny.change(SourceText, raw_spans=[]).published()
    with connect(tiny.data_dir) as con:
        assert source_passage(con, "clm_role_a").raw_start is None


def test_an_unknown_claim_is_an_error(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(LookupError, match="no claim clm_9"):
        source_passage(con, "clm_9")


def test_quote_at_counts_code_points(con: duckdb.DuckDBPyConnection) -> None:
    text = "👩‍👧 Cafe\u0301 🇮🇷 talk"
    for start in range(len(text)):
        for end in range(start, len(text) + 1):
            (found,) = con.execute("SELECT quote_at(?, ?, ?)", [text, start, end]).fetchall()[0]
            assert found == text[start:end]


def test_a_reader_can_write_nothing_and_reach_nothing(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    for statement in (
        "DELETE FROM people",
        "CREATE TABLE t (x INTEGER)",
        f"SELECT * FROM read_csv('{secret}')",
        f"COPY people TO '{tmp_path / 'out.csv'}'",
        f"ATTACH '{tmp_path / 'other.duckdb'}'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ):
        with pytest.raises(duckdb.Error):
            con.execute(statement)


def test_connect_gives_the_newest_release_beside_an_older_reader(tiny: TinyRelease) -> None:
    tiny.published("r1")
    with connect(tiny.data_dir) as old:
        tiny.change(Person, name="Hossein Alizadeh").published("r2")
        with connect(tiny.data_dir) as new:
            assert person(old, PER).name == "Hossein Heydari"
            assert person(new, PER).name == "Hossein Alizadeh"


def test_connecting_before_the_first_release_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"no release in .* yet: demarche run PAGES"):
        connect(tmp_path)
