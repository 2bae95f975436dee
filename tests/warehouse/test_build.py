"""The release's database: what is in it, what it refuses, what it leaves on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from schemas.claims import EventClaim
from schemas.ddl import published_tables
from schemas.declare import tables
from schemas.resolved import Person, Role, Source
from warehouse.build import BuildError, build_database
from warehouse.checking import CheckError
from warehouse.sql_files import sql_files

if TYPE_CHECKING:
    from conftest import TinyRelease


def test_the_database_holds_the_rows_of_the_parquet_files(tiny: TinyRelease) -> None:
    database = build_database(tiny.staged())
    with duckdb.connect(str(database), read_only=True) as con:
        counts = {spec.name: con.table(spec.name).shape[0] for spec in published_tables()}
    assert counts == {name: table.num_rows for name, table in tiny.tables.items()}
    assert counts["event_claims"] == 3


def test_times_are_stored_as_utc(tiny: TinyRelease) -> None:
    with duckdb.connect(str(build_database(tiny.staged())), read_only=True) as con:
        con.execute("SET TimeZone = 'Asia/Tehran'")
        (kind, text) = con.execute("SELECT typeof(retrieved_at), retrieved_at::VARCHAR FROM sources").fetchall()[0]
    assert (kind, text) == ("TIMESTAMP", "2026-03-09 08:30:00")


def test_keys_and_meanings_are_in_the_database(tiny: TinyRelease) -> None:
    with duckdb.connect(str(build_database(tiny.staged())), read_only=True) as con:
        keys = con.execute(
            "SELECT constraint_type, count(*) FROM duckdb_constraints() WHERE table_name = 'roles' GROUP BY ALL"
        ).fetchall()
        comments = dict(con.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall())
        views = dict(con.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall())
    assert dict(keys)["FOREIGN KEY"] == 3
    assert dict(keys)["PRIMARY KEY"] == 1
    assert comments["people"] == tables()["people"].doc
    assert views == {file.name: file.meaning for file in sql_files("views")}


def test_only_the_database_is_left_beside_the_parquet_files(tiny: TinyRelease) -> None:
    folder = tiny.staged()
    before = {path.name for path in folder.iterdir()}
    build_database(folder)
    assert {path.name for path in folder.iterdir()} - before == {"demarche.duckdb"}


def test_building_again_replaces_the_file(tiny: TinyRelease) -> None:
    folder = tiny.staged()
    build_database(folder)
    assert build_database(folder) == folder / "demarche.duckdb"


def test_a_broken_reference_is_refused_by_table(tiny: TinyRelease) -> None:
    folder = tiny.without(Person).staged()
    with pytest.raises(BuildError, match=r"events cannot be loaded.*per_0000000000000001"):
        build_database(folder)
    assert not (folder / "demarche.duckdb").exists()
    assert not list(folder.glob(".building*"))


def test_a_word_outside_its_vocabulary_is_refused(tiny: TinyRelease) -> None:
    with pytest.raises(BuildError, match="roles cannot be loaded"):
        build_database(tiny.change(Role, status="retired").staged())


def test_a_quote_out_of_place_stops_the_build(tiny: TinyRelease) -> None:
    moved = tiny.change(EventClaim, lambda claim: claim.claim_id == "clm_event_c", start_char=13)
    with pytest.raises(CheckError, match=r"event_quote_in_place \(1 of 3 event_claims\).*clm_event_c"):
        build_database(moved.staged())


def test_an_altered_file_is_noticed(tiny: TinyRelease) -> None:
    folder = tiny.staged()
    with (folder / "people.parquet").open("ab") as file:
        file.write(b"\n")
    with pytest.raises(BuildError, match=r"people\.parquet: its digest differs from the manifest's"):
        build_database(folder)


def test_a_folder_without_manifest_is_no_release(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"manifest\.json"):
        build_database(tmp_path)


def test_copies_may_come_before_their_best_copy(tiny: TinyRelease) -> None:
    rows = tiny.change(Source, lambda s: s.source_id == "src_000000000000000b", duplicate_of=None, duplicate_kind=None)
    rows = rows.change(
        Source,
        lambda s: s.source_id == "src_000000000000000a",
        duplicate_of="src_000000000000000b",
        duplicate_kind="exact",
    )
    with duckdb.connect(str(build_database(rows.staged())), read_only=True) as con:
        copies = con.execute("SELECT source_id FROM sources WHERE duplicate_of IS NOT NULL").fetchall()
    assert copies == [("src_000000000000000a",)]
