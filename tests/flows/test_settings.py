"""Where a setting comes from, and what a wrong one says."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import SettingsError, load_settings


def test_file_environment_and_call_in_rising_strength(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "demarche.toml").write_text("workers = 3\nbatch_pages = 7\npage_bytes = 2000\n", encoding="utf-8")
    monkeypatch.setenv("DEMARCHE_BATCH_PAGES", "8")
    monkeypatch.setenv("DEMARCHE_PAGE_BYTES", "3000")
    settings = load_settings(tmp_path, page_bytes=4000, workers=None)
    assert (settings.workers, settings.batch_pages, settings.page_bytes) == (3, 8, 4000)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("workers = 0", r"setting workers: .*greater than or equal to 1"),
        ("wrokers = 2", r"setting wrokers: Extra inputs are not permitted"),
        ("workers = ", r"demarche\.toml"),
    ],
)
def test_a_wrong_setting_names_itself_and_the_file(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "demarche.toml").write_text(line, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        load_settings(tmp_path)
