"""docs/running.md tells the settings that there are."""

from __future__ import annotations

from pathlib import Path

from flows.settings import Settings

GUIDE = Path(__file__).parents[2] / "docs" / "running.md"


def test_the_guide_lists_every_setting_with_its_meaning() -> None:
    lines = [line.split(" | ") for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    told = {cells[0].strip("| `"): cells[-1].removesuffix(" |") for cells in lines if len(cells) == 3}
    assert told == {name: field.description for name, field in Settings.model_fields.items()}
