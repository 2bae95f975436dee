from pathlib import Path

import pytest

from tasks.ingest.find import InputError, find_inputs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "crawl" / "deep").mkdir(parents=True)
    for name in ("b.html", "a.txt", "deep/c.jsonl.gz", "photo.jpg", ".DS_Store"):
        (tmp_path / "crawl" / name).write_text("x")
    return tmp_path / "crawl"


def names(files):
    return [Path(f.uri).name for f in files]


def test_a_folder_stands_for_all_files_below_it_hidden_ones_left_out(folder):
    assert names(find_inputs([folder])) == ["a.txt", "b.html", "c.jsonl.gz", "photo.jpg"]


def test_formats_are_told_by_name_and_unknown_ones_are_kept_for_quarantine(folder):
    assert [(f.format, f.gzipped) for f in find_inputs([folder])] == [
        ("text", False),
        ("html", False),
        ("jsonl", True),
        (None, False),
    ]


def test_a_glob_is_expanded(folder):
    assert names(find_inputs([f"{folder}/**/*.jsonl*"])) == ["c.jsonl.gz"]


def test_a_file_named_twice_is_read_once(folder):
    assert names(find_inputs([folder / "a.txt", folder, f"{folder}/a.*"]))[0:2] == ["a.txt", "b.html"]


def test_a_path_that_does_not_exist_is_an_error_that_says_so(tmp_path):
    with pytest.raises(InputError, match=r"nowhere/page\.txt: no such file or folder"):
        find_inputs([tmp_path / "nowhere" / "page.txt"])


def test_a_pattern_that_matches_nothing_is_an_error_that_says_so(tmp_path):
    with pytest.raises(InputError, match=r"\*\.html: no file matches"):
        find_inputs([f"{tmp_path}/*.html"])


def test_a_link_that_leads_nowhere_is_an_error_that_says_so(tmp_path):
    (tmp_path / "page.txt").symlink_to(tmp_path / "gone.txt")
    with pytest.raises(InputError, match="a link that leads nowhere"):
        find_inputs([tmp_path / "page.txt"])


def test_a_loop_of_links_does_not_trap_the_walk(folder):
    (folder / "deep" / "up").symlink_to(folder, target_is_directory=True)
    assert len(find_inputs([folder])) == 4


def test_a_file_whose_very_name_looks_like_a_pattern_is_that_file(tmp_path):
    (tmp_path / "page[1].txt").write_text("x")
    assert names(find_inputs([tmp_path / "page[1].txt"])) == ["page[1].txt"]
