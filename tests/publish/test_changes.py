"""What became different from one release to the next."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pyarrow as pa
import pytest

from schemas.about import Change
from schemas.arrow import to_arrow, write_parquet
from schemas.ddl import published_tables
from schemas.resolved import Person
from tasks.publish.changes import compare
from tasks.publish.release import empty_table

ANNA = Person(
    person_id="per_000000000000000a",
    name="Anna Lind",
    aliases=["Lind"],
    nationality=None,
    birth_min=None,
    birth_max=None,
    n_sources=1,
    n_independent_sources=1,
    first_attested=None,
    last_attested=None,
)
BORIS = dataclasses.replace(ANNA, person_id="per_000000000000000b", name="Boris Orlov")
CARLA = dataclasses.replace(ANNA, person_id="per_000000000000000c", name="Carla Ruiz")


def tables(*people: Person) -> dict[str, pa.Table]:
    return {**{spec.name: empty_table(spec) for spec in published_tables()}, "people": to_arrow(Person, people)}


@pytest.fixture
def previous(tmp_path: Path) -> Path:
    for name, table in tables(ANNA, BORIS).items():
        write_parquet(table, tmp_path / f"{name}.parquet")
    return tmp_path


def test_the_first_release_changes_nothing() -> None:
    assert compare(None, tables(ANNA)) == []


def test_the_same_rows_change_nothing(previous: Path) -> None:
    assert compare(previous, tables(BORIS, ANNA)) == []


def test_rows_are_added_changed_and_removed(previous: Path) -> None:
    married = dataclasses.replace(ANNA, name="Anna Berg", aliases=["Lind", "Anna Lind"])
    assert compare(previous, tables(married, CARLA)) == [
        Change(table_name="people", row_id=ANNA.person_id, change="changed", columns=["name", "aliases"]),
        Change(table_name="people", row_id=BORIS.person_id, change="removed", columns=[]),
        Change(table_name="people", row_id=CARLA.person_id, change="added", columns=[]),
    ]


def test_a_value_that_appears_or_goes_is_a_change(previous: Path) -> None:
    known = dataclasses.replace(ANNA, nationality="SE")
    (change,) = compare(previous, tables(known, BORIS))
    assert (change.change, change.columns) == ("changed", ["nationality"])


def test_a_column_that_the_old_release_had_not_is_no_change(previous: Path) -> None:
    older = tables(ANNA, BORIS)["people"].drop_columns(["first_attested"])
    write_parquet(older, previous / "people.parquet")
    assert compare(previous, tables(ANNA, BORIS)) == []


def test_a_table_that_the_old_release_had_not_is_all_new(previous: Path) -> None:
    (previous / "people.parquet").unlink()
    assert [change.change for change in compare(previous, tables(ANNA, BORIS))] == ["added", "added"]
