"""The notebook runs from top to bottom on the dataset of the samples, and draws its figures."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient import NotebookClient

if TYPE_CHECKING:
    from conftest import SamplesDataset

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.prefect


def test_a_disputed_fact(samples_dataset: SamplesDataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMARCHE_DATA", str(samples_dataset.data_dir))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    path = ROOT / "notebooks" / "a_disputed_fact.ipynb"
    notebook = nbformat.read(path, as_version=4)
    assert [cell for cell in notebook.cells if cell.get("outputs")] == [], "commit the notebook without its output"
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}})
    client.execute()  # raises on a cell that fails
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert sum("image/png" in output.get("data", {}) for output in outputs) >= 2
    quoted = "".join(output["text"] for output in outputs if output.output_type == "stream")
    assert "“" in quoted, "the disputed fact leads to no sentence"
