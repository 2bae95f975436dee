"""Read gold pages as a run would, without a data directory: from files to claims with resolved ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.stages import CleanPage, RawPage
from tasks.clean.clean import clean_page
from tasks.clean.stories import find_stories
from tasks.evaluate.found import Dataset
from tasks.evaluate.gold import GoldError, GoldPage
from tasks.extract.engine import Engine
from tasks.ingest.find import find_inputs
from tasks.ingest.read import Limits, ReadPage, read_input
from tasks.publish.sources import source_rows
from tasks.quarantine import Rejected
from tasks.resolve.model import ResolveInput
from tasks.resolve.resolve import resolve_claims


@dataclass(frozen=True)
class ReadGold:
    """The gold pages' dataset, and the pages that did not come through, with the reasons."""

    dataset: Dataset
    rejected: tuple[Rejected, ...]


def read_gold_pages(pages: Sequence[GoldPage], engine: Engine) -> ReadGold:
    """What the line makes of the pages beside the gold files: they alone are the dataset.

    Raises:
        GoldError: a gold file has no page beside it.
    """
    raw: dict[str, RawPage] = {}
    clean: list[CleanPage] = []
    rejected: list[Rejected] = []
    for read in _raw_pages(pages):
        page = read if isinstance(read, Rejected) else clean_page(read)
        if isinstance(page, Rejected):
            rejected.append(page)
        elif isinstance(read, RawPage) and read.source_id not in raw:
            raw[read.source_id] = read
            clean.append(page)
    return ReadGold(_dataset(raw, clean, engine), tuple(rejected))


def _raw_pages(pages: Sequence[GoldPage]) -> Iterator[RawPage | Rejected]:
    for gold in pages:
        if gold.page is None:
            stem = gold.path.stem
            raise GoldError(f"{gold.path}: no page beside it. Put the crawled page there as {stem}.txt or {stem}.html.")
        for file in find_inputs([gold.page]):
            for read in read_input(file, Limits()):
                yield read.page if isinstance(read, ReadPage) else read


def _dataset(raw: dict[str, RawPage], pages: Sequence[CleanPage], engine: Engine) -> Dataset:
    stories = find_stories(pages)
    claims = [engine.read(page) for page in pages]
    resolved = resolve_claims(
        ResolveInput(
            pages=pages,
            stories=stories,
            people=[row for c in claims for row in c.people],
            mentions=[row for c in claims for row in c.mentions],
            roles=[row for c in claims for row in c.roles],
            events=[row for c in claims for row in c.events],
        )
    )
    return Dataset(
        sources=sorted(source_rows(raw, pages, stories, resolved.page_dates), key=lambda source: source.source_id),
        texts={page.source_id: page.text for page in pages},
        mentions=resolved.mentions,
        roles=resolved.role_claims,
        events=resolved.event_claims,
    )
