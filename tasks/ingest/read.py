"""Pages from a file: bytes kept, text decoded, nothing judged. What cannot be read is set aside with a reason."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit, urlunsplit

from schemas.ids import source_id
from schemas.stages import RawPage
from schemas.vocab import QuarantineReason, Stage
from tasks.ingest.decode import NotTextError, decode
from tasks.ingest.find import FORMATS, InputFile
from tasks.ingest.records import Record, RecordError, parse_record
from tasks.quarantine import Rejected


@dataclass(frozen=True, slots=True)
class Limits:
    """What is too big to read. `page_bytes` counts a page's bytes after decompression."""

    page_bytes: int = 10_000_000


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as read, with the raw bytes that its id and digest are of."""

    page: RawPage
    raw: bytes


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a page comes from, before its content is known."""

    uri: str
    retrieved_at: datetime


def read_input(file: InputFile, limits: Limits) -> Iterator[ReadPage | Rejected]:
    """Each page of the file, or the reason why it was set aside, in the order of the file."""
    if file.format is None:
        known = ", ".join(sorted(FORMATS))
        yield _reject(
            file.uri, QuarantineReason.UNSUPPORTED, f"no page format that is read here: {known}, each also .gz"
        )
        return
    try:
        origin = _Origin(file.uri, _file_time(file.path))
        with _open(file) as stream:
            if file.format == "jsonl":
                yield from _read_lines(stream, origin, limits)
            else:
                yield _read_page(stream, origin, limits, html=file.format == "html")
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield _reject(file.uri, QuarantineReason.UNREADABLE, f"{reason}. Check that the file is whole and may be read.")


def _read_page(stream: BinaryIO, origin: _Origin, limits: Limits, *, html: bool) -> ReadPage | Rejected:
    raw = stream.read(limits.page_bytes + 1)
    if len(raw) > limits.page_bytes:
        return _oversize(origin.uri, limits)
    try:
        decoded = decode(raw, html=html)
    except NotTextError as error:
        return _reject(origin.uri, QuarantineReason.BINARY, f"{error}. Save the page as text or HTML.", raw)
    if not decoded.text.strip():
        return _reject(origin.uri, QuarantineReason.EMPTY, "the page holds nothing but white space.", raw)
    sha = hashlib.sha256(raw).hexdigest()
    page = RawPage(
        source_id=source_id(sha),
        uri=origin.uri,
        media_type="text/html" if html else "text/plain",
        container=None,
        encoding=decoded.encoding,
        raw_sha256=sha,
        raw_chars=len(decoded.text),
        retrieved_at=origin.retrieved_at,
        content=decoded.text,
        given_title=None,
        given_outlet=None,
        given_author=None,
        given_published=None,
    )
    return ReadPage(page, raw)


def _read_lines(stream: BinaryIO, origin: _Origin, limits: Limits) -> Iterator[ReadPage | Rejected]:
    number, seen = 0, 0
    while line := stream.readline(limits.page_bytes + 1):
        number += 1
        place = f"{origin.uri}#L{number}"
        if len(line) > limits.page_bytes:
            while line and not line.endswith(b"\n"):
                line = stream.readline(limits.page_bytes)
            seen += 1
            yield _oversize(place, limits)
        elif line.strip():
            seen += 1
            yield _read_record(line.strip(), place, origin)
    if not seen:
        yield _reject(origin.uri, QuarantineReason.EMPTY, "the file holds no line with a record.")


def _read_record(line: bytes, place: str, origin: _Origin) -> ReadPage | Rejected:
    try:
        record = parse_record(decode(line).text)
    except NotTextError as error:
        return _reject(place, QuarantineReason.BINARY, f"{error}.", line)
    except RecordError as error:
        return _reject(place, QuarantineReason.MALFORMED, str(error), line)
    return ReadPage(_page_of(record, line, place, origin), line)


def _page_of(record: Record, line: bytes, place: str, origin: _Origin) -> RawPage:
    sha = hashlib.sha256(line).hexdigest()
    content = record.html or record.text or ""
    return RawPage(
        source_id=source_id(sha),
        uri=strip_credentials(record.url) if record.url else place,
        media_type="text/html" if record.html else "text/plain",
        container="application/jsonl",
        encoding="utf-8",
        raw_sha256=sha,
        raw_chars=len(content),
        retrieved_at=record.retrieved_at or origin.retrieved_at,
        content=content,
        given_title=record.title,
        given_outlet=record.outlet,
        given_author=record.author,
        given_published=record.published,
    )


def strip_credentials(url: str) -> str:
    """The URL without a user name and password; anything that is no URL comes back as it is."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _open(file: InputFile) -> BinaryIO:
    if file.gzipped:
        return gzip.open(file.path, "rb")  # type: ignore[return-value]  # GzipFile is a BinaryIO in all but name
    return file.path.open("rb")


def _file_time(path: Path) -> datetime:
    return datetime.fromtimestamp(int(path.stat().st_mtime), UTC)


def _oversize(uri: str, limits: Limits) -> Rejected:
    return _reject(
        uri,
        QuarantineReason.OVERSIZE,
        f"larger than {limits.page_bytes:,} bytes. Raise the limit page_bytes if it is a page.",
    )


def _reject(uri: str, reason: QuarantineReason, detail: str, raw: bytes | None = None) -> Rejected:
    source = source_id(hashlib.sha256(raw).hexdigest()) if raw is not None else None
    return Rejected(
        stage=Stage.INGEST, reason=reason, rule=f"page_is_{_RULES[reason]}", detail=detail, uri=uri, source_id=source
    )


_RULES = {
    QuarantineReason.UNSUPPORTED: "of_a_known_format",
    QuarantineReason.UNREADABLE: "readable",
    QuarantineReason.OVERSIZE: "within_the_size_limit",
    QuarantineReason.BINARY: "text",
    QuarantineReason.EMPTY: "not_empty",
    QuarantineReason.MALFORMED: "a_valid_record",
}
