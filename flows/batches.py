"""What a worker does with one batch: reads pages, hands each to a stage's function, writes a part of the stage's store.

Runs in worker processes and imports no Prefect. A page on which a function fails is set aside; the batch goes on.
"""

from __future__ import annotations

import hashlib
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from flows.raw_pages import SeenPage, keep_raw, read_again
from flows.stage_store import PageRef, Part, StageStore, part_key
from schemas.arrow import from_arrow, read_parquet
from schemas.stages import CleanPage, RawPage
from schemas.vocab import QuarantineReason, Stage
from tasks.clean.clean import clean_page
from tasks.clean.sketches import sketch_pages
from tasks.extract.chat.settings import ChatSettings
from tasks.extract.engine import Engine, EngineStoppedError, PageClaims, PageNotReadError
from tasks.extract.engines import load_engine
from tasks.forget.certain import certain_claims
from tasks.forget.forgotten_file import Forgotten
from tasks.forget.page import let_in
from tasks.ingest.find import InputFile
from tasks.ingest.read import Limits, ReadPage, read_input
from tasks.quarantine import Rejected

Page = TypeVar("Page", RawPage, CleanPage)
Made = TypeVar("Made")
Item = TypeVar("Item")

# A file of many pages becomes parts of this many, so that it need not fit into memory
PAGES_PER_PART = 1_000
# What a page breaks that the engine could not read: such a page is read again in the next run, or is not
ENGINE_ANSWERS = "engine_answers"
ENGINE_READS_PAGE = "engine_reads_page"


@dataclass(frozen=True)
class IngestJob:
    """What ingest needs beside its input files."""

    store: StageStore
    pages_dir: Path
    limits: Limits
    forgotten: Forgotten = field(default_factory=Forgotten)


@dataclass(frozen=True)
class ExtractJob:
    """What extract needs beside its pages. `at_once` pages are read in threads, for an engine that mostly waits."""

    store: StageStore
    engine: str
    chat: ChatSettings | None = None
    at_once: int = 1


def ingest_batch(files: Sequence[InputFile], *, job: IngestJob) -> list[Part]:
    """The parts that these files became; the bytes of every page are kept.

    Small files have their rows in one Parquet file: to open one for each of 20,000 pages takes longer than to read it.
    """
    parts: list[Part] = []
    waiting: list[tuple[Part, list[RawPage]]] = []
    for file in files:
        for read in _ingest_reads(read_input(file, job.limits), job, file_digest(file.path)):
            waiting.append(read)
            if sum(len(pages) for _, pages in waiting) >= PAGES_PER_PART:
                parts += _write_together(waiting, job.store)
                waiting = []
    return parts + _write_together(waiting, job.store)


def read_kept_pages(seen: Sequence[SeenPage], *, job: IngestJob) -> list[Part]:
    """The parts that pages kept by an older version become when they are read again."""
    reads = (read for page in seen for read in read_again(job.pages_dir, page, job.limits))
    return [part for one in _ingest_reads(reads, job, None) for part in _write_together([one], job.store)]


def clean_batch(refs: Sequence[PageRef], *, store: StageStore) -> list[Part]:
    """The part of clean pages that these raw pages became."""
    pages, rejected = _try_each(load_pages(RawPage, refs), clean_page, Stage.CLEAN)
    key = part_key([*(p.source_id for p in pages), *(r.source_id or "" for r in rejected)])
    store.write(key, [pages, sketch_pages(pages)])
    return [Part(key, tuple(p.source_id for p in pages), tuple(rejected))]


def extract_batch(refs: Sequence[PageRef], *, job: ExtractJob) -> list[Part]:
    """The part of claims that these clean pages make."""
    engine = _engine(job.engine, job.chat)
    pages = load_pages(CleanPage, refs)
    read_pages, rejected = _try_each(pages, partial(_read_by, engine), Stage.EXTRACT, job.at_once)
    claims = [c for _, c in read_pages]
    key = part_key([page.source_id for page in pages])
    people = [row for c in claims for row in c.people]
    mentions = [row for c in claims for row in c.mentions]
    roles = [row for c in claims for row in c.roles]
    events = [row for c in claims for row in c.events]
    job.store.write(key, [people, mentions, roles, events])
    dropped = tuple(row for c in claims for row in c.dropped)
    return [Part(key, tuple(source for source, _ in read_pages), tuple(rejected), dropped=dropped)]


