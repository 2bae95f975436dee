"""What a stage made of each page, by the version of its code: Parquet parts, so that a page is read once.

DIR/stages/<stage>/<version>/<table>/part-<key>.parquet hold the rows; `done/part-<key>.json` names the pages whose rows
count, and the file of the rows where parts of one batch share it. It is written last, so a part without it (a killed
run) is as good as absent and is made again; so is one whose rows are not there. `gate.json` holds the keys of rows that
the quality gate set aside; they are read no more.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema, from_arrow, read_parquet, to_arrow, write_parquet
from schemas.declare import spec_of
from schemas.files import put_in_place
from schemas.ids import digest
from schemas.vocab import QuarantineReason, Stage
from tasks.quarantine import Rejected


@dataclass(frozen=True, slots=True)
class Part:
    """What one batch came to: the pages whose rows are in the part, and the pages that were set aside.

    `rows` is the key of the Parquet files that hold the rows, its own where empty.
    Of extract only: `dropped` are claims that the engine did not let in; their pages are kept.
    Of ingest only: `input` is the digest of the file that the pages are from, `pages` how many of its pages went by,
    and `is_last` whether the file ended there.
    """

    key: str
    kept: tuple[str, ...]
    rejected: tuple[Rejected, ...] = ()
    input: str | None = None
    pages: int = 0
    is_last: bool = False
    dropped: tuple[Rejected, ...] = ()
    rows: str = ""

    @property
    def file(self) -> str:
        """The key of the Parquet files that hold the rows."""
        return self.rows or self.key


@dataclass(frozen=True, slots=True)
class PageRef:
    """Where one page's row stands: a part's file and the row in it."""

    source_id: str
    uri: str
    path: Path
    row: int


class StageStore:
    """The parts of one stage, made by one version of its code. `rows` are its tables' row classes."""

    def __init__(self, stages_dir: Path, stage: Stage, version: str, rows: Sequence[type[Any]]) -> None:
        self.folder = stages_dir / stage / version
        self.rows = tuple(rows)

    def __getstate__(self) -> dict[str, Any]:
        """What a worker process gets. What was read of the folder stays here: it is long, and grows meanwhile."""
        return {"folder": self.folder, "rows": self.rows}

    def write(self, key: str, rows: Sequence[Iterable[Any]]) -> None:
        """Puts a part's rows in place, one iterable a table. They count once `commit` was called for the key."""
        for row_class, of_class in zip(self.rows, rows, strict=True):
            write_parquet(to_arrow(row_class, of_class), self._path(row_class, key))

    def commit(self, part: Part) -> Part:
        """The part as it counts: pages that an earlier part has are left out of it."""
        new = tuple(dict.fromkeys(source for source in part.kept if source not in self._done))
        counted = replace(part, kept=new)
        self._put(counted)
        self._done.update(new)
        self._done.update(r.source_id for r in part.rejected if r.source_id)
        return counted

    def forget(self, rule: str) -> None:
        """Lets the pages that were set aside by that rule be read again."""
        for part in list(self._parts.values()):
            if any(r.rule == rule for r in part.rejected):
                self._put(replace(part, rejected=tuple(r for r in part.rejected if r.rule != rule)))
        self.__dict__.pop("_done", None)

    def drop(self, sources: Collection[str]) -> None:
        """Removes every row and every word on these pages, and parts that no finished batch vouches for."""
        gone = pa.array(sorted(sources), pa.string())
        # First the pages are no longer vouched for, then the rows go: killed in between, none is missed and none kept
        for part in list(self._parts.values()):
            self._put_or_remove(
                replace(
                    part,
                    kept=tuple(source for source in part.kept if source not in sources),
                    rejected=tuple(r for r in part.rejected if r.source_id not in sources),
                    dropped=tuple(r for r in part.dropped if r.source_id not in sources),
                ),
                part,
            )
        files = self._kept_in()
        for row_class in self.rows:
            for path in sorted(self._folder(row_class).glob("*")):
                if path.suffix != ".parquet" or path.stem.removeprefix("part-") not in files:
                    path.unlink()
                    continue
                table = read_parquet(path)
                there = pc.is_in(table.column("source_id"), value_set=gone)
                if pc.any(there).as_py():
                    write_parquet(table.filter(pc.invert(there)), path)
        for path in sorted((self.folder / "done").glob("*")):
            if path.suffix != ".json" or path.stem.removeprefix("part-") not in self._parts:
                path.unlink()

    def differing(self, row: Callable[[Any], Any], row_class: type[Any]) -> set[str]:
        """The pages whose rows in the table would become different if each row was changed."""
        return {
            before.source_id
            for file in self._kept_in()
            for before in from_arrow(row_class, read_parquet(self._path(row_class, file)))
            if row(before) != before
        }

    def change(self, row: Callable[[Any], Any], rejected: Callable[[Rejected], Rejected], row_class: type[Any]) -> None:
        """Changes each row of the table and each page set aside."""
        for file in self._kept_in():
            path = self._path(row_class, file)
            before = from_arrow(row_class, read_parquet(path))
            after = [row(one) for one in before]
            if after != before:
                write_parquet(to_arrow(row_class, after), path)
        for part in list(self._parts.values()):
            self._put_or_remove(replace(part, rejected=tuple(map(rejected, part.rejected))), part)

    def _put_or_remove(self, part: Part, before: Part) -> None:
        if part == before:
            return
        self.__dict__.pop("_done", None)
        if part.kept or part.rejected or part.dropped:
            self._put(part)
            return
        del self._parts[part.key]
        if all(other.file != part.file for other in self._parts.values()):
            for row_class in self.rows:
                self._path(row_class, part.file).unlink(missing_ok=True)
        self._done_path(part.key).unlink(missing_ok=True)

    def set_aside_by(self, rule: str) -> list[Rejected]:
        """The pages that this version set aside by that rule."""
        return [r for r in self.rejected() if r.rule == rule]

    def _put(self, part: Part) -> None:
        said = json.dumps(asdict(part), ensure_ascii=False, indent=1)
        # Not waited for: one that a power cut left empty does not count, and the part is made again
        put_in_place(self._done_path(part.key), said.encode(), lasting=False)
        self._parts[part.key] = part

    def done(self) -> frozenset[str]:
        """The pages that this version has read, kept or set aside."""
        return frozenset(self._done)

    def inputs(self) -> dict[str, int]:
        """The input files that this version has read to the end, by digest, and how many pages each has."""
        ended = {part.input for part in self._parts.values() if part.input and part.is_last}
        counts: Counter[str] = Counter()
        for part in self._parts.values():
            if part.input in ended:
                counts[part.input] += part.pages
        return dict(counts)

    def parts_of(self, inputs: Collection[str]) -> list[Part]:
        """The parts that these input files, by digest, became."""
        wanted = frozenset(inputs)
        return [part for part in self._parts.values() if part.input in wanted]

    def kept(self) -> dict[str, PageRef]:
        """Each page that came through, gate included, and where its row stands in the first table, in order of ids.

        For stages whose first table has one row a page.
        """
        held_back = self.held_back(self.rows[0])
        found: dict[str, PageRef] = {}
        for file, sources in self._kept_in().items():
            path = self._path(self.rows[0], file)
            wanted = sources - held_back
            rows = _read_columns(path, ["source_id", "uri"]) if wanted else []
            found.update(
                {
                    row["source_id"]: PageRef(row["source_id"], row["uri"], path, i)
                    for i, row in enumerate(rows)
                    if row["source_id"] in wanted
                }
            )
        return dict(sorted(found.items()))

    def rejected(self) -> list[Rejected]:
        """Every page that this version set aside, less what the gate did."""
        return [r for part in self._parts.values() for r in part.rejected]

    def dropped(self) -> list[Rejected]:
        """Every claim of kept pages that the engine did not let in."""
        return [r for part in self._parts.values() for r in part.dropped]

    def read_pages(self) -> frozenset[str]:
        """The pages whose rows are here."""
        return frozenset(source for part in self._parts.values() for source in part.kept)

    def held_back(self, row_class: type[Any]) -> frozenset[str]:
        """Keys of the table's rows that the gate set aside when it last looked."""
        return frozenset(self._gate.get(spec_of(row_class).name, ()))

    def hold_back(self, keys: Mapping[type[Any], Iterable[str]]) -> None:
        """Keeps the rows with these keys from being read as passed, in place of those held back before."""
        gate = {spec_of(row_class).name: sorted(of_class) for row_class, of_class in keys.items()}
        put_in_place(self.folder / "gate.json", json.dumps(gate, indent=1).encode())
        self._gate = gate

    def read_passed(self, row_class: type[Any], only: frozenset[str] | None = None) -> pa.Table:
        """As `read`, less the rows that the gate set aside."""
        table = self.read(row_class, only)
        held_back = self.held_back(row_class)
        if not held_back:
            return table
        (key,) = spec_of(row_class).key
        return table.filter(pc.invert(pc.is_in(table.column(key), value_set=pa.array(sorted(held_back), pa.string()))))

    def read(self, row_class: type[Any], only: frozenset[str] | None = None) -> pa.Table:
        """All rows of that table that count, in the declared order; of the pages in `only`, where given."""
        spec = spec_of(row_class)
        tables = [arrow_schema(spec).empty_table()]
        for file, sources in self._kept_in().items():
            wanted = sorted(sources if only is None else sources & only)
            if wanted:
                table = read_parquet(self._path(row_class, file))
                mask = pc.is_in(table.column("source_id"), value_set=pa.array(wanted, pa.string()))
                tables.append(table.filter(mask))
        return pa.concat_tables(tables).sort_by([(name, "ascending") for name in spec.order_by])

    def _folder(self, row_class: type[Any]) -> Path:
        return self.folder / spec_of(row_class).name

    def _path(self, row_class: type[Any], key: str) -> Path:
        return self._folder(row_class) / f"part-{key}.parquet"

    def _done_path(self, key: str) -> Path:
        return self.folder / "done" / f"part-{key}.json"

    @cached_property
    def _parts(self) -> dict[str, Part]:
        parts = filter(None, map(_read_part, sorted((self.folder / "done").glob("part-*.json"))))
        there = [{path.name for path in self._folder(row_class).glob("part-*")} for row_class in self.rows]
        return {part.key: part for part in parts if all(f"part-{part.file}.parquet" in names for names in there)}

    def _kept_in(self) -> dict[str, set[str]]:
        """The pages that count, by the files that hold their rows."""
        found: dict[str, set[str]] = defaultdict(set)
        for part in self._parts.values():
            found[part.file].update(part.kept)
        return dict(found)

    @cached_property
    def _gate(self) -> dict[str, list[str]]:
        path = self.folder / "gate.json"
        gate: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return gate

    @cached_property
    def _done(self) -> set[str]:
        kept = {source for part in self._parts.values() for source in part.kept}
        return kept | {r.source_id for part in self._parts.values() for r in part.rejected if r.source_id}


