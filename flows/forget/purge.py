"""What a data directory keeps of the forgotten, removed: stage stores, crawled bytes, run records, replies, verdicts.

It works from hashes alone and may be done again at any time: a purge that was killed is done again by the next run,
for the mark `.forgetting` stays in the data directory until a release without the forgotten is in place.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from flows.data_dir import DataDir, sweep
from flows.raw_pages import SeenPage, read_again, read_raw, replace_raw, seen_pages
from flows.stage_store import StageStore
from schemas.files import put_in_place
from schemas.stages import RawPage
from schemas.vocab import Stage
from tasks.forget.forgotten_file import Forgotten
from tasks.forget.page import is_forgotten, let_in, strings_in, with_strings
from tasks.forget.redact import redact
from tasks.ingest.read import Limits, ReadPage
from tasks.quarantine import Rejected
from tasks.verdicts.verdict_file import read_decisions, write_decisions
from warehouse.swap import discard_staged, remove_all, remove_others

GONE = "(forgotten)"


@dataclass(frozen=True)
class Purged:
    """What a purge came to, in pages; `left` are the pages that the dataset still has."""

    removed: int
    masked: int
    left: int
    verdicts: int


class _State(StrEnum):
    PURGE = "purge"
    RELEASE = "release"


def begin_forgetting(data: DataDir, words: Collection[str] = ()) -> None:
    """Marks the directory: until a release without the forgotten is in place, every run purges first.

    `words` are places and ids that are to leave the run records. They are not in the file of hashes, so they stand in
    the mark until that is done.
    """
    _mark(data, _State.PURGE, sorted({*words, *_marked(data)[1]}))


def is_forgetting(data: DataDir) -> bool:
    """Whether something is being forgotten, or its forgetting was cut off."""
    return data.forgetting.exists()


def resume_forgetting(
    data: DataDir, forgotten: Forgotten, tables: Mapping[Stage, Sequence[type[Any]]], verdicts: Path
) -> None:
    """Finishes the purge that was cut off, if one was. Call it with the lock held.

    The mark stays until a release without the forgotten is in place; where no page is left there will be none, and what
    readers still had is removed at once.
    """
    if not is_forgetting(data):
        return
    if _marked(data)[0] != _State.RELEASE:
        finish_purge(data, forgotten, tables, verdicts)
    seen = seen_pages(data.stages, data.current_release(), forgotten.source_ids)
    if all(is_forgotten(forgotten, page.source_id, page.uri) for page in seen):
        remove_all(data.root)
        discard_staged(data.root)
        data.forgetting.unlink()


def finish_purge(
    data: DataDir, forgotten: Forgotten, tables: Mapping[Stage, Sequence[type[Any]]], verdicts: Path
) -> Purged:
    """What the purge came to. It can be cut off anywhere and done again.

    Call it with the lock held. Readers keep the current release until the next one is in place.
    """
    _, words = _marked(data)
    remove_others(data.root)
    discard_staged(data.root)
    sweep(data)
    seen = seen_pages(data.stages, data.current_release(), frozenset())
    gone = {page.source_id for page in seen if is_forgotten(forgotten, page.source_id, page.uri)}
    masked = _purge_stores(data, forgotten, tables, gone)
    kept = [page for page in seen if page.source_id not in gone]
    masked |= _purge_raw(data, forgotten, kept)
    _purge_replies(data.stages / "chat", forgotten, _texts_of(data, gone))
    n_verdicts = _purge_verdicts(verdicts, forgotten)
    for path in sorted(data.runs.glob("*")):
        _purge_record(path, forgotten, words)
    _mark(data, _State.RELEASE, ())
    return Purged(len(gone), len(masked), len(kept), n_verdicts)


def _mark(data: DataDir, state: _State, words: Sequence[str]) -> None:
    put_in_place(data.forgetting, json.dumps({"state": state, "words": list(words)}, indent=1).encode())


def _marked(data: DataDir) -> tuple[_State, list[str]]:
    """What the mark says; that all is still to be done where there is none, or where it says nothing."""
    try:
        said = json.loads(data.forgetting.read_text(encoding="utf-8"))
        return _State(said["state"]), list(said["words"])
    except (OSError, ValueError, KeyError, TypeError):
        return _State.PURGE, []


def _purge_stores(
    data: DataDir, forgotten: Forgotten, tables: Mapping[Stage, Sequence[type[Any]]], gone: set[str]
) -> set[str]:
    def mask(page: RawPage) -> RawPage:
        texts = (page.content, page.uri, page.given_title, page.given_outlet, page.given_author)
        content, uri, title, outlet, author = redact(texts, forgotten, page.source_id)
        return replace(
            page,
            content=content or "",
            uri=uri or "",
            given_title=title,
            given_outlet=outlet,
            given_author=author,
            raw_chars=len(content or ""),
        )

    def let_rejected_in(rejected: Rejected) -> Rejected:
        found = let_in(rejected, forgotten)
        return found if isinstance(found, Rejected) else rejected

    masked: set[str] = set()
    _each_version(data, Stage.INGEST, tables, lambda store: masked.update(store.differing(mask, RawPage)))
    # From the end of the line to its beginning: which pages name the forgotten shows only while ingest still has them
    # as they were, and a purge that was cut off must find them again
    shutil.rmtree(data.stages / Stage.RESOLVE, ignore_errors=True)
    for stage in (Stage.EXTRACT, Stage.CLEAN):
        _each_version(data, stage, tables, lambda store: store.drop(gone | masked))

    def purge_ingest(store: StageStore) -> None:
        store.drop(gone)
        store.change(mask, let_rejected_in, RawPage)

    _each_version(data, Stage.INGEST, tables, purge_ingest)
    return masked


def _each_version(
    data: DataDir, stage: Stage, tables: Mapping[Stage, Sequence[type[Any]]], purge: Callable[[StageStore], None]
) -> None:
    for folder in sorted(path for path in (data.stages / stage).glob("*") if path.is_dir()):
        (folder / "gate.json").unlink(missing_ok=True)  # made anew by the next run
        try:
            purge(StageStore(data.stages, stage, folder.name, tables[stage]))
        except (ValueError, KeyError, TypeError):
            # Rows of a version with other columns: nobody reads them any more
            shutil.rmtree(folder)


def _purge_raw(data: DataDir, forgotten: Forgotten, kept: Sequence[SeenPage]) -> set[str]:
    """The pages whose kept bytes were masked. Bytes that belong to no page of the dataset are removed if they name."""
    masked: set[str] = set()
    known = {page.raw_sha256: page for page in kept}
    for path in sorted(data.pages.glob("*/*")):
        page = known.get(path.name.removesuffix(".gz"))
        if page is None:
            path.unlink()
            continue
        for read in read_again(data.pages, page, Limits(page_bytes=len(read_raw(data.pages, page.raw_sha256)))):
            clean = let_in(read, forgotten)
            if isinstance(read, ReadPage) and isinstance(clean, ReadPage) and clean is not read:
                replace_raw(data.pages, page.raw_sha256, clean.raw)
                masked.add(page.source_id)
    return masked


def _texts_of(data: DataDir, gone: set[str]) -> list[str]:
    """The sentences of the pages that go, as the current release has them."""
    release = data.current_release()
    if release is None or not gone:
        return []
    from schemas.arrow import read_parquet  # noqa: PLC0415

    rows = read_parquet(release / "source_texts.parquet").select(["source_id", "text"]).to_pylist()
    return [" ".join(row["text"].split()) for row in rows if row["source_id"] in gone]


def _purge_replies(folder: Path, forgotten: Forgotten, texts: Sequence[str]) -> None:
    """Removes kept replies of a language model that name the forgotten or quote their pages; they can be had again."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        said = path.read_text(encoding="utf-8", errors="replace")
        try:
            strings = strings_in(json.loads(said))
            strings += [s for string in strings for s in _inner_strings(string)]
        except ValueError:
            strings = [said]
        quotes = [" ".join(s.split()) for s in strings if len(s) >= 30]
        if redact(strings, forgotten) != strings or any(q in text for q in quotes for text in texts):
            path.unlink()


