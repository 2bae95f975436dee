"""What became different from the release before: rows added, changed, removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from schemas.about import Change
from schemas.arrow import read_parquet
from schemas.declare import TableSpec, tables
from schemas.vocab import ChangeKind

COMPARED = ("sources", "people", "roles", "events")


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
    (key,) = spec.key
    old, new = before.column(key), table.column(key)
    columns = [name for name in table.column_names if name in before.column_names]
    found: list[tuple[str, ChangeKind, list[str]]] = [(row_id, ChangeKind.ADDED, []) for row_id in _only_in(new, old)]
    found += [(row_id, ChangeKind.REMOVED, []) for row_id in _only_in(old, new)]
    found += [(row_id, ChangeKind.CHANGED, names) for row_id, names in _differing(key, before, table, columns)]
    for row_id, kind, names in sorted(found):
        yield Change(table_name=spec.name, row_id=row_id, change=kind, columns=names)


def _only_in(keys: pa.ChunkedArray, others: pa.ChunkedArray) -> list[str]:
    found: list[str] = keys.filter(pc.invert(pc.is_in(keys, others.combine_chunks()))).to_pylist()
    return found


def _differing(key: str, before: pa.Table, table: pa.Table, columns: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The keys that are in both tables with different values, and the columns in which they differ."""
    place = pc.index_in(table.column(key), before.column(key).combine_chunks())
    in_both = table.filter(place.is_valid())
    as_before = before.take(place.drop_null())
    differs = {name: _differ(as_before.column(name), in_both.column(name)) for name in columns}
    rows = np.flatnonzero(np.logical_or.reduce(list(differs.values())))
    keys = in_both.column(key).take(pa.array(rows, pa.int64())).to_pylist()
    for row_id, row in zip(keys, rows, strict=True):
        yield row_id, [name for name in columns if differs[name][row]]


def _differ(was: pa.ChunkedArray, now: pa.ChunkedArray) -> NDArray[np.bool_]:
    """Row by row, whether the two values differ; null is a value too."""
    if pa.types.is_nested(now.type) or was.type != now.type:  # which Arrow does not compare
        return np.array([a != b for a, b in zip(was.to_pylist(), now.to_pylist(), strict=True)], bool)
    different = pc.fill_null(pc.not_equal(was, now), False)
    return np.asarray(pc.or_(different, pc.xor(was.is_null(), now.is_null())))
