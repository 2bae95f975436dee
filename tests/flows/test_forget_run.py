"""A verdict and a forgetting on the dataset of the samples, through the real commands."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
from typer.testing import CliRunner, Result

from flows.cli import app

if TYPE_CHECKING:
    from conftest import SamplesDataset

pytestmark = pytest.mark.prefect

WHO = ("--by", "M. Rahimi", "--why", "a court said so")


@pytest.fixture
def data(samples_dataset: SamplesDataset, tmp_path: Path) -> Path:
    return Path(shutil.copytree(samples_dataset.data_dir, tmp_path / "data", symlinks=True))


def call(*arguments: str, data: Path) -> Result:
    env = {"COLUMNS": "250", "NO_COLOR": "1"}
    return CliRunner().invoke(app, [*arguments, "--data", str(data)], env=env)


def rows(data: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str((data / "demarche.duckdb").resolve()), read_only=True) as con:
        return con.execute(sql).fetchall()


def test_a_forgotten_person_is_in_no_file_and_a_wrong_claim_in_no_fact(data: Path) -> None:
    ((claim, quote),) = rows(
        data, "SELECT claim_id, quote FROM event_claims ORDER BY confidence DESC, claim_id LIMIT 1"
    )
    said = call("verdict", "wrong", str(claim), *WHO, data=data)
    assert said.exit_code == 0, said.output
    before = {name for (name,) in rows(data, "SELECT name FROM people")}
    assert "Sherzod Rahmonov" in before

    said = call("forget", "--person", "Sherzod Rahmonov", "--yes", *WHO, data=data)

    assert said.exit_code == 0, said.output
    assert "none is there" in said.output
    assert before - {name for (name,) in rows(data, "SELECT name FROM people")} == {"Sherzod Rahmonov"}
    for path in data.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert b"Sherzod" not in (gzip.decompress(raw) if path.suffix == ".gz" else raw), path
    assert rows(data, "SELECT count(*) FROM source_texts WHERE text LIKE '%███████ ████████%'") != [(0,)]
    assert len(list((data / "releases").iterdir())) == 1
    assert not (data / ".forgetting").exists()
    said = call("diff", data=data)
    assert said.exit_code == 1
    assert "because of: forgotten, verdicts. Row by row the table changes says" in said.output

    assert rows(data, f"SELECT count(*) FROM event_claims WHERE claim_id = '{claim}'") == [(0,)]
    ((original,),) = rows(data, "SELECT original FROM verdicts")
    assert str(quote).split()[0] in str(original)
