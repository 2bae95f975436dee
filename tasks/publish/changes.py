"""What became different from the release before: rows added, changed, removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from schemas.about import Change
from schemas.arrow import read_parquet
from schemas.declare import TableSpec, tables
from schemas.vocab import ChangeKind

COMPARED = ("sources", "people", "roles", "events")

_Row = tuple[Any, ...]


def compare(previous: Path | None, new: Mapping[str, pa.Table]) -> list[Change]:
    """The changes from the previous release's folder to the new tables; none where there is no release before.

    A column that only one of the two releases has is no difference: a new column would mark every row.
    """
    if previous is None:
        return []
    return [change for name in COMPARED for change in _compare_table(tables()[name], previous, new[name])]


def _compare_table(spec: TableSpec, previous: Path, table: pa.Table) -> Iterator[Change]:
    path = previous / f"{spec.name}.parquet"
    before = read_parquet(path) if path.is_file() else table.slice(0, 0)
    columns = [name for name in table.column_names if name in before.column_names]
    old, new = _by_key(spec, before, columns), _by_key(spec, table, columns)
    for row_id in sorted(old.keys() | new.keys()):
        if row_id not in old:
            yield Change(table_name=spec.name, row_id=row_id, change=ChangeKind.ADDED, columns=[])
        elif row_id not in new:
            yield Change(table_name=spec.name, row_id=row_id, change=ChangeKind.REMOVED, columns=[])
        elif old[row_id] != new[row_id]:
            pairs = zip(columns, old[row_id], new[row_id], strict=True)
            differing = [name for name, was, now in pairs if was != now]
            yield Change(table_name=spec.name, row_id=row_id, change=ChangeKind.CHANGED, columns=differing)


def _by_key(spec: TableSpec, table: pa.Table, columns: list[str]) -> dict[str, _Row]:
    (key,) = spec.key
    rows = zip(*(table.column(name).to_pylist() for name in columns), strict=True)
    return dict(zip(table.column(key).to_pylist(), rows, strict=True))
