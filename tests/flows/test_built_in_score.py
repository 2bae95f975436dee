"""The score on the pages that come with the package: in every release of size, worked out once for each code."""

from __future__ import annotations

from pathlib import Path

import pytest

import flows.evaluating
from flows.data_dir import open_data_dir
from flows.evaluating import built_in_score
from flows.line import open_line
from flows.orchestration import without_server
from flows.progress import Silence
from flows.settings import load_settings


def test_the_score_is_worked_out_once_for_each_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = open_data_dir(tmp_path)
    with without_server(), open_line(data, load_settings(data.root), Silence()) as line:
        first = built_in_score(line)
        monkeypatch.delattr(flows.evaluating, "read_gold_pages")
        again = built_in_score(line)

    assert again == first
    overall = {row.kind: row for row in first if row.scope == "all" and row.threshold == 0}
    assert {row.n_pages for row in overall.values()} == {12}
    assert all(row.n_pages_missing == 0 for row in overall.values())
    assert (overall["people"].f1 or 0) > 0.9
    assert (overall["roles"].f1 or 0) > 0.7
    assert (overall["events"].f1 or 0) > 0.6


def test_an_engine_that_asks_a_server_is_not_asked_for_a_score(tmp_path: Path) -> None:
    data = open_data_dir(tmp_path)
    settings = load_settings(data.root, engine="chat", chat_base_url="http://localhost:9/v1", chat_model="m")
    with without_server(), open_line(data, settings, Silence()) as line:
        assert built_in_score(line) == []
