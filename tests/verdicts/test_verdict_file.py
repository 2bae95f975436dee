"""The file of verdicts: sorted, one line a decision, and clear about lines that cannot be used."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.verdicts.verdict_file import COLUMNS, Decision, VerdictError, add_decisions, read_decisions

AT = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)


def wrong(source: str, why: str = "not on the page") -> Decision:
    return Decision(
        source_id=source, name="Karim Tazi", verdict="wrong", kind="event", what="resignation",
        quote="Tazi, “tired”, resigned.", decided_by="M. Rahimi", decided_at=AT, why=why,
    )  # fmt: skip


def test_what_is_added_reads_back_in_order(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.csv"
    add_decisions(path, [wrong("src_b")])
    add_decisions(path, [wrong("src_a")])
    assert read_decisions(path) == [wrong("src_a"), wrong("src_b")]
    assert len(path.read_text(encoding="utf-8").splitlines()) == 3


def test_a_changed_mind_takes_the_place_of_the_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.csv"
    add_decisions(path, [wrong("src_a", "first thought")])
    assert add_decisions(path, [wrong("src_a", "read it again")]) == [wrong("src_a", "read it again")]


def test_no_file_means_no_verdicts(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "verdicts.csv") == []


GOOD = {"source_id": "src_a", "name": "Karim Tazi", "verdict": "correct", "kind": "event", "what": "resignation",
        "quote": "He resigned.", "field": "date", "value": "2018-05", "decided_by": "M. Rahimi",
        "decided_at": "2026-03-09", "why": "the page says May"}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"verdict": "maybe"}, "line 2: the verdict is one of same, different, wrong, right, correct, not 'maybe'"),
        ({"why": ""}, "line 2: why must be given"),
        ({"value": "May 2018"}, "line 2: 'May 2018' is no date in EDTF"),
        ({"field": "confidence"}, "line 2: 'confidence' of a claim cannot be corrected; these can: person, event_type"),
        ({"field": "realis", "value": "perhaps"}, "realis is one of actual, planned, denied, alleged, not 'perhaps'"),
        ({"field": "realis", "value": ""}, "realis cannot be empty"),
        ({"kind": "role", "field": "country", "value": "Norway"}, "country is a country's two letters"),
        ({"verdict": "same"}, "same is said of persons: the kind must be person, not 'event'"),
        ({"decided_at": "yesterday"}, "decided_at is a time such as"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, change: dict[str, str], message: str) -> None:
    cells = {**dict.fromkeys(COLUMNS, ""), **GOOD, **change}
    path = tmp_path / "verdicts.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{','.join(cells[c] for c in COLUMNS)}\n", encoding="utf-8")
    with pytest.raises(VerdictError, match=message):
        read_decisions(path)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "verdicts.csv").write_text("left,right\na,b\n", encoding="utf-8")
    with pytest.raises(VerdictError, match="the first line lacks source_id, name, verdict"):
        read_decisions(tmp_path / "verdicts.csv")
