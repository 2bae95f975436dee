"""Rows of `sources` and `source_texts`: what each stage found out about a page, in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from schemas.resolved import Source, SourceText
from schemas.stages import CleanPage, RawPage, Story
from tasks.resolve.model import PageDate


def source_rows(
    raw_pages: Mapping[str, RawPage],
    pages: Sequence[CleanPage],
    stories: Iterable[Story],
    dates: Iterable[PageDate],
) -> list[Source]:
    """One row a page. `raw_pages` is by source_id and holds every page of `pages`; other raw pages are left out.

    A page's date is the one in `dates`, where other pages were heard, and its own where it is not among them.
    """
    story_of = {story.source_id: story for story in stories}
    date_of = {date.source_id: date for date in dates}
    return [_source(raw_pages[p.source_id], p, story_of[p.source_id], date_of.get(p.source_id, _own(p))) for p in pages]


def source_texts(pages: Iterable[CleanPage]) -> list[SourceText]:
    """The clean text of each page."""
    return [SourceText(source_id=p.source_id, text=p.text, raw_spans=p.raw_spans) for p in pages]


def _own(page: CleanPage) -> PageDate:
    return PageDate(page.source_id, page.published, page.published_min, page.published_max, page.published_basis)


def _source(raw: RawPage, page: CleanPage, story: Story, date: PageDate) -> Source:
    return Source(
        source_id=page.source_id,
        uri=raw.uri,
        media_type="application/json" if raw.container else raw.media_type,
        outlet=page.outlet,
        title=page.title,
        author=page.author,
        language=page.language,
        published=date.published,
        published_min=date.published_min,
        published_max=date.published_max,
        published_basis=date.published_basis,
        retrieved_at=raw.retrieved_at,
        raw_sha256=raw.raw_sha256,
        text_sha256=page.text_sha256,
        raw_chars=raw.raw_chars,
        text_chars=len(page.text),
        story_id=story.story_id,
        duplicate_of=story.duplicate_of,
        duplicate_kind=story.duplicate_kind,
        wire_agency=page.wire_agency,
    )
