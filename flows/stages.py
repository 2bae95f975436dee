"""The stages of the line that read page by page. Each takes what the stage before left on disk, through the quality
gate, and is a flow that can also be run by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from flows.batches import (
    ENGINE_ANSWERS,
    ExtractJob,
    IngestJob,
    clean_batch,
    extract_batch,
    failed_page,
    file_digest,
    ingest_batch,
    read_kept_pages,
)
from flows.gates import check_clean_pages, check_raw_pages
from flows.line import Line
from flows.orchestration import flow, log, map_batches
from flows.raw_pages import SeenPage, seen_pages
from flows.stage_store import PageRef, Part, part_key
from flows.summary import left_alone
from flows.workers import Lost, Workers, split_into_batches
from schemas.vocab import QuarantineReason, Stage
from tasks.ingest.find import InputFile
from tasks.ingest.read import Limits
from tasks.quarantine import Rejected
from tasks.validate.gate import GateError
from tasks.validate.suite import load_early

Item = TypeVar("Item", InputFile, SeenPage, PageRef)

# More pages than this on which the code itself fails, and the run stops
FAILING_SHARE = 0.05


@dataclass(frozen=True)
class StageResult:
    """What a stage came to, in pages: `given` = `kept` + `quarantined`. `new` of them were read now, not earlier.

    `gate` are the rows (claims, say) that the gate in front of the stage set aside; `left_alone` tells of files
    of kinds that nothing reads, which count as no page.
    """

    stage: Stage
    given: int
    new: int
    kept: int
    quarantined: int
    gate: int = 0
    left_alone: str = ""

    def __str__(self) -> str:
        parts = [f"{self.kept:,} kept"]
        if self.new != self.given:
            parts.append(f"{self.new:,} of {self.given:,} read now")
        if self.quarantined:
            parts.append(f"{self.quarantined:,} quarantined")
        if self.gate:
            parts.append(f"{self.gate:,} rows held back by the gate")
        if self.left_alone:
            parts.append(self.left_alone)
        return ", ".join(parts)


@flow("ingest")
def ingest(line: Line, files: Sequence[InputFile]) -> StageResult:
    """Reads the input files that were not read before, and keeps the bytes of their pages.

    Pages that an earlier version of the code has read are read again from those bytes.
    """
    store = line.store(Stage.INGEST)
    job = IngestJob(store, line.data.pages, Limits(page_bytes=line.settings.page_bytes), line.forgotten)
    digests = [file_digest(file.path) for file in files]
    line.inputs = digests
    known = store.inputs()
    new = {digest: file for digest, file in reversed(list(zip(digests, files, strict=True))) if digest not in known}
    if new:
        load_early()
    line.reporter.step("ingest", len(new))
    parts = _do(line, Stage.INGEST, partial(ingest_batch, job=job), sorted(new.values()))
    older = seen_pages(line.data.stages, line.data.current_release(), store.done() | line.forgotten.source_ids)
    parts += _do(line, Stage.INGEST, partial(read_kept_pages, job=job), older, quiet=True)
    pages_of = store.inputs()
    line.counts.inputs = sum(pages_of.get(digest, 1) for digest in digests)
    line.counts.unchanged = sum(known.get(digest, 0) for digest in digests)
    line.counts.new = line.counts.inputs - line.counts.unchanged
    rejected = _pages(store.rejected())
    made = sum(len(part.kept) + len(_pages(part.rejected)) for part in parts)
    others = left_alone(r.uri or "" for r in store.rejected() if r.reason == QuarantineReason.UNSUPPORTED)
    kept = len(store.read_pages())
    stop_if_mostly_bad(line, Stage.INGEST)
    return _told(line, StageResult(Stage.INGEST, kept + len(rejected), made, kept, len(rejected), 0, others))


@flow("clean")
def clean(line: Line) -> StageResult:
    """Finds the article of each raw page, and what the page says of itself."""
    held_back = check_raw_pages(line)
    given = line.store(Stage.INGEST).kept()
    function = partial(clean_batch, store=line.store(Stage.CLEAN))
    result = _read(line, Stage.CLEAN, given, function, len(held_back))
    stop_if_mostly_bad(line, Stage.CLEAN)
    return result


@flow("extract")
def extract(line: Line) -> StageResult:
    """Reads each article: who is named, what posts they hold, what happened."""
    held_back = check_clean_pages(line)
    line.store(Stage.EXTRACT).forget(ENGINE_ANSWERS)
    chat, workers, at_once = line.chat(), line.workers, 1
    if chat is not None:
        workers = workers.at_most(line.settings.chat_concurrency)
        at_once = line.settings.chat_concurrency // workers.count
    job = ExtractJob(line.store(Stage.EXTRACT), line.settings.engine, chat, at_once)
    given = current_pages(line)
    return _read(line, Stage.EXTRACT, given, partial(extract_batch, job=job), len(held_back), workers)


def current_pages(line: Line) -> dict[str, PageRef]:
    """The clean pages that passed both gates, in the order of ids."""
    raw = line.store(Stage.INGEST).kept()
    return {source: ref for source, ref in line.store(Stage.CLEAN).kept().items() if source in raw}


def _read(
    line: Line,
    stage: Stage,
    given: dict[str, PageRef],
    function: Callable[[Sequence[PageRef]], list[Part]],
    held_back: int,
    workers: Workers | None = None,
) -> StageResult:
    store = line.store(stage)
    done = store.done()
    new = {source: ref for source, ref in given.items() if source not in done}
    line.reporter.step(stage.value, len(new))
    _do(line, stage, function, list(new.values()), workers=workers)
    kept = store.read_pages() & given.keys()
    quarantined = {r.source_id for r in store.rejected()} & given.keys()
    _account(stage, given, kept, quarantined)
    _stop_if_failing(line, stage, given)
    return _told(line, StageResult(stage, len(given), len(new), len(kept), len(quarantined), held_back))


def _account(stage: Stage, given: Collection[str], kept: Collection[str], quarantined: Collection[str | None]) -> None:
    """Nothing disappears silently: pages in = kept + quarantined."""
    if len(given) != len(kept) + len(quarantined):
        raise AssertionError(
            f"{stage.value}: {len(given)} pages went in, {len(kept)} were kept and {len(quarantined)} quarantined. "
            "This is a fault of the program; please report it."
        )


def _stop_if_failing(line: Line, stage: Stage, given: Collection[str]) -> None:
    """Code that fails on page after page is broken: the last release is better than what it would make.

    So is a machine on which worker after worker is killed; the next run therefore tries these pages again.
    """
    store = line.store(stage)
    failed = [r for r in store.rejected() if r.source_id in given and r.reason == QuarantineReason.FAILED]
    if len(failed) > max(1, FAILING_SHARE * len(given)):
        for rule in {r.rule for r in failed}:
            store.forget(rule)
        raise GateError(
            f"{stage.value} failed on {len(failed):,} of {len(given):,} pages, first on {failed[0].uri}: "
            f"{failed[0].detail} The last release stays in place."
        )


def stop_if_mostly_bad(line: Line, stage: Stage) -> None:
    """A crawl of which most pages cannot be used is the wrong folder or a broken crawler, not news.

    Looked at are the pages that this run was given, read now or earlier, and not all that the dataset holds.

    Raises:
        GateError: more pages were set aside than `max_quarantine` and `gate_rows` allow.
    """
    parts = line.store(Stage.INGEST).parts_of(line.inputs)
    aside = [r for part in parts for r in part.rejected]
    rejected = _pages(aside)
    pages = sum(part.pages for part in parts) - (len(aside) - len(rejected))
    if stage == Stage.CLEAN:
        kept = {source for part in parts for source in part.kept}
        rejected += [r for r in line.store(Stage.CLEAN).rejected() if r.source_id in kept]
    allowed = line.settings.max_quarantine
    if len(rejected) <= max(line.settings.gate_rows, allowed * pages):
        return
    reasons = Counter(r.reason.value for r in rejected).most_common()
    told = ", ".join(f"{count:,} {reason}" for reason, count in reasons)
    raise GateError(
        f"{len(rejected):,} of {pages:,} pages were set aside ({told}), for example {rejected[0].uri}: "
        f"{rejected[0].detail} At most {allowed:.0%} may be. The last release stays in place. If the pages are as they "
        "should be, raise the setting max_quarantine."
    )


def _pages(rejected: Iterable[Rejected]) -> list[Rejected]:
    """Those that are pages, and not files of kinds that nothing reads."""
    return [r for r in rejected if r.reason != QuarantineReason.UNSUPPORTED]


def _do(
    line: Line,
    stage: Stage,
    function: Callable[[Sequence[Item]], list[Part]],
    items: Sequence[Item],
    *,
    quiet: bool = False,
    workers: Workers | None = None,
) -> list[Part]:
    """The parts that the items became, all of them counting from now on."""
    workers = workers or line.workers
    batches = split_into_batches(items, line.settings.batch_pages, workers.count)
    on_done = (lambda _: None) if quiet else line.reporter.advance
    done: list[Part] = []
    store = line.store(stage)
    for results, lost in map_batches(function, batches, workers, on_done):
        done += [store.commit(part) for parts in results for part in parts]
        if lost:
            done.append(store.commit(_lost_part(line, stage, lost)))
    return done


def _lost_part(line: Line, stage: Stage, lost: Sequence[Lost[Item]]) -> Part:
    """A part of no rows: pages that killed their worker, or took too long, set aside."""
    rejected: list[Rejected] = [_give_up(stage, one) for one in lost]
    key = part_key(["lost", *(f"{r.uri} {r.source_id}" for r in rejected)])
    line.store(stage).write(key, [[] for _ in line.store(stage).rows])
    return Part(key, (), tuple(rejected))


def _give_up(stage: Stage, lost: Lost[Item]) -> Rejected:
    item = lost.item
    if isinstance(item, PageRef):
        return failed_page(item.source_id, item.uri, stage, lost.why)
    source_id = item.source_id if isinstance(item, SeenPage) else None
    return failed_page(source_id, item.uri, stage, lost.why)


def _told(line: Line, result: StageResult) -> StageResult:
    line.reporter.done(str(result))
    log(f"{result.stage.value}: {result}")
    return result