def _inner_strings(text: str) -> list[str]:
    """The strings of JSON within a string: a reply is one."""
    try:
        return strings_in(json.loads(text[text.find("{") : text.rfind("}") + 1]))
    except ValueError:
        return []


def _purge_verdicts(path: Path, forgotten: Forgotten) -> int:
    decisions = read_decisions(path)

    def names(decision: Any) -> bool:
        if forgotten.source_ids & {decision.source_id, decision.other_source_id}:
            return True
        for source, texts in (
            (decision.source_id, [decision.name, decision.quote, decision.value, decision.why]),
            (decision.other_source_id, [decision.other_name]),
        ):
            if redact(texts, forgotten, source) != texts:
                return True
        return False

    left = [decision for decision in decisions if not names(decision)]
    if len(left) < len(decisions):
        write_decisions(path, left)
    return len(decisions) - len(left)


def _purge_record(path: Path, forgotten: Forgotten, words: Collection[str]) -> None:
    if path.suffix != ".json":
        path.unlink(missing_ok=True)  # left by a killed run
        return
    record = json.loads(path.read_text(encoding="utf-8"))
    before = strings_in(record)
    after: list[str | None] = [GONE if any(word in text for word in words) else text for text in before]
    after = [redact([text], forgotten)[0] for text in after]
    if after != before:
        put_in_place(path, json.dumps(with_strings(record, iter(after)), indent=1).encode())
