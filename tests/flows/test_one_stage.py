"""A stage by itself works on what the stages before it left, and readers see nothing of it before publish."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app

ROOT = Path(__file__).parents[2]
PAGES = [str(ROOT / "samples" / name) for name in ("colonel-arrested.txt", "colonel-sentenced.html")]


def stage(name: str, *arguments: str, data: Path) -> Result:
    return CliRunner().invoke(app, ["stage", name, *arguments, "--data", str(data), "--workers", "1"])


@pytest.mark.prefect
def test_five_stages_one_after_another_make_a_release(prefect_server: str, tmp_path: Path) -> None:
    too_early = stage("clean", data=tmp_path)
    assert too_early.exit_code == 1
    assert "Run it first: demarche stage ingest" in too_early.output.replace("\n", " ")
    for name, said in (
        ("ingest", "ingest: 2 kept"),
        ("clean", "clean: 2 kept"),
        ("extract", "extract: 2 kept"),
        ("resolve", "from 2 pages (2 stories)"),
    ):
        done = stage(name, *(PAGES if name == "ingest" else []), data=tmp_path)
        assert (done.exit_code, said in done.output) == (0, True), done.output
        assert not (tmp_path / "demarche.duckdb").exists()
    assert stage("publish", data=tmp_path).exit_code == 0
    shown = CliRunner().invoke(app, ["show", "Safarov", "--data", str(tmp_path)])
    assert "Bahrom Safarov" in shown.output
    again = CliRunner().invoke(app, ["run", *PAGES, "--data", str(tmp_path)])
    assert "Nothing new: all 2 pages were read before." in again.output


def test_only_ingest_takes_pages(tmp_path: Path) -> None:
    assert stage("clean", *PAGES, data=tmp_path).exit_code == 2
    assert stage("ingest", data=tmp_path).exit_code == 2
    assert list(tmp_path.iterdir()) == []
