"""Pages of our own writing, and how a page as read is made of text."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from schemas.ids import source_id
from schemas.stages import CleanPage, RawPage
from tasks.clean.clean import clean_page
from tasks.quarantine import Rejected

BODY = """\
The ambassador of Veldania in Oslo, Marta Brekova, has resigned and asked the Norwegian authorities for asylum, her \
lawyer said on Tuesday.

Brekova, 47, had been at the embassy since March 2012. She told reporters that she could no longer defend a government \
that fires on its own students.

A spokesman for the foreign ministry, Jon Halvard, said that the request would be handled like any other."""

DUMP = f"""\
THE FJORD HERALD
Home | World | Sport: Brann win again | Weather | Jobs

Tuesday, 12 May 2015

Ambassador quits and asks Norway for asylum

By Signe Aas, Oslo

{BODY.split(chr(10) + chr(10), maxsplit=1)[0]}

Read also: Salmon prices at a record

{BODY.split(chr(10) + chr(10))[1]}

The embassy in Drammen Street. Photo: Per Lie / Scan

{BODY.split(chr(10) + chr(10))[2]}

RELATED STORIES
Mayor opens tunnel in Bergen
Who was Fridtjof Nansen?

COMMENTS (2)
oslo_mann: She should have gone in 2012 already.
Kari: Brave woman, I say. Let her stay with us for as long as she likes.

© 2015 The Fjord Herald. All rights reserved.
"""


def raw(content: str, media_type: str = "text/plain", uri: str = "pages/page.txt", **given: Any) -> RawPage:
    """A page as ingest hands it on."""
    data = content.encode("utf-8", "surrogatepass")
    sha = hashlib.sha256(data).hexdigest()
    return RawPage(
        source_id=source_id(sha),
        uri=uri,
        media_type=media_type,
        container=None,
        encoding="utf-8",
        raw_sha256=sha,
        raw_chars=len(content),
        retrieved_at=datetime(2026, 3, 9, tzinfo=UTC),
        content=content,
        given_title=given.get("title"),
        given_outlet=given.get("outlet"),
        given_author=given.get("author"),
        given_published=given.get("published"),
    )


def clean(content: str, media_type: str = "text/plain", uri: str = "pages/page.txt", **given: Any) -> CleanPage:
    """The page cleaned; fails where it is rejected."""
    page = clean_page(raw(content, media_type, uri, **given))
    assert not isinstance(page, Rejected), page.detail
    return page
