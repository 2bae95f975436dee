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

from schemas.ids import source_id
from schemas.stages import RawPage
from schemas.vocab import QuarantineReason, Stage
from tasks.ingest.addresses import on_one_line, strip_credentials
from tasks.ingest.decode import NotTextError, decode
from tasks.ingest.find import FORMATS, InputFile
from tasks.ingest.records import Record, RecordError, parse_record
from tasks.quarantine import Rejected

# Text shrinks to a tenth, records that repeat each other to a fiftieth; zeros and other bombs to a thousandth
_MOST_SWELLING = 200
_SWELLING_FROM = 20_000_000  # bytes read: below it a bomb does no harm
_MOST_BLANK = 1_000_000  # lines with nothing in them, a second's work: no crawler writes so many
_MOST_SKIPPED = 20  # times the size of a page: a line that goes on for longer is no record, nor what comes after it


@dataclass(frozen=True, slots=True)
class Limits:
    """What is too big to read. `page_bytes` counts a page's bytes after decompression."""

    page_bytes: int = 10_000_000


class _BombError(Exception):
    """What is left of the file is not worth unpacking; the message says why."""


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
        if not file.path.is_file():  # a pipe or a device would keep the reader waiting
            kind = "not a file" if file.path.exists() else "it leads nowhere"
            yield _reject(file.uri, QuarantineReason.UNREADABLE, f"{kind}. Save the page as a file.")
            return
        origin = _Origin(file.uri, _file_time(file.path))
        with file.path.open("rb") as packed, _unpacked(packed, file) as stream:
            if file.format == "jsonl":
                yield from _read_lines(stream, packed, origin, limits)
            else:
                yield _read_page(stream, origin, limits, html=file.format == "html")
    except _BombError as error:
        yield _reject(file.uri, QuarantineReason.OVERSIZE, str(error))
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
    except Exception as error:
        return _failed(origin.uri, error, raw)
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


def _read_lines(stream: BinaryIO, packed: BinaryIO, origin: _Origin, limits: Limits) -> Iterator[ReadPage | Rejected]:
    number, seen, blank = 0, 0, 0
    while line := stream.readline(limits.page_bytes + 1):
        number += 1
        place = f"{origin.uri}#L{number}"
        if number % 1_000 == 0 or len(line) > limits.page_bytes:
            _check_swelling(stream, packed, number)
        if len(line) > limits.page_bytes:
            seen += 1
            yield _oversize(place, limits)
            _skip_line(stream, line, limits, number)
        elif line.strip():
            seen += 1
            yield _read_record(line.strip(), place, origin)
        else:
            blank += 1
            if blank > _MOST_BLANK:
                raise _BombError(f"more than {_MOST_BLANK:,} empty lines; it is not read beyond line {number}.")
    if not seen:
        yield _reject(origin.uri, QuarantineReason.EMPTY, "the file holds no line with a record.")


def _skip_line(stream: BinaryIO, line: bytes, limits: Limits, number: int) -> None:
    for _ in range(_MOST_SKIPPED):
        if not line or line.endswith(b"\n"):
            return
        line = stream.readline(limits.page_bytes)
    raise _BombError(f"line {number} does not end; what stands behind it is not read. Write one JSON object a line.")


def _check_swelling(stream: BinaryIO, packed: BinaryIO, number: int) -> None:
    if stream is not packed and stream.tell() > max(_SWELLING_FROM, _MOST_SWELLING * packed.tell()):
        raise _BombError(
            f"unpacked it is more than {_MOST_SWELLING} times as long, which no text is; it is not read beyond line "
            f"{number}. Unpack it yourself if it is in order."
        )


def _read_record(line: bytes, place: str, origin: _Origin) -> ReadPage | Rejected:
    try:
        record = parse_record(decode(line).text)
    except NotTextError as error:
        return _reject(place, QuarantineReason.BINARY, f"{error}.", line)
    except RecordError as error:
        return _reject(place, QuarantineReason.MALFORMED, str(error), line)
    except Exception as error:
        return _failed(place, error, line)
    return ReadPage(_page_of(record, line, place, origin), line)


def _page_of(record: Record, line: bytes, place: str, origin: _Origin) -> RawPage:
    sha = hashlib.sha256(line).hexdigest()
    content = record.html or record.text or ""
    return RawPage(
        source_id=source_id(sha),
        uri=on_one_line(strip_credentials(record.url)) if record.url else place,
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


def _unpacked(packed: BinaryIO, file: InputFile) -> BinaryIO:
    if file.gzipped:
        return gzip.GzipFile(fileobj=packed)  # type: ignore[return-value]  # GzipFile is a BinaryIO in all but name
    return packed


def _file_time(path: Path) -> datetime:
    return datetime.fromtimestamp(int(path.stat().st_mtime), UTC)


def _oversize(uri: str, limits: Limits) -> Rejected:
    return _reject(
        uri,
        QuarantineReason.OVERSIZE,
        f"larger than {limits.page_bytes:,} bytes. Raise the limit page_bytes if it is a page.",
    )


def _failed(uri: str, error: Exception, raw: bytes) -> Rejected:
    detail = f"{type(error).__name__}: {error}. This is a fault of the program: please report it with the page."
    return _reject(uri, QuarantineReason.FAILED, detail, raw)


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
    QuarantineReason.FAILED: "readable_by_us",
}
