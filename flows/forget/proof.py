"""A search of every file of a data directory for what was forgotten, whatever the file is packed in.

It knows nothing of how names are masked: it unpacks each file, folds what it finds to plain words, and looks.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.forget.targets import Target
from tasks.names.romanize import fold
from warehouse.database import OFFLINE

_TAG = re.compile(r"<[^<>]*>")
_CELLS_AT_ONCE = 1_000


@dataclass(frozen=True)
class Hit:
    """A file that still holds what was to be forgotten, and what."""

    path: Path
    what: str


@dataclass(frozen=True)
class Proof:
    """What the search came to."""

    files: int
    n_bytes: int
    sought: int
    hits: tuple[Hit, ...]


def search(root: Path, target: Target) -> Proof:
    """What every file below the folder still holds of the target: names, places, sentences, in any packing."""
    sought = [*(" ".join(name) for name in sorted(target.names)), *sorted(target.phrases), *map(fold, target.uris)]
    sought = [words for words in sought if words]
    raw = [
        text.encode(encoding)
        for text in (*sought, *target.uris)
        for encoding in ("utf-8", "utf-16-le")
        if len(text) >= 5
    ]
    hits: dict[tuple[Path, str], Hit] = {}
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()]
    n_bytes = 0
    for path in files:
        data = path.read_bytes()
        n_bytes += len(data)
        found = {f"the bytes {needle!r}" for needle in raw if needle in data}
        for text in (path.relative_to(root).as_posix(), *_texts(path, data)):
            found.update(_words_found(text, sought))
        found.update(_short_words_found(path, target))
        hits |= {(path, what): Hit(path, what) for what in found}
    return Proof(len(files), n_bytes, len(sought), tuple(hits[key] for key in sorted(hits)))


def _words_found(text: str, sought: list[str]) -> Iterator[str]:
    readings = {text}
    if "<" in text:
        readings |= {_TAG.sub(" ", text), _TAG.sub("", text)}
    if "&" in text:
        readings |= {html.unescape(reading) for reading in list(readings)}
    if "%" in text:
        readings |= {unquote(reading) for reading in list(readings)}
    for reading in readings:
        words = f" {fold.__wrapped__(reading)} "
        yield from (f"the words {want!r}" for want in sought if f" {want} " in words)


def _short_words_found(path: Path, target: Target) -> Iterator[str]:
    """Single words that mean the person on one page, in that page's own text."""
    if not target.shorts or path.name != "source_texts.parquet":
        return
    for row in pq.read_table(path, columns=["source_id", "text"]).to_pylist():
        words = set(fold.__wrapped__(row["text"]).split())
        yield from (f"the word {w!r} on {s}" for s, w in sorted(target.shorts) if s == row["source_id"] and w in words)


def _texts(path: Path, data: bytes) -> Iterator[str]:
    """Every text in the file, unpacked."""
    if path.suffix == ".parquet":
        yield from _cells(pq.read_table(path))
    elif path.suffix == ".duckdb":
        yield from _database(path)
    elif data[:2] == b"\x1f\x8b":
        try:
            yield from _plain(gzip.decompress(data))
        except (OSError, EOFError, zlib.error):
            yield from _plain(data)
    else:
        yield from _plain(data)


def _plain(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    yield text
    if b"\x00" in data[:1000]:
        yield data.decode("utf-16", "replace")
    if "�" in text:
        yield data.decode("cp1252", "replace")
    if "\\" in text:
        for line in [text, *text.splitlines()]:
            try:
                yield json.dumps(json.loads(line), ensure_ascii=False)
            except ValueError:
                continue


def _database(path: Path) -> Iterator[str]:
    with duckdb.connect(str(path), read_only=True, config=OFFLINE) as con:
        tables = con.execute("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
        for schema, name in tables:
            yield from _cells(con.sql(f'SELECT * FROM "{schema}"."{name}"').to_arrow_table())  # noqa: S608


def _cells(table: pa.Table) -> Iterator[str]:
    """The table's text, some cells at a time; what stands in two cells never reads as one name."""
    for column in table.columns:
        if not (pa.types.is_string(column.type) or pa.types.is_list(column.type)):
            continue
        cells = [cell for value in column.to_pylist() for cell in (value if isinstance(value, list) else [value])]
        texts = [cell for cell in cells if isinstance(cell, str)]
        for start in range(0, len(texts), _CELLS_AT_ONCE):
            yield " | zzz | ".join(texts[start : start + _CELLS_AT_ONCE])
