"""What resolve remembers from run to run is a help and no more: a power cut may spoil it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.inline import PAGES, build_here, released


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    data = tmp_path_factory.mktemp("expected") / "data"
    build_here(data, PAGES[:1])
    build_here(data)
    return released(data)


@pytest.mark.parametrize(("name", "content"), [("memory.json", b"[1]"), ("totals.parquet", b"PAR1")])
def test_a_spoilt_memory_is_made_anew(tmp_path: Path, expected: dict[str, bytes], name: str, content: bytes) -> None:
    build_here(tmp_path, PAGES[:1])
    (kept,) = (tmp_path / "stages" / "resolve").glob(f"*/{name}")
    kept.write_bytes(content)
    build_here(tmp_path)

    assert released(tmp_path) == expected
    assert kept.read_bytes() != content