def _read_by(engine: Engine, page: CleanPage) -> tuple[str, PageClaims] | Rejected:
    try:
        return page.source_id, certain_claims(engine.read(page), page)
    except PageNotReadError as error:
        return Rejected(
            stage=Stage.EXTRACT,
            reason=QuarantineReason.FAILED,
            rule=ENGINE_ANSWERS if error.ask_again else ENGINE_READS_PAGE,
            detail=str(error),
            uri=page.uri,
            source_id=page.source_id,
        )


def load_pages(row_class: type[Page], refs: Sequence[PageRef]) -> list[Page]:
    """The rows that the references point at, file by file in the order of first mention."""
    rows_of: dict[Path, list[int]] = defaultdict(list)
    for ref in refs:
        rows_of[ref.path].append(ref.row)
    return [
        page for path, rows in rows_of.items() for page in from_arrow(row_class, read_parquet(path).take(sorted(rows)))
    ]


def file_digest(path: Path) -> str:
    """The SHA-256 of the file's bytes; the digest of its path where it cannot be read, or is no plain file."""
    try:
        if not path.is_file():  # opening a pipe would wait for its writer
            raise OSError(f"{path} is no file")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return hashlib.sha256(path.as_posix().encode("utf-8", "surrogateescape")).hexdigest()


def _ingest_reads(
    reads: Iterator[ReadPage | Rejected], job: IngestJob, source: str | None
) -> Iterator[tuple[Part, list[RawPage]]]:
    """Parts of a bounded number of pages with their rows, which are not written yet."""
    groups = _in_groups((let_in(read, job.forgotten) for read in reads), PAGES_PER_PART)
    number, following = 0, next(groups, None)
    while following is not None:
        some, following = following, next(groups, None)
        pages = {r.page.source_id: r for r in some if isinstance(r, ReadPage)}
        rejected = tuple(r for r in some if isinstance(r, Rejected))
        for read in pages.values():
            keep_raw(job.pages_dir, read.page.raw_sha256, read.raw)
        key = part_key([source or "", str(number), *pages, *(f"{r.uri} {r.rule}" for r in rejected)])
        part = Part(key, tuple(pages), rejected, source, len(some), is_last=following is None)
        yield part, [_with_zone(read.page) for read in pages.values()]
        number += 1


def _write_together(parts: Sequence[tuple[Part, list[RawPage]]], store: StageStore) -> list[Part]:
    """The parts, after the rows of all of them stand in one file; a page that two of them have stands there once."""
    if not parts:
        return []
    rows = {page.source_id: page for _, pages in reversed(parts) for page in pages}
    key = parts[0][0].key if len(parts) == 1 else part_key(part.key for part, _ in parts)
    store.write(key, [rows.values()])
    return [replace(part, rows=key) for part, _ in parts]


def _in_groups(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while group := list(islice(items, size)):
        yield group


def _with_zone(page: RawPage) -> RawPage:
    moment = page.retrieved_at
    return page if moment.tzinfo else replace(page, retrieved_at=moment.replace(tzinfo=UTC))


def _try_each(
    pages: Sequence[Page], function: Callable[[Page], Made | Rejected], stage: Stage, at_once: int = 1
) -> tuple[list[Made], list[Rejected]]:
    made: list[Made] = []
    rejected: list[Rejected] = []
    for result in _each(partial(_try, function, stage), pages, at_once):
        if isinstance(result, Rejected):
            rejected.append(result)
        else:
            made.append(result)
    return made, rejected


def _try(function: Callable[[Page], Made | Rejected], stage: Stage, page: Page) -> Made | Rejected:
    try:
        return function(page)
    except (EngineStoppedError, MemoryError):
        raise
    except Exception as error:
        return failed_page(page.source_id, page.uri, stage, _where(error))


def _each(function: Callable[[Page], Made], pages: Sequence[Page], at_once: int) -> Iterator[Made]:
    """What the function makes of each page, in their order."""
    if at_once == 1:
        yield from map(function, pages)
        return
    with ThreadPoolExecutor(at_once) as threads:
        yield from threads.map(function, pages)


def failed_page(source_id: str | None, uri: str | None, stage: Stage, why: str) -> Rejected:
    """The page as set aside because the code failed on it."""
    return Rejected(
        stage=stage,
        reason=QuarantineReason.FAILED,
        rule=f"{stage}_succeeds",
        detail=f"{why}. This is a fault of the program: please report it with the page.",
        uri=uri,
        source_id=source_id,
    )


def _where(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} (in {frame.name}, {Path(frame.filename).name}:{frame.lineno})"


@lru_cache(maxsize=4)
def _engine(name: str, chat: ChatSettings | None) -> Engine:
    return load_engine(name, chat)