def remove_old_versions(stages_dir: Path, stage: Stage, current: str) -> list[Path]:
    """The folders removed: all versions of the stage but the current one and the one used before it."""
    others = [path for path in (stages_dir / stage).glob("*") if path.is_dir() and path.name != current]
    old = sorted(others, key=lambda path: path.stat().st_mtime)[:-1]
    for folder in old:
        shutil.rmtree(folder)
    return old


def part_key(names: Iterable[str]) -> str:
    """The part's name, from what it holds: the same batch done again takes the place of its part."""
    return digest(*names)[:16]


def _read_columns(path: Path, columns: list[str]) -> list[dict[str, Any]]:
    # Not pq.read_table, which takes several times as long to open a small file
    with pq.ParquetFile(path) as file:
        rows: list[dict[str, Any]] = file.read(columns=columns).to_pylist()
        return rows


def _read_part(path: Path) -> Part | None:
    """The part as its file says; None where a power cut has left no more than the file's name."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None
    rejected, dropped = _read_rejected(said["rejected"]), _read_rejected(said.get("dropped", ()))
    return Part(**{**said, "kept": tuple(said["kept"]), "rejected": rejected, "dropped": dropped})


def _read_rejected(said: Iterable[dict[str, Any]]) -> tuple[Rejected, ...]:
    return tuple(Rejected(**{**r, "stage": Stage(r["stage"]), "reason": QuarantineReason(r["reason"])}) for r in said)
