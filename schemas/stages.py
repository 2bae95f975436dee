"""What one stage hands to the next and no release carries."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from schemas.declare import Col, Layer, table
from schemas.resolved import SHA256
from schemas.vocab import DuplicateKind, PublishedBasis


@table("pages", doc="Pages as ingest read them: decoded, not judged.", layer=Layer.RAW, published=False)
class RawPage:
    """A row of `pages`: one page, as given."""

    source_id: Annotated[str, Col("hash of the page's raw bytes", key=True, pattern=r"src_[0-9a-f]{16}")]
    uri: Annotated[str, Col("path or URL as given, credentials stripped")]
    media_type: Annotated[str, Col("of the content below: text/plain or text/html; see container")]
    container: Annotated[str | None, Col("application/jsonl where the page is a record of such a file")]
    encoding: Annotated[str, Col("of the raw bytes, as detected or declared")]
    raw_sha256: Annotated[str, Col("digest of the raw bytes: the file, or the record's line", pattern=SHA256)]
    raw_chars: Annotated[int, Col("characters of content", low=0)]
    retrieved_at: Annotated[datetime, Col("crawl time as given, else the file's own time, UTC")]
    content: Annotated[str, Col("the decoded page (of a record: its html or text); raw_spans count its code points")]
    given_title: Annotated[str | None, Col("title that the record carries")]
    given_outlet: Annotated[str | None, Col("site name that the record carries")]
    given_author: Annotated[str | None, Col("author that the record carries")]
    given_published: Annotated[str | None, Col("date that the record carries, as written")]


@table(
    "clean_pages", doc="The article of each page and what the page says of itself.", layer=Layer.CLEAN, published=False
)
class CleanPage:
    """A row of `clean_pages`: one article, ready to be read."""

    source_id: Annotated[str, Col("the page", key=True)]
    uri: Annotated[str, Col("where it came from")]
    title: Annotated[str | None, Col("the headline")]
    outlet: Annotated[str | None, Col("who published it")]
    author: Annotated[str | None, Col("the byline")]
    language: Annotated[str | None, Col("ISO 639-1")]
    published: Annotated[str | None, Col("the page's own date, EDTF", edtf=True)]
    published_min: Annotated[date | None, Col("earliest day of published")]
    published_max: Annotated[date | None, Col("latest day of published")]
    published_basis: Annotated[str, Col("how the page's date is known", words=PublishedBasis)]
    wire_agency: Annotated[str | None, Col("Reuters, AFP, AP ... where the text is theirs")]
    text: Annotated[
        str, Col("title, a blank line, then the article: NFC, \\n line ends, a blank line between paragraphs")
    ]
    body_start: Annotated[int, Col("code point in text where the article after the title begins", low=0)]
    raw_spans: Annotated[list[int], Col("quadruples text_start, text_end, raw_start, raw_end; see source_texts")]
    text_sha256: Annotated[str, Col("digest of text", pattern=SHA256)]


@table("page_sketches", doc="What is compared of pages to find copies.", layer=Layer.CLEAN, published=False)
class PageSketch:
    """A row of `page_sketches`: hashes of one article's words. Words are folded: no case, accents or marks."""

    source_id: Annotated[str, Col("the page", key=True)]
    words_sha256: Annotated[str, Col("digest of the article's words in order", pattern=SHA256)]
    n_words: Annotated[int, Col("how many words", low=0)]
    shingles: Annotated[list[int], Col("hashes of all runs of three words, each once, ascending")]
    page_sketch: Annotated[list[int], Col("MinHash of the shingles, 128 numbers")]
    paragraph_sketches: Annotated[list[int], Col("MinHash of each longer paragraph's shingles, 32 numbers apiece")]


@table("stories", doc="Which pages carry the same text.", layer=Layer.CLEAN, published=False)
class Story:
    """A row of `stories`: one page's place in its story."""

    source_id: Annotated[str, Col("the page", key=True)]
    story_id: Annotated[str, Col("shared by all copies")]
    duplicate_of: Annotated[str | None, Col("the story's best copy; null on that copy")]
    duplicate_kind: Annotated[str | None, Col("exact, near or excerpt", words=DuplicateKind)]
