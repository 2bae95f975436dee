"""Rows to Arrow and Parquet and back: nothing lost, nothing reordered by chance, the same bytes every time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pyarrow as pa
import pytest

from schemas.about import Change, Run
from schemas.arrow import arrow_schema, from_arrow, read_parquet, to_arrow, write_parquet
from schemas.declare import spec_of, tables
from schemas.resolved import Person, SourceText


def person(number: int, **changes: object) -> Person:
    values: dict[str, object] = {
        "person_id": f"per_{number:016x}",
        "name": "Hossein Alizadeh",
        "aliases": ["Alizadeh"],
        "nationality": "IR",
        "birth_min": date(1964, 9, 12),
        "birth_max": date(1965, 9, 11),
        "n_sources": 3,
        "n_independent_sources": 2,
        "first_attested": date(2010, 9, 12),
        "last_attested": None,
    }
    return Person(**{**values, **changes})  # type: ignore[arg-type]


def test_every_declared_table_has_an_arrow_schema_with_its_docs() -> None:
    for spec in tables().values():
        schema = arrow_schema(spec)
        assert schema.names == [column.name for column in spec.columns]
        assert schema.metadata[b"doc"].decode() == spec.doc
        assert all(field.metadata[b"doc"] for field in schema)


def test_types_are_exact() -> None:
    schema = arrow_schema(spec_of(Person))
    assert schema.field("name").type == pa.string()
    assert not schema.field("name").nullable
    assert schema.field("aliases").type.value_type == pa.string()
    assert schema.field("birth_min").type == pa.date32()
    assert schema.field("birth_min").nullable
    assert schema.field("n_sources").type == pa.int64()
    assert arrow_schema(spec_of(Run)).field("started_at").type == pa.timestamp("us", tz="UTC")
    assert arrow_schema(spec_of(SourceText)).field("raw_spans").type.value_type == pa.int32()


def test_rows_come_back_equal_and_in_the_order_of_their_key() -> None:
    rows = [person(2, name="Ахмад 🙂"), person(1, aliases=[])]
    assert from_arrow(Person, to_arrow(Person, rows)) == [rows[1], rows[0]]


def test_an_empty_table_keeps_its_schema(tmp_path: Path) -> None:
    path = write_parquet(to_arrow(Person, []), tmp_path / "people.parquet")
    assert read_parquet(path).schema.equals(arrow_schema(spec_of(Person)), check_metadata=True)
    assert from_arrow(Person, read_parquet(path)) == []


def test_times_are_kept_in_utc() -> None:
    tehran = timezone(timedelta(hours=3, minutes=30))
    run = Run(
        run_id="r1",
        started_at=datetime(2026, 3, 9, 12, 0, tzinfo=tehran),
        ended_at=None,
        state="running",
        n_inputs=0,
        n_new=0,
        n_unchanged=0,
        n_kept=0,
        n_quarantined=0,
        code_version="c",
        model_version="m",
    )
    (back,) = from_arrow(Run, to_arrow(Run, [run]))
    assert back.started_at == datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
    assert back.ended_at is None


def test_a_time_without_zone_is_refused() -> None:
    run_schema = spec_of(Run)
    values = {column.name: 0 if column.python_type is int else "completed" for column in run_schema.columns}
    row = Run(**{**values, "started_at": datetime(2026, 3, 9), "ended_at": None})  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"runs\.started_at: 2026-03-09T00:00:00 has no time zone"):
        to_arrow(Run, [row])


def test_a_value_of_another_type_is_refused_by_column() -> None:
    with pytest.raises(TypeError, match=r"people\.name"):
        to_arrow(Person, [person(1, name=7)])


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="changes: no column change"):
        from_arrow(Change, to_arrow(Change, []).drop_columns(["change"]))


def test_nulls_pass_to_the_gate_but_not_to_disk(tmp_path: Path) -> None:
    table = to_arrow(Person, [person(1, name=None)])
    assert table.column("name").null_count == 1
    with pytest.raises(ValueError, match="column name allows no nulls and holds 1"):
        write_parquet(table, tmp_path / "people.parquet")
    assert list(tmp_path.iterdir()) == []


def test_the_same_rows_make_the_same_bytes(tmp_path: Path) -> None:
    rows = [person(number) for number in range(100)]
    first = write_parquet(to_arrow(Person, rows), tmp_path / "first.parquet")
    halves = pa.concat_tables([to_arrow(Person, rows[:40]), to_arrow(Person, rows[40:])])
    second = write_parquet(halves, tmp_path / "second.parquet")
    third = write_parquet(to_arrow(Person, reversed(rows)), tmp_path / "third.parquet")
    assert first.read_bytes() == second.read_bytes() == third.read_bytes()


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = write_parquet(to_arrow(Person, [person(1)]), tmp_path / "people.parquet")
    before = path.read_bytes()
    with pytest.raises(ValueError, match="name"):
        write_parquet(to_arrow(Person, [person(1, name=None)]), path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["people.parquet"]
