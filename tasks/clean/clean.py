"""From a page as read to an article with what the page says of itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from schemas.stages import CleanPage, RawPage
from schemas.vocab import PublishedBasis, QuarantineReason, Stage
from tasks.clean.agency import wire_agency_of
from tasks.clean.author import author_in_text
from tasks.clean.language import language_of
from tasks.clean.limits import FIELD_CHARS, TooMuchError, check_article
from tasks.clean.offsets import without_invisible
from tasks.clean.outlet import outlet_in_text
from tasks.clean.page_date import UNDATED, PageDate, date_as_given, date_in_text, date_in_url
from tasks.clean.page_html import read_html
from tasks.clean.page_text import read_text, text_of
from tasks.clean.reading import Reading
from tasks.dates.edtf import bounds
from tasks.quarantine import Rejected


def clean_page(page: RawPage) -> CleanPage | Rejected:
    """The page's article and what the page says of itself.

    Rejected where it holds no article, is not in English, or holds more than can be read in time.
    """
    try:
        reading = read_html(page.content, page.uri) if page.media_type == "text/html" else read_text(page.content)
        if reading is None:
            return _rejected(page, QuarantineReason.NO_ARTICLE, "no part of the page reads as an article")
        article, composed = reading.article, text_of(reading)
        check_article(composed.text)
    except TooMuchError as error:
        return _rejected(page, error.reason, str(error), error.rule)
    language = language_of(composed.text[composed.body_start :])
    if language != "en":
        return _rejected(
            page, QuarantineReason.LANGUAGE, f"the article is in language {language!r}; only English is read"
        )
    about = _about(page, reading)
    span = bounds(about.date.edtf)
    heading = composed.text[: composed.body_start].strip() if article.title is not None else None
    return CleanPage(
        source_id=page.source_id,
        uri=page.uri,
        title=_field(page.given_title or heading or reading.markup.title),
        outlet=about.outlet,
        author=about.author,
        language=language,
        published=about.date.edtf,
        published_min=span[0] if span else None,
        published_max=span[1] if span else None,
        published_basis=about.date.basis,
        wire_agency=wire_agency_of(article, about.author),
        text=composed.text,
        body_start=composed.body_start,
        raw_spans=composed.raw_spans,
        text_sha256=hashlib.sha256(composed.text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


@dataclass(frozen=True, slots=True)
class _About:
    outlet: str | None
    author: str | None
    date: PageDate


def _about(page: RawPage, reading: Reading) -> _About:
    """What the page says of itself: the record it came in first, its metadata, then its words."""
    markup, article = reading.markup, reading.article
    return _About(
        _field(page.given_outlet or markup.outlet or outlet_in_text(reading.lines, article)),
        _field(page.given_author or markup.author or author_in_text(reading.lines, article)),
        _page_date(page, reading),
    )


def _field(text: str | None) -> str | None:
    """The title or name on one line, nothing invisible in it; none where it is far too long for one."""
    words = without_invisible(text) if text and len(text) <= FIELD_CHARS else ""
    return words or None


def _page_date(page: RawPage, reading: Reading) -> PageDate:
    for edtf in (date_as_given(page.given_published), reading.markup.published):
        if edtf is not None:
            return PageDate(edtf, PublishedBasis.METADATA)
    in_url = date_in_url(reading.markup.url or page.uri)
    in_text = date_in_text(reading.lines, reading.article)
    if in_text.edtf is not None and not in_text.edtf.startswith("XXXX"):
        return in_text
    if in_url is not None:
        return PageDate(in_url, PublishedBasis.URL)
    return in_text if in_text.edtf is not None else UNDATED


def _rejected(page: RawPage, reason: QuarantineReason, detail: str, rule: str | None = None) -> Rejected:
    return Rejected(
        stage=Stage.CLEAN,
        reason=reason,
        rule=f"clean.{rule or reason.value}",
        detail=detail,
        uri=page.uri,
        source_id=page.source_id,
        table_name="pages",
    )
