"""The crawled bytes of every page, as they came: one file a page, named by its digest, written once."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.files import put_in_place
from tasks.ingest.find import InputFile
from tasks.ingest.read import Limits, ReadPage, read_input
from tasks.quarantine import Rejected


@dataclass(frozen=True, slots=True)
class SeenPage:
    """What it takes to read a kept page again."""

    source_id: str
    uri: str
    media_type: str
    container: str | None
    raw_sha256: str
    retrieved_at: datetime


def raw_path(pages_dir: Path, raw_sha256: str) -> Path:
    """Where the page with these bytes is kept."""
    return pages_dir / raw_sha256[:2] / f"{raw_sha256}.gz"


def keep_raw(pages_dir: Path, raw_sha256: str, raw: bytes) -> Path:
    """The path, after the bytes stand there whole. Bytes that are there already are not written again."""
    path = raw_path(pages_dir, raw_sha256)
    if path.exists():
        return path
    return replace_raw(pages_dir, raw_sha256, raw)


def replace_raw(pages_dir: Path, raw_sha256: str, raw: bytes) -> Path:
    """The path, after the bytes stand there whole in place of what stood there."""
    # No time of writing in the header: the same page makes the same file
    return put_in_place(raw_path(pages_dir, raw_sha256), gzip.compress(raw, compresslevel=6, mtime=0))


def read_raw(pages_dir: Path, raw_sha256: str) -> bytes:
    """The page's bytes as they were crawled."""
    return gzip.decompress(raw_path(pages_dir, raw_sha256).read_bytes())


def read_again(pages_dir: Path, seen: SeenPage, limits: Limits) -> Iterator[ReadPage | Rejected]:
    """What today's reader makes of a page kept earlier: place, crawl time and id stay as they were seen first.

    The id also where a name was masked in the kept bytes since.
    """
    form = "jsonl" if seen.container == "application/jsonl" else "html" if seen.media_type == "text/html" else "text"
    kept = InputFile(seen.uri, raw_path(pages_dir, seen.raw_sha256), form, gzipped=True)
    for read in read_input(kept, limits):
        if isinstance(read, ReadPage):
            same = {name: getattr(seen, name) for name in ("source_id", "raw_sha256", "uri", "retrieved_at")}
            yield replace(read, page=replace(read.page, **same))
        else:
            yield replace(read, uri=seen.uri)


def seen_pages(stages_dir: Path, release: Path | None, but: frozenset[str]) -> list[SeenPage]:
    """The pages that any version of ingest has kept or the release holds, less those in `but`, in the order of ids."""
    found: dict[str, SeenPage] = {}
    columns, known = [f.name for f in fields(SeenPage)], pa.array(sorted(but), pa.string())
    for path in sorted((stages_dir / "ingest").glob("*/pages/part-*.parquet")):
        for row in _others(pq.read_table(path, columns=columns), known):
            found.setdefault(row["source_id"], SeenPage(**row))
    if release is not None:
        released = pq.read_table(release / "sources.parquet", columns=[c for c in columns if c != "container"])
        for row in _others(released, known):
            container = "application/jsonl" if row["media_type"] == "application/json" else None
            found.setdefault(row["source_id"], SeenPage(**row, container=container))
    return [found[source] for source in sorted(found)]


def _others(table: pa.Table, known: pa.Array) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.filter(pc.invert(pc.is_in(table.column("source_id"), known))).to_pylist()
    return rows
