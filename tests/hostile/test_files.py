"""Files that are no pages, or pages that no crawler should have written: each is read, or set aside with a reason."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from schemas.vocab import QuarantineReason as Reason
from tasks.ingest.addresses import on_one_line, strip_credentials
from tasks.ingest.find import find_inputs
from tasks.ingest.read import Limits, ReadPage, read_input
from tasks.quarantine import Rejected
from tests.hostile.pages import STORY
from tests.hostile.reading import MOST_SECONDS, read_file


def read(path: Path, limits: Limits | None = None) -> list[ReadPage | Rejected]:
    (file,) = find_inputs([path])
    return list(read_input(file, limits or Limits()))


def reasons(reads: list[ReadPage | Rejected]) -> list[Reason | None]:
    return [r.reason if isinstance(r, Rejected) else None for r in reads]


def records(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "crawl.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def record(**fields: object) -> str:
    return json.dumps({"text": STORY, **fields})


def test_one_line_of_50_mb_is_oversize(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"a" * 50_000_000)
    (outcome,) = read_file(path)
    assert outcome.rejected is not None
    assert outcome.rejected.reason == Reason.OVERSIZE
    assert outcome.seconds < MOST_SECONDS


def test_a_record_of_50_mb_is_oversize_and_the_next_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "crawl.jsonl"
    path.write_bytes(b'{"text": "' + b"a" * 50_000_000 + b'"}\n' + record().encode())
    assert reasons(read(path)) == [Reason.OVERSIZE, None]


def test_the_largest_page_that_is_read_is_decoded_in_time(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(("Ã©\n" * 1_900_000).encode())
    (outcome,) = read_file(path)
    assert outcome.rejected is not None
    assert outcome.rejected.rule == "clean.page_length"
    assert outcome.seconds < MOST_SECONDS


def test_a_gzip_bomb_of_one_page_is_oversize(tmp_path: Path) -> None:
    path = tmp_path / "page.txt.gz"
    path.write_bytes(gzip.compress(b"\x00" * 50_000_000, 1))
    assert path.stat().st_size < 250_000
    assert reasons(read(path)) == [Reason.OVERSIZE]


def test_a_gzip_bomb_of_empty_lines_is_left_unread(tmp_path: Path) -> None:
    path = tmp_path / "crawl.jsonl.gz"
    path.write_bytes(gzip.compress(record().encode() + b"\n" * 3_000_000, 1))
    first, bomb = read(path)
    assert isinstance(first, ReadPage)
    assert isinstance(bomb, Rejected)
    assert bomb.reason == Reason.OVERSIZE
    assert "more than 1,000,000 empty lines" in bomb.detail


def test_a_gzip_bomb_of_long_records_is_left_unread(tmp_path: Path) -> None:
    path = tmp_path / "crawl.jsonl.gz"
    with gzip.open(path, "wb", 1) as file:
        for _ in range(40):
            file.write(b" " * 1_000_000 + b"\n")
    (bomb,) = read(path, Limits(page_bytes=900_000))[-1:]
    assert isinstance(bomb, Rejected)
    assert bomb.reason == Reason.OVERSIZE
    assert "more than 200 times as long" in bomb.detail


def test_a_record_without_end_is_given_up_on_with_what_follows(tmp_path: Path) -> None:
    path = tmp_path / "crawl.jsonl"
    path.write_bytes(b'{"text": "' + b"a" * 300_000 + b"\n" + record().encode())
    assert reasons(read(path, Limits(page_bytes=5_000))) == [Reason.OVERSIZE, Reason.OVERSIZE]


def test_null_bytes_are_binary(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(STORY.encode() + b"\x00" * 10)
    assert reasons(read(path)) == [Reason.BINARY]


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "punycode", "undefined", "hex", "rot13", "utf-16"])
def test_a_charset_that_browsers_do_not_know_is_not_believed(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(f'<meta charset="{charset}"><p>caf\u00e9 \\ud800 +2AA-</p>'.encode("cp1252"))
    (got,) = read(path)
    assert isinstance(got, ReadPage)
    assert got.page.encoding == "cp1252"
    assert "café \\ud800 +2AA-" in got.page.content


def test_a_wrong_charset_does_not_lose_the_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes('<meta charset="gb18030"><p>Mateja Oblak left Tromsø.</p>'.encode())
    (got,) = read(path)
    assert isinstance(got, ReadPage)
    assert "Mateja Oblak left Tromsø." in got.page.content


def test_half_a_surrogate_pair_becomes_a_question_mark(tmp_path: Path) -> None:
    (got,) = read(records(tmp_path, '{"text": "Oblak \\ud800 left.", "title": "\\udfff"}'))
    assert isinstance(got, ReadPage)
    assert (got.page.content, got.page.given_title) == ("Oblak ? left.", "?")


def test_controls_and_terminal_escapes_of_a_record_are_taken_out(tmp_path: Path) -> None:
    (got,) = read(records(tmp_path, record(title="\x1b[31mConsul\x00 \x9b2Jquits\x1b]0;owned\x07")))
    assert isinstance(got, ReadPage)
    assert got.page.given_title == "Consul quits"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"text": "a", "text": "b"}', "the key 'text' stands twice"),
        ('{"text": "a", "score": NaN}', "NaN is no JSON value"),
        ('{"text": "a", "score": -Infinity}', "-Infinity is no JSON value"),
        ('{"text": "a"', "not valid JSON"),
        ('{"text": "a", "n": ' + "9" * 5_000 + "}", "not valid JSON"),
        ("[" * 100_000, "nested too deep"),
        ('{"text": ""}', "neither html nor text"),
        ('"text"', "no object"),
    ],
)
def test_a_broken_line_is_malformed_and_the_next_one_is_read(tmp_path: Path, line: str, says: str) -> None:
    first, second = read(records(tmp_path, line, record()))
    assert isinstance(first, Rejected)
    assert first.reason == Reason.MALFORMED
    assert says in first.detail
    assert isinstance(second, ReadPage)


def test_many_keys_one_of_them_twice_are_told_in_time(tmp_path: Path) -> None:
    keys = ",".join(f'"{n}":0' for n in range(150_000))
    (outcome,) = read_file(records(tmp_path, '{"1":1,' + keys + "}"))
    assert outcome.rejected is not None
    assert "the key '1' stands twice" in outcome.rejected.detail
    assert outcome.seconds < MOST_SECONDS


def test_names_within_names_are_followed_only_so_deep(tmp_path: Path) -> None:
    (got,) = read(records(tmp_path, '{"text": "a", "author": ' + '{"name":' * 900 + '"x"' + "}" * 900 + "}"))
    assert isinstance(got, ReadPage)
    assert got.page.given_author is None


def test_the_first_second_of_the_calendar_is_no_crawl_time(tmp_path: Path) -> None:
    (got,) = read(records(tmp_path, record(retrieved_at="0001-01-01T00:00:00+14:00")))
    assert isinstance(got, ReadPage)
    assert got.page.retrieved_at.year > 2000


def test_a_path_with_newlines_is_written_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "a\nb\x1b[31m.txt").write_text(STORY)
    (got,) = read(tmp_path)
    assert isinstance(got, ReadPage)
    assert got.page.uri == f"{tmp_path.as_posix()}/a\\nb\\x1b[31m.txt"


def test_a_path_that_is_no_utf_8_is_read_and_can_be_kept(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(STORY)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (got,) = read(tmp_path)
    assert isinstance(got, ReadPage)
    assert got.page.uri.endswith("/caf\\xe9.txt")


def test_two_dots_in_names_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "..page..txt").write_text(STORY)
    (tmp_path / "a..txt").write_text(STORY)
    assert [file.path.name for file in find_inputs([tmp_path])] == ["a..txt"]  # the other one is hidden
    (got,) = read(records(tmp_path, record(url="http://example.org/../../etc/passwd")))
    assert isinstance(got, ReadPage)
    assert got.page.uri == "http://example.org/../../etc/passwd"
    assert got.page.source_id == "src_" + got.page.raw_sha256[:16]  # no file is ever named after an address


def test_links_in_a_circle_are_walked_once(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(STORY)
    (tmp_path / "here").symlink_to(tmp_path)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    found = find_inputs([tmp_path])
    assert [file.path.name for file in found] == ["loop.txt", "page.txt"]
    assert [reasons(list(read_input(file, Limits()))) for file in found] == [[Reason.UNREADABLE], [None]]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.txt")
    assert reasons(read(tmp_path)) == [Reason.UNREADABLE]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://me:pw@example.org/a?x=1&token=abc&y=2#f", "https://example.org/a?x=1&y=2#f"),
        ("https://example.org/a?access_token=1", "https://example.org/a"),
        ("https://example.org/a;jsessionid=1F?q=1", "https://example.org/a?q=1"),
        ("https://s3.example.org/a?X-Amz-Signature=1&X-Amz-Credential=2&v=3", "https://s3.example.org/a?v=3"),
        ("https://example.org/#access_token=1&page=2", "https://example.org/#page=2"),
        ("http:\\\\me:pw@example.org\\a", "http:\\\\example.org\\a"),
        ("https:me:pw@example.org/a", "https:example.org/a"),
        ("//me@example.org/a", "//example.org/a"),
        ("http://me:pw@[::1/a", "http://[::1/a"),
        ("https://example.org/@name?q=a@b", "https://example.org/@name?q=a@b"),
        ("crawl/page@home.txt", "crawl/page@home.txt"),
    ],
)
def test_credentials_are_stripped_from_addresses(given: str, kept: str) -> None:
    assert strip_credentials(given) == kept


def test_an_address_stays_on_one_line() -> None:
    assert on_one_line("http://example.org/\n\x1b[31m\u202eé") == "http://example.org/%0A%1B[31m%E2%80%AEé"
