"""No file, however broken, ends the reading or holds it up."""

from __future__ import annotations

import gc
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.stages import CleanPage
from schemas.vocab import QuarantineReason
from tasks.clean.clean import clean_page
from tasks.clean.html_view import html_view
from tasks.clean.offsets import raw_range
from tasks.extract.engine import Engine
from tasks.ingest.decode import NotTextError, decode
from tasks.ingest.records import RecordError, parse_record
from tests.hostile.articles import UNITS
from tests.hostile.mutation import files
from tests.hostile.pages import STORY, raw_page
from tests.hostile.reading import ENGINE, MOST_SECONDS, RULES, check_claims, read_file

SUFFIX = {"text": ".txt", "html": ".html", "jsonl": ".jsonl"}
SOAKED = {"text": 30_000, "html": 20_000, "jsonl": 90_000, "gz": 60_000}
CHUNK = 10_000
BY_DEFAULT_ENGINE = 2_500  # of each kind, by the engine that takes several times as long as the rules alone
QUICK = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

pieces = st.one_of(
    st.sampled_from(UNITS),
    st.sampled_from(STORY.split(" ")).map(lambda word: word + " "),
    st.text(max_size=8),
    st.sampled_from([p + "\n\n" for p in STORY.split("\n\n")]),
)
pages = st.lists(st.tuples(pieces, st.sampled_from([1, 1, 1, 3, 12])), max_size=20).map(
    lambda parts: "".join(piece * times for piece, times in parts)
)
tags = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "<br>",
        "<b>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<a href='>'>",
        '<i t="',
        "&amp;",
        "&",
        "<",
    ]
)
markup = st.lists(st.one_of(tags, pieces), max_size=40).map("".join)
json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)


def survives(kind: str, seed: int, count: int, folder: Path, engine: Engine = ENGINE) -> tuple[int, int, float]:
    """How many files were read and pages kept, and the longest time that one file took."""
    gc.freeze()  # a third of the time would go into looking through the lexicons for what nobody needs any more
    path, slowest, kept = folder / "page.txt", 0.0, 0
    for number, raw in enumerate(files(kind, seed, count)):
        suffix = (".txt.gz", ".html.gz", ".jsonl.gz")[number % 3] if kind == "gz" else SUFFIX[kind]
        path = folder / f"page{suffix}"
        path.write_bytes(raw)
        for outcome in read_file(path, engine=engine):
            assert outcome.seconds < MOST_SECONDS, f"{kind} {seed} {number}"
            failed = outcome.rejected is not None and outcome.rejected.reason == QuarantineReason.FAILED
            assert not failed, f"{kind} {seed} {number}: {outcome.rejected}"
            slowest, kept = max(slowest, outcome.seconds), kept + (outcome.page is not None)
    return count, kept, slowest


@pytest.mark.parametrize("kind", SOAKED)
def test_broken_files_are_read_or_set_aside(kind: str, tmp_path: Path) -> None:
    read, kept, _ = survives(kind, 0, 40, tmp_path)
    assert read == 40
    assert kept > 5, "nearly all were set aside: the mutations are too coarse to reach the engine"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "seed"), [(kind, seed) for kind, count in SOAKED.items() for seed in range(1, count // CHUNK + 1)]
)
def test_two_hundred_thousand_broken_files(kind: str, seed: int, tmp_path: Path) -> None:
    read, kept, slowest = survives(kind, seed, CHUNK, tmp_path, RULES)
    print(f"\n{kind} {seed}: {read:,} files, {kept:,} pages kept, slowest {slowest:.2f} s")
    assert kept > CHUNK // 20


@pytest.mark.slow
@pytest.mark.parametrize("kind", SOAKED)
def test_thousands_of_broken_files_by_the_default_engine(kind: str, tmp_path: Path) -> None:
    read, kept, slowest = survives(kind, 99, BY_DEFAULT_ENGINE, tmp_path)
    print(f"\n{kind}, {ENGINE.version}: {read:,} files, {kept:,} pages kept, slowest {slowest:.2f} s")
    assert kept > read // 20


@QUICK
@given(pages)
def test_any_text_is_read_or_set_aside(text: str) -> None:
    page = clean_page(raw_page(STORY + text))
    if isinstance(page, CleanPage):
        check_claims(page, ENGINE.read(page))


@QUICK
@given(markup)
def test_any_markup_keeps_the_places_of_its_characters(source: str) -> None:
    view = html_view(source)
    assert len(view.text) == len(view.starts) == len(view.ends)
    assert all(
        source[view.starts[n] : view.ends[n]] == char
        for n, char in enumerate(view.text)
        if not char.isspace() and not source[view.starts[n] : view.ends[n]].startswith("&")
    )


@QUICK
@given(markup)
def test_every_word_of_an_article_leads_back_to_the_page(source: str) -> None:
    content = "<p>" + STORY.replace("\n\n", "</p><p>") + "</p>" + source
    page = clean_page(raw_page(content, html=True))
    if isinstance(page, CleanPage):
        for start in range(0, len(page.text) - 1, 7):
            if not page.text[start].isspace():
                low, high = raw_range(page.raw_spans, start, start + 1)
                assert 0 <= low < high <= len(content)


@QUICK
@given(st.binary(max_size=300))
def test_any_bytes_become_text_that_can_be_kept_or_are_no_text(raw: bytes) -> None:
    for html in (False, True):
        with suppress(NotTextError):
            decode(raw, html=html).text.encode()


@QUICK
@given(json_values)
def test_any_json_is_a_record_or_is_said_not_to_be(value: object) -> None:
    for field in ("author", "date", "url", "retrieved_at", "title"):
        line = json.dumps({"text": STORY, field: value})
        if "NaN" in line or "Infinity" in line:
            with suppress(RecordError):  # the words may also stand in a string
                parse_record(line)
        else:
            assert parse_record(line).text == STORY.strip()
