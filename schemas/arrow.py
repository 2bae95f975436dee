"""Declared tables as Arrow and Parquet: exact types, fixed row order, the same bytes for the same rows."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from operator import attrgetter
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.declare import ColumnSpec, TableSpec, made, spec_of

Row = TypeVar("Row")

ARROW_TYPES: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
    list[str]: pa.list_(pa.field("element", pa.string(), nullable=False)),
    list[int]: pa.list_(pa.field("element", pa.int32(), nullable=False)),
}
ROW_GROUP_ROWS = 65_536


def arrow_schema(spec: TableSpec) -> pa.Schema:
    """The table's Arrow schema, with its meaning and each column's meaning under the metadata key `doc`."""
    fields = [_field(spec, column) for column in spec.columns]
    return pa.schema(fields, metadata={"table": spec.name, "doc": spec.doc})


def to_arrow(row_class: type[Row], rows: Iterable[Row]) -> pa.Table:
    """The rows as an Arrow table in the declared order.

    A None where the declaration allows none passes here, so that the quality gate can set the row aside;
    `write_parquet` refuses it.

    Raises:
        TypeError: A value is not of its column's type, or a time has no time zone. The message names the column.
    """
    spec = spec_of(row_class)
    schema = arrow_schema(spec)
    ordered = in_order(row_class, rows)
    arrays = [
        _array(spec, column, schema.field(column.name).type, list(map(attrgetter(column.name), ordered)))
        for column in spec.columns
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def from_arrow(row_class: type[Row], table: pa.Table) -> list[Row]:
    """The table's rows, in its order. Columns that the row class does not have are left out.

    Raises:
        ValueError: The table lacks a declared column.
    """
    names = [column.name for column in spec_of(row_class).columns]
    missing = [name for name in names if name not in table.column_names]
    if missing:
        raise ValueError(f"{spec_of(row_class).name}: no column {', '.join(missing)} in the data")
    columns = [table.column(name).to_pylist() for name in names]
    return [made(row_class, dict(zip(names, values, strict=True))) for values in zip(*columns, strict=True)]


def in_order(row_class: type[Row], rows: Iterable[Row]) -> list[Row]:
    """The rows in their table's declared order; nulls come last."""
    names = spec_of(row_class).order_by

    def place(row: Row) -> list[tuple[bool, Any]]:
        values = [getattr(row, name) for name in names]
        return [(value is None, "" if value is None else value) for value in values]

    listed = list(rows)
    try:
        return sorted(listed, key=attrgetter(*names))
    except TypeError:  # a None was compared
        return sorted(listed, key=place)


def write_parquet(table: pa.Table, path: Path) -> Path:
    """The path, after the whole table stands there: readers see the old file or the new one, never a part.

    Equal tables make equal bytes, however they were chunked.

    Raises:
        ValueError: A column that allows no nulls holds one.
    """
    _refuse_nulls(table)
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            pq.write_table(
                table.combine_chunks(),
                file,
                row_group_size=ROW_GROUP_ROWS,
                version="2.6",
                data_page_version="1.0",
                compression="zstd",
                compression_level=3,
                use_dictionary=True,
                write_statistics=True,
            )
            file.flush()
            os.fsync(file.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    return path


def read_parquet(path: Path) -> pa.Table:
    """The table in one Parquet file. Folder names such as `x=1` on the way to it add no columns."""
    with pq.ParquetFile(path) as file:
        return file.read()


def write_rows(row_class: type[Row], rows: Iterable[Row], path: Path) -> Path:
    """The path, after the rows stand there as Parquet in the declared order."""
    return write_parquet(to_arrow(row_class, rows), path)


def read_rows(row_class: type[Row], path: Path) -> list[Row]:
    """The rows of one Parquet file."""
    return from_arrow(row_class, read_parquet(path))


def _field(spec: TableSpec, column: ColumnSpec) -> pa.Field:
    if column.python_type not in ARROW_TYPES:
        raise TypeError(f"{spec.name}.{column.name}: no Arrow type for {column.python_type}")
    metadata = {"doc": column.col.doc}
    return pa.field(column.name, ARROW_TYPES[column.python_type], nullable=column.nullable, metadata=metadata)


def _array(spec: TableSpec, column: ColumnSpec, kind: pa.DataType, values: list[Any]) -> pa.Array:
    # Arrow would take a time without a zone for UTC, and a number for text in no case: one clear message for both
    if column.python_type is datetime:
        values = [_in_utc(f"{spec.name}.{column.name}", value) for value in values]
    try:
        return pa.array(values, type=kind)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError) as error:
        raise TypeError(f"{spec.name}.{column.name}: {error}") from error


def _in_utc(where: str, value: Any) -> Any:
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        raise TypeError(f"{where}: {value.isoformat()} has no time zone; give it one, such as UTC")
    return value.astimezone(UTC)


def _refuse_nulls(table: pa.Table) -> None:
    for field in table.schema:
        count = table.column(field.name).null_count
        if count and not field.nullable:
            raise ValueError(f"column {field.name} allows no nulls and holds {count}")
