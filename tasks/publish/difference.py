"""What became different between two releases, and why, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from schemas.about import Change
from schemas.arrow import arrow_schema, read_parquet
from schemas.declare import tables
from schemas.manifest import MadeFrom, Manifest, read_manifest
from schemas.vocab import ChangeKind
from tasks.publish.changes import COMPARED, compare
from tasks.publish.origin import Cause, causes, changed_stages

Row = Mapping[str, Any]


@dataclass(frozen=True)
class TableDifference:
    """How many rows of a table differ, and which columns in how many rows."""

    table: str
    added: int
    removed: int
    changed: int
    columns: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Difference:
    """Two releases compared. `why` and `examples` are sentences; the examples are by table."""

    before: Manifest
    after: Manifest
    why: tuple[str, ...]
    tables: tuple[TableDifference, ...]
    examples: tuple[tuple[str, tuple[str, ...]], ...]


def difference(before_dir: Path, after_dir: Path, examples: int = 10) -> Difference:
    """The difference between two release folders, with at most so many examples a table.

    Raises:
        FileNotFoundError: one of them is no release.
    """
    before, after = read_manifest(before_dir), read_manifest(after_dir)
    old = {name: _table(before_dir, name) for name in (*COMPARED, "verdicts")}
    new = {name: _table(after_dir, name) for name in (*COMPARED, "verdicts")}
    changes = compare(before_dir, new)
    return Difference(
        before,
        after,
        tuple(_reasons(before, after, changes, old["verdicts"], new["verdicts"])),
        tuple(_counted(name, [c for c in changes if c.table_name == name]) for name in COMPARED),
        tuple(
            (
                name,
                tuple(
                    _told(name, changes, _by_key(name, old[name]), _by_key(name, new[name]), _names(old, new))[
                        :examples
                    ]
                ),
            )
            for name in COMPARED
        ),
    )


def _reasons(
    before: Manifest, after: Manifest, changes: list[Change], old_verdicts: pa.Table, new_verdicts: pa.Table
) -> Iterator[str]:
    then, now = before.made_from, after.made_from
    if then is None or now is None:
        yield "one of the two does not say what it was made from"
        return
    new_pages = sum(c.table_name == "sources" and c.change == ChangeKind.ADDED for c in changes)
    for cause in causes(then, now, new_pages):
        yield _reason(Cause(cause), then, now, new_pages)
    told = {row["verdict_id"]: row for row in new_verdicts.to_pylist()}
    for row in old_verdicts.to_pylist():
        told.pop(row["verdict_id"], None)
    for row in told.values():
        about = ", ".join(str(row[c]) for c in ("name", "other_name", "what", "field", "value") if row[c])
        yield f"verdict by {row['decided_by']}: {row['verdict']}, {about} ({row['why']})"


def _reason(cause: Cause, then: MadeFrom, now: MadeFrom, new_pages: int) -> str:
    match cause:
        case Cause.NEW_PAGES:
            return f"{new_pages:,} new page{'' if new_pages == 1 else 's'}"
        case Cause.CODE:
            return f"the code of {', '.join(changed_stages(then.code, now.code))} changed"
        case Cause.MODEL:
            return f"the engine was {then.model} and is {now.model}"
        case Cause.VERDICTS:
            return "people's verdicts changed"
        case Cause.FORGOTTEN:
            return "persons or pages were forgotten"
        case Cause.SETTINGS:
            return f"the settings were {then.settings} and are {now.settings}"
        case _:
            return f"the {cause.value} changed"


def _counted(name: str, changes: list[Change]) -> TableDifference:
    kinds = Counter(c.change for c in changes)
    columns = Counter(column for c in changes for column in c.columns)
    ordered = sorted(columns.items(), key=lambda item: (-item[1], item[0]))
    return TableDifference(
        name, kinds[ChangeKind.ADDED], kinds[ChangeKind.REMOVED], kinds[ChangeKind.CHANGED], tuple(ordered)
    )


def _told(
    name: str, changes: list[Change], old: Mapping[str, Row], new: Mapping[str, Row], names: Mapping[str, str]
) -> list[str]:
    order = [ChangeKind.REMOVED, ChangeKind.CHANGED, ChangeKind.ADDED]
    mine = sorted(
        (c for c in changes if c.table_name == name), key=lambda c: (order.index(ChangeKind(c.change)), c.row_id)
    )
    return [f"{c.change} {_label(new.get(c.row_id) or old[c.row_id], names)}{_columns(c, old, new)}" for c in mine]


def _columns(change: Change, old: Mapping[str, Row], new: Mapping[str, Row]) -> str:
    if change.change != ChangeKind.CHANGED:
        return ""
    # Bounds go with their date, and would tell it twice more
    told = [c for c in change.columns if not c.endswith(("_min", "_max"))] or change.columns
    was, now = old[change.row_id], new[change.row_id]
    return ": " + "; ".join(f"{c} {_value(was[c])} → {_value(now[c])}" for c in told)


def _label(row: Row, names: Mapping[str, str]) -> str:
    if "uri" in row:
        return f"{row['uri']} ({row['title'] or 'no title'})"
    if "aliases" in row:
        return str(row["name"])
    person = names.get(row["person_id"] or "", "nobody named")
    what = row.get("title") or row.get("event_type")
    where = f", {row['organization']}" if row["organization"] else ""
    return f"{person}, {str(what).replace('_', ' ')}{where}"


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    return "; ".join(map(str, value)) or "nothing" if isinstance(value, list) else str(value)


def _names(old: Mapping[str, pa.Table], new: Mapping[str, pa.Table]) -> dict[str, str]:
    rows = [*old["people"].to_pylist(), *new["people"].to_pylist()]
    return {row["person_id"]: row["name"] for row in rows}


def _by_key(name: str, table: pa.Table) -> dict[str, Row]:
    (key,) = tables()[name].key
    return {row[key]: row for row in table.to_pylist()}


def _table(folder: Path, name: str) -> pa.Table:
    path = folder / f"{name}.parquet"
    return read_parquet(path) if path.is_file() else arrow_schema(tables()[name]).empty_table()
