"""Publishing: readers see the old release or the new one, whole, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
from power import changes_of, cut_at, spread

from schemas.resolved import Person
from warehouse.swap import (
    ReleaseError,
    activate,
    current_folder,
    current_release,
    discard_staged,
    list_releases,
    prune,
    publish,
    stage,
)

if TYPE_CHECKING:
    from conftest import TinyRelease


@pytest.fixture(autouse=True)
def _no_reader_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.swap.OPENING_SECONDS", 0)


def name_in(database: Path) -> str:
    with duckdb.connect(str(database.resolve()), read_only=True) as con:
        return str(con.execute("SELECT name FROM people").fetchall()[0][0])


def test_the_pointer_is_a_relative_link_to_the_release(tiny: TinyRelease) -> None:
    tiny.published("r1")
    pointer = tiny.data_dir / "demarche.duckdb"
    assert pointer.readlink() == Path("releases/r1/demarche.duckdb")
    assert current_release(tiny.data_dir) == "r1"
    assert name_in(pointer) == "Hossein Heydari"


def test_the_whole_directory_can_be_moved(tiny: TinyRelease) -> None:
    tiny.published("r1")
    moved = tiny.data_dir.rename(tiny.data_dir.with_name("elsewhere"))
    assert name_in(moved / "demarche.duckdb") == "Hossein Heydari"


def test_nothing_is_published_before_the_first_release(tmp_path: Path) -> None:
    assert current_release(tmp_path) is None
    assert current_folder(tmp_path) is None
    assert list_releases(tmp_path) == []


def test_an_open_reader_keeps_its_release(tiny: TinyRelease) -> None:
    tiny.published("r1")
    with duckdb.connect(str((tiny.data_dir / "demarche.duckdb").resolve()), read_only=True) as reader:
        tiny.change(Person, name="Hossein Alizadeh").published("r2")
        assert reader.execute("SELECT name FROM people").fetchall() == [("Hossein Heydari",)]
    assert name_in(tiny.data_dir / "demarche.duckdb") == "Hossein Alizadeh"


def test_a_half_built_release_is_never_published(tiny: TinyRelease) -> None:
    tiny.published("r1")
    tiny.staged("r2")
    with pytest.raises(ReleaseError, match="r2 is not staged, or not complete"):
        publish(tiny.data_dir, "r2")
    assert current_release(tiny.data_dir) == "r1"
    assert [release.release_id for release in list_releases(tiny.data_dir)] == ["r1"]


def test_a_release_is_published_once(tiny: TinyRelease) -> None:
    tiny.published("r1")
    tiny.build(tiny.staged("r1"))
    with pytest.raises(ReleaseError, match="r1 exists already"):
        publish(tiny.data_dir, "r1")


def test_one_can_go_back_to_an_older_release(tiny: TinyRelease) -> None:
    tiny.published("r1")
    tiny.published("r2")
    activate(tiny.data_dir, "r1")
    assert [(r.release_id, r.current) for r in list_releases(tiny.data_dir)] == [("r1", True), ("r2", False)]


def test_an_unknown_release_is_refused_with_those_there_are(tiny: TinyRelease) -> None:
    tiny.published("r1")
    with pytest.raises(ReleaseError, match=r"no release r9 .* there are: r1"):
        activate(tiny.data_dir, "r9")


@pytest.mark.parametrize("release_id", ["../r1", "", ".hidden", "a/b"])
def test_a_release_id_cannot_leave_its_folder(tmp_path: Path, release_id: str) -> None:
    with pytest.raises(ReleaseError, match="is no release id"):
        stage(tmp_path, release_id)


def test_a_foreign_file_in_the_pointer_s_place_is_left_alone(tiny: TinyRelease) -> None:
    tiny.data_dir.mkdir()
    foreign = tiny.data_dir / "demarche.duckdb"
    foreign.write_bytes(b"somebody's own")
    tiny.build(tiny.staged("r1"))
    with pytest.raises(ReleaseError, match="was not made here; move it away"):
        publish(tiny.data_dir, "r1")
    assert foreign.read_bytes() == b"somebody's own"


def test_a_foreign_link_is_left_alone(tiny: TinyRelease) -> None:
    tiny.data_dir.mkdir()
    (tiny.data_dir / "demarche.duckdb").symlink_to("/somewhere/else.duckdb")
    tiny.build(tiny.staged("r1"))
    with pytest.raises(ReleaseError, match="which is no release"):
        publish(tiny.data_dir, "r1")


def test_a_failed_swap_leaves_the_pointer(tiny: TinyRelease, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.published("r1")
    tiny.build(tiny.staged("r2"))

    def killed(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        publish(tiny.data_dir, "r2")
    assert name_in(tiny.data_dir / "demarche.duckdb") == "Hossein Heydari"
    assert current_release(tiny.data_dir) == "r1"


def test_the_power_may_go_at_any_moment_of_a_publication(tiny: TinyRelease) -> None:
    data = tiny.data_dir
    tiny.published("r0")
    tiny.published("r1")
    renamed = tiny.change(Person, name="Hossein Alizadeh")
    renamed.build(renamed.staged("r2"))
    kept = Path(shutil.copytree(data, data.with_name("kept"), symlinks=True))

    def publication() -> None:
        publish(data, "r2")
        prune(data, keep=1)

    changes = changes_of(publication, data)
    published = next(n for n, change in enumerate(changes, 1) if change.endswith(".publishing"))
    seen = set()
    for number in (*range(1, published + 5), *spread(len(changes), 6)):  # the rest is the pruning, file by file
        shutil.rmtree(data)
        shutil.copytree(kept, data, symlinks=True)
        assert cut_at(number, publication, data)
        seen.add((current_release(data), name_in(data / "demarche.duckdb")))
        discard_staged(data)
        whole = [release.release_id for release in list_releases(data)]
        assert sorted(path.name for path in (data / "releases").iterdir()) == whole
        newest = list_releases(data)[-1]
        assert newest.current, f"{changes[number - 1]}: {newest.release_id} was never read"
        shutil.copytree(newest.folder, stage(data, "r3"), dirs_exist_ok=True)
        publish(data, "r3")
        assert current_release(data) == "r3"
    assert seen == {("r1", "Hossein Heydari"), ("r2", "Hossein Alizadeh")}


def test_pruning_keeps_the_newest_and_the_current(tiny: TinyRelease) -> None:
    for release_id in ("r1", "r2", "r3", "r4"):
        tiny.published(release_id)
    activate(tiny.data_dir, "r1")
    assert prune(tiny.data_dir, keep=2) == ["r2"]
    assert sorted(path.name for path in (tiny.data_dir / "releases").iterdir()) == ["r1", "r3", "r4"]
    with pytest.raises(ValueError, match="at least 1"):
        prune(tiny.data_dir, keep=0)


def test_what_a_killed_run_left_is_discarded(tiny: TinyRelease) -> None:
    tiny.published("r1")
    left = tiny.staged("r2")
    assert discard_staged(tiny.data_dir) == [left]
    assert [path.name for path in (tiny.data_dir / "releases").iterdir()] == ["r1"]
