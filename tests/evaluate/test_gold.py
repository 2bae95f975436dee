"""Gold files: what is read, and what the user is told where they are broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.evaluate.gold import GoldError, read_gold
from tasks.evaluate.reading import read_gold_pages
from tasks.extract.rules_engine import RulesEngine

GUIDE = Path(__file__).parents[2] / "docs" / "evaluation.md"


def example() -> dict[str, Any]:
    text = GUIDE.read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text.split("```json\n")[1].split("```")[0])
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, example())
    (tmp_path / "attache-resigns.html").write_text("<p>Karim Tazi resigned.", encoding="utf-8")
    return tmp_path


def write(folder: Path, gold: Any, name: str = "attache-resigns") -> None:
    (folder / f"{name}.json").write_text(json.dumps(gold), encoding="utf-8")


def test_the_example_in_the_guide_is_gold(folder: Path) -> None:
    (page,) = read_gold(folder).pages
    assert (page.doc.id, page.style, page.page) == ("attache-resigns", "html", folder / "attache-resigns.html")
    assert page.roles[0].end == "2021-03"
    assert page.events[0].realis == "actual"


def test_who_is_who_across_pages(folder: Path) -> None:
    write(folder, {"people": [[["a", "Karim Tazi"], ["b", "K. Tazi"]], [["a", "Aino Salo"]]]}, "identities")
    assert read_gold(folder).identities == {("a", "Karim Tazi"): 0, ("b", "K. Tazi"): 0, ("a", "Aino Salo"): 1}


def told(folder: Path) -> str:
    with pytest.raises(GoldError) as caught:
        read_gold(folder)
    return str(caught.value)


def test_broken_json_names_file_and_line(folder: Path) -> None:
    (folder / "attache-resigns.json").write_text('{"doc": {"id": ', encoding="utf-8")
    assert "attache-resigns.json: no valid JSON: Expecting value: line 1" in told(folder)


@pytest.mark.parametrize(
    ("where", "change", "message"),
    [
        ("roles", {"titel": "consul"}, "roles.0.titel: unknown key. Known here: person, title, organization"),
        ("events", {"type": "promotion"}, "events.0.type: Input should be 'appointment', 'nomination'"),
        ("events", {"date": "March 2021"}, "events.0.date: Value error, no EDTF date: write 2011-02-20"),
        ("roles", {"person": "Nobody"}, "roles.0.person: 'Nobody' is not among the people. Add them there"),
        ("people", {"aliases": "Tazi"}, "people.0.aliases: Input should be a valid tuple"),
        ("doc", {"id": "other"}, "doc.id is 'other'. Make it the file's name, 'attache-resigns'"),
        ("doc", {"same_story_as": ["copy"]}, "there is no copy.json here. Add it, or mend the id."),
    ],
)
def test_each_fault_is_told_with_its_place_and_remedy(
    folder: Path, where: str, change: dict[str, Any], message: str
) -> None:
    gold = example()
    record = gold[where] if where == "doc" else gold[where][0]
    record.update(change)
    write(folder, gold)
    assert message in told(folder)
    assert "attache-resigns.json" in told(folder)


def test_a_missing_key(folder: Path) -> None:
    gold = example()
    del gold["roles"][0]["title"]
    write(folder, gold)
    assert "roles.0.title: missing. Add it" in told(folder)


def test_a_person_with_two_records(folder: Path) -> None:
    gold = example()
    gold["people"].append({"name": "Karim Tazi", "aliases": ["K. Tazi"]})
    write(folder, gold)
    assert "people: 'Karim Tazi' stands there twice. Give each person one record" in told(folder)


def test_a_file_that_holds_no_record(folder: Path) -> None:
    write(folder, ["gold"])
    assert "attache-resigns.json: the file: Input should be" in told(folder)


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    (folder / "attache-resigns.json").write_text("\ufeff" + json.dumps(example()), encoding="utf-8")
    assert len(read_gold(folder).pages) == 1


def test_a_folder_without_gold(tmp_path: Path) -> None:
    assert "no gold file here. Write NAME.json beside each page" in told(tmp_path)
    assert "no such folder" in told(tmp_path / "none")


def test_gold_without_its_page(folder: Path) -> None:
    (folder / "attache-resigns.html").unlink()
    gold = read_gold(folder)
    with pytest.raises(GoldError, match=r"attache-resigns\.json: no page beside it\. Put the crawled page there"):
        read_gold_pages(gold.pages, RulesEngine())
