"""A page as it may be kept: without what is forgotten."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from schemas.vocab import QuarantineReason, Stage
from tasks.forget.forgotten_file import Forgotten, Kind
from tasks.forget.redact import redact
from tasks.ingest.decode import decode
from tasks.ingest.read import ReadPage
from tasks.quarantine import Rejected

RULE = "page_is_not_forgotten"


def let_in(read: ReadPage | Rejected, forgotten: Forgotten) -> ReadPage | Rejected:
    """The page with forgotten names masked, its bytes too; set aside where the page itself is forgotten.

    Its id and digest stay those of the bytes as crawled, so that it is known again.
    """
    if not forgotten:
        return read
    if isinstance(read, Rejected):
        if is_forgotten(forgotten, read.source_id, read.uri):
            return _refused(read.source_id or "")
        uri, detail, row = redact([read.uri, read.detail, read.row_json], forgotten, read.source_id)
        return replace(read, uri=uri, detail=detail or "", row_json=row)
    page = read.page
    if is_forgotten(forgotten, page.source_id, page.uri):
        return _refused(page.source_id)
    # In one go: a name in the title masks the family name in the text
    texts = [page.content, page.uri, page.given_title, page.given_outlet, page.given_author]
    given = strings_in(json.loads(decode(read.raw).text)) if page.container else []
    known = redact([*texts, *given], forgotten, page.source_id)
    if known == [*texts, *given]:
        return read
    content, uri, title, outlet, author = known[: len(texts)]
    masked = replace(
        page, content=content or "", uri=uri or "", given_title=title, given_outlet=outlet, given_author=author,
        raw_chars=len(content or ""),
    )  # fmt: skip
    if not page.container:
        # The mark decides how the bytes are read, whatever charset the page declares
        return ReadPage(masked, codecs.BOM_UTF8 + masked.content.encode("utf-8"))
    record = with_strings(json.loads(decode(read.raw).text), iter(known[len(texts) :]))
    return ReadPage(masked, json.dumps(record, ensure_ascii=False).encode("utf-8", "replace"))


def is_forgotten(forgotten: Forgotten, source_id: str | None, uri: str | None) -> bool:
    """Whether the page of that id or place is forgotten."""
    return source_id in forgotten.source_ids or (uri is not None and forgotten.has(Kind.URI, uri))


def _refused(source_id: str) -> Rejected:
    return Rejected(
        stage=Stage.INGEST,
        reason=QuarantineReason.FORGOTTEN,
        rule=RULE,
        detail=f"a page was removed on demand and is kept out; forgotten.csv says when. ({source_id or 'unread'})",
    )


def strings_in(data: Any) -> list[str]:
    """Every string in the data, keys included, in one fixed order."""
    if isinstance(data, str):
        return [data]
    if isinstance(data, list):
        return [s for item in data for s in strings_in(item)]
    if isinstance(data, dict):
        return [s for key, value in data.items() for s in (key, *strings_in(value))]
    return []


def with_strings(data: Any, strings: Iterator[str | None]) -> Any:
    """The data with its strings replaced, in the order of `strings_in`."""
    if isinstance(data, str):
        return next(strings)
    if isinstance(data, list):
        return [with_strings(item, strings) for item in data]
    if isinstance(data, dict):
        return {next(strings): with_strings(value, strings) for key, value in data.items()}
    return data
