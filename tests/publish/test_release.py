"""Release folders: every table, named in a manifest, with the same bytes every time."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from schemas.arrow import arrow_schema, from_arrow, read_parquet, to_arrow
from schemas.ddl import published_tables
from schemas.manifest import TableFile, broken_files, file_sha256, read_manifest
from schemas.resolved import Person
from tasks.publish.release import ReleaseOrigin, empty_table, release_id, write_release

ORIGIN = ReleaseOrigin(
    release_id="r1",
    created_at=datetime(2026, 3, 9, 8, 30, tzinfo=UTC),
    run_id="run-1",
    code_version="code-1",
    model_version="rules-1",
)


def person(number: int) -> Person:
    return Person(
        person_id=f"per_{number:016x}",
        name="Hossein Alizadeh",
        aliases=[],
        nationality="IR",
        birth_min=None,
        birth_max=None,
        n_sources=1,
        n_independent_sources=1,
        first_attested=date(2010, 9, 12),
        last_attested=None,
    )


def tables(*people: Person) -> dict[str, pa.Table]:
    return {**{spec.name: empty_table(spec) for spec in published_tables()}, "people": to_arrow(Person, people)}


def test_a_release_holds_every_published_table_and_a_manifest(tmp_path: Path) -> None:
    manifest = write_release(tmp_path, tables(person(1)), ORIGIN)
    expected = {f"{spec.name}.parquet" for spec in published_tables()} | {"manifest.json"}
    assert {path.name for path in tmp_path.iterdir()} == expected
    assert manifest.rows_of("people") == 1
    assert manifest.rows_of("events") == 0
    assert manifest.rows_of("pages") is None
    assert from_arrow(Person, read_parquet(tmp_path / "people.parquet")) == [person(1)]


def test_the_manifest_reads_back(tmp_path: Path) -> None:
    written = write_release(tmp_path, tables(person(1)), ORIGIN)
    assert read_manifest(tmp_path) == written
    assert written.created_at == ORIGIN.created_at
    people = next(entry for entry in written.tables if entry.table == "people")
    sha256 = file_sha256(tmp_path / "people.parquet")
    assert people == TableFile(table="people", file="people.parquet", rows=1, sha256=sha256)
    assert json.loads((tmp_path / "manifest.json").read_text())["created_at"] == "2026-03-09T08:30:00+00:00"


def test_the_same_rows_in_any_order_make_the_same_files(tmp_path: Path) -> None:
    rows = tables(person(1), person(2), person(3))
    first = write_release(tmp_path / "first", rows, ORIGIN)
    shuffled = {**rows, "people": rows["people"].take([2, 0, 1])}
    second = write_release(tmp_path / "second", shuffled, ORIGIN)
    assert first == second


def test_columns_without_their_docs_are_written_with_them(tmp_path: Path) -> None:
    bare = {name: table.replace_schema_metadata(None) for name, table in tables(person(1)).items()}
    write_release(tmp_path, bare, ORIGIN)
    written = read_parquet(tmp_path / "people.parquet")
    assert written.schema.equals(arrow_schema(next(s for s in published_tables() if s.name == "people")), True)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    rows = tables()
    del rows["quarantine"]
    with pytest.raises(ValueError, match=r"needs the tables quarantine \(empty ones too\)"):
        write_release(tmp_path, rows, ORIGIN)
    assert not (tmp_path / "manifest.json").exists()


def test_a_table_between_stages_is_no_part_of_a_release(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no release carries pages"):
        write_release(tmp_path, {**tables(), "pages": tables()["people"]}, ORIGIN)


def test_other_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="people: the columns are not those declared"):
        write_release(tmp_path, {**tables(), "people": tables()["people"].drop_columns(["name"])}, ORIGIN)


def test_missing_and_altered_files_are_found(tmp_path: Path) -> None:
    manifest = write_release(tmp_path, tables(person(1)), ORIGIN)
    assert broken_files(tmp_path, manifest) == []
    (tmp_path / "events.parquet").unlink()
    (tmp_path / "people.parquet").write_bytes(b"")
    assert broken_files(tmp_path, manifest) == [
        "events.parquet: missing",
        "people.parquet: its digest differs from the manifest's",
    ]


def test_release_ids_sort_by_age_and_tell_runs_apart() -> None:
    noon, evening = datetime(2026, 3, 9, 12, tzinfo=UTC), datetime(2026, 3, 9, 19, tzinfo=UTC)
    assert release_id(noon, "run-1").startswith("20260309T120000Z-")
    assert release_id(noon, "run-1") < release_id(evening, "run-1")
    assert release_id(noon, "run-1") != release_id(noon, "run-2")
