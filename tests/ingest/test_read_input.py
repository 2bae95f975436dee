import gzip
import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.ingest.find import find_inputs
from tasks.ingest.read import Limits, ReadPage, read_input, strip_credentials
from tasks.quarantine import Rejected

SENTENCE = "The consul in Basra, Laïla Benchekroun, has resigned."


def read(path: Path, limits: Limits | None = None):
    (file,) = find_inputs([path])
    return list(read_input(file, limits or Limits()))


def written(tmp_path: Path, name: str, raw: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(raw)
    return path


def test_the_id_is_of_the_raw_bytes_and_the_bytes_are_kept(tmp_path):
    raw = SENTENCE.encode() + b"\r\n"
    (got,) = read(written(tmp_path, "page.txt", raw))
    assert isinstance(got, ReadPage)
    assert got.raw == raw
    assert got.page.raw_sha256 == hashlib.sha256(raw).hexdigest()
    assert got.page.source_id == "src_" + got.page.raw_sha256[:16]
    assert got.page.content == SENTENCE + "\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_are_detected(tmp_path, encoding):
    (got,) = read(written(tmp_path, "page.txt", (SENTENCE + " She left “for good”, café and all.").encode(encoding)))
    assert got.page.content.startswith(SENTENCE)


def test_html_says_its_encoding_itself(tmp_path):
    html = f'<html><head><meta charset="iso-8859-1"></head><body>{SENTENCE}</body></html>'
    (got,) = read(written(tmp_path, "page.html", html.encode("latin-1")))
    assert (got.page.media_type, got.page.encoding) == ("text/html", "cp1252")
    assert SENTENCE in got.page.content


def test_mojibake_is_repaired(tmp_path):
    wrong = "The ministry said “no”. Benoît Diallo stays in Côte d’Ivoire.".encode().decode("cp1252", errors="replace")
    (got,) = read(written(tmp_path, "page.txt", wrong.encode()))
    assert "Benoît Diallo stays in Côte" in got.page.content


def test_entities_of_the_page_are_left_to_the_html_reader(tmp_path):
    (got,) = read(written(tmp_path, "page.html", b"<p>Ministry of Trade &amp; Industry</p>"))
    assert got.page.content == "<p>Ministry of Trade &amp; Industry</p>"


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("scan.txt", b"%PDF-1.7 ...", "binary"),
        ("page.txt", b"some\x00thing\x00odd", "binary"),
        ("page.txt", b" \n\t\n", "empty"),
        ("page.txt", b"", "empty"),
        ("page.txt", b"x" * 2000, "oversize"),
        ("photo.jpg", b"\xff\xd8\xff", "unsupported"),
        ("page.txt.gz", b"not gzip at all", "unreadable"),
        ("page.txt.gz", gzip.compress(b"cut short" * 50)[:-12], "unreadable"),
        ("page.txt.gz", gzip.compress(b"a" * 5_000_000), "oversize"),
        ("pages.jsonl", b"\n\n", "empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_set_aside_with_a_reason(tmp_path, name, raw, reason):
    (got,) = read(written(tmp_path, name, raw), Limits(page_bytes=1000))
    assert isinstance(got, Rejected)
    assert (got.reason, Path(got.uri).name) == (reason, name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_set_aside(tmp_path):
    path = written(tmp_path, "page.txt", b"x")
    path.chmod(0)
    (got,) = read(path)
    assert got.reason == "unreadable"


def lines(tmp_path: Path, *records: object, name: str = "crawl.jsonl") -> Path:
    text = "\n".join(r if isinstance(r, str) else json.dumps(r) for r in records)
    return written(tmp_path, name, gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())


def test_a_record_in_the_words_of_trafilatura(tmp_path):
    record = {
        "url": "https://user:secret@gazette.example/a?p=1",
        "text": SENTENCE,
        "title": "Consul resigns",
        "author": "A. Reporter",
        "date": "2014-05-02",
        "sitename": "The Gazette",
        "retrieved_at": "2020-01-02T03:04:05+02:00",
    }
    (got,) = read(lines(tmp_path, record, name="crawl.jsonl.gz"))
    page = got.page
    assert page.uri == "https://gazette.example/a?p=1"
    assert (page.media_type, page.container) == ("text/plain", "application/jsonl")
    assert page.content == SENTENCE
    assert (page.given_title, page.given_author) == ("Consul resigns", "A. Reporter")
    assert (page.given_published, page.given_outlet) == ("2014-05-02", "The Gazette")
    assert page.retrieved_at == datetime(2020, 1, 2, 1, 4, 5, tzinfo=UTC)


def test_a_record_in_the_words_of_schema_org(tmp_path):
    record = {
        "@id": "https://gazette.example/b",
        "articleBody": SENTENCE,
        "headline": "Consul resigns",
        "author": [{"@type": "Person", "name": "A. Reporter"}, {"name": "B. Writer"}],
        "datePublished": "2014-05-02T10:00:00Z",
        "publisher": {"@type": "Organization", "name": "The Gazette"},
    }
    (got,) = read(lines(tmp_path, record))
    assert (got.page.given_author, got.page.given_outlet) == ("A. Reporter, B. Writer", "The Gazette")
    assert got.page.given_published == "2014-05-02T10:00:00Z"


def test_a_record_with_html_is_an_html_page(tmp_path):
    (got,) = read(lines(tmp_path, {"url": "https://gazette.example/c", "html": "<p>x</p>", "text": "x"}))
    assert (got.page.media_type, got.page.content) == ("text/html", "<p>x</p>")


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        ('{"text": "cut of', "not valid JSON"),
        ('["text"]', "no object"),
        ('{"url": "https://a.example/"}', "neither html nor text"),
        ('{"text": "a", "text": "b"}', "'text' stands twice"),
        ('{"text": "a", "score": NaN}', "NaN"),
        ("[" * 100_000, "nested too deep"),
    ],
)
def test_a_broken_line_is_set_aside_and_the_rest_is_read(tmp_path, line, detail):
    first, second = read(lines(tmp_path, line, {"text": SENTENCE}))
    assert (first.reason, first.uri.rpartition("#")[2]) == ("malformed", "L1")
    assert detail in first.detail
    assert second.page.content == SENTENCE
    assert second.page.uri.endswith("crawl.jsonl#L2")


def test_a_line_over_the_limit_is_set_aside_and_the_rest_is_read(tmp_path):
    first, second = read(lines(tmp_path, {"text": "x" * 5000}, {"text": SENTENCE}), Limits(page_bytes=1000))
    assert first.reason == "oversize"
    assert second.page.content == SENTENCE


def test_credentials_leave_a_url_and_nothing_else_does():
    assert strip_credentials("https://me:pw@host.example:8080/p?q=a@b#f") == "https://host.example:8080/p?q=a@b#f"
    assert strip_credentials("crawl/page@home.txt") == "crawl/page@home.txt"
