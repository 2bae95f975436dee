import json
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from schemas.arrow import to_arrow
from schemas.claims import PageEvent, PagePerson
from schemas.vocab import Stage
from tasks.validate.gate import GateError, Tolerance, check_table
from tasks.validate.row_tests import mentions_in_place, quotes_in_place, refers_to

TEXT = "Laila Benchekroun resigned on Monday. She had been consul in Basra."
EVENT = PageEvent(
    claim_id="clm_1",
    source_id="src_1",
    event_type="resignation",
    page_person_id="pp_1",
    organization=None,
    place=None,
    place_country=None,
    occurred="2014-05",
    occurred_min=date(2014, 5, 1),
    occurred_max=date(2014, 5, 31),
    occurred_text=None,
    occurred_char=None,
    occurred_basis="explicit",
    realis="actual",
    stance="asserts",
    attributed_to=None,
    quote="Laila Benchekroun resigned",
    start_char=0,
    end_char=26,
    confidence=0.9,
    extractor="rules-1",
)
PERSON = PagePerson(
    page_person_id="pp_1",
    source_id="src_1",
    name="Laila Benchekroun",
    aliases=["Benchekroun"],
    nationality="MA",
    age=44,
)


def check(*events: PageEvent, tests=(), tolerance=Tolerance()):  # noqa: B008
    return check_table(to_arrow(PageEvent, events), PageEvent, Stage.EXTRACT, "run_1", tests=tests, tolerance=tolerance)


def broken(checked) -> list[tuple[str, str]]:
    return [(json.loads(r.row_json)["claim_id"], r.rule) for r in checked.rejected]


def test_rows_that_break_no_rule_go_on():
    checked = check(EVENT)
    assert checked.kept.num_rows == 1
    assert checked.rejected == []
    assert all(r.passed for r in checked.results)
    assert {r.severity for r in checked.results} == {"critical"}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"event_type": "promotion"}, "in_set(event_type)"),
        ({"occurred": "last May"}, "edtf(occurred)"),
        ({"occurred_min": date(2015, 1, 1)}, "order(occurred_min, occurred_max)"),
        ({"confidence": 1.4}, "between(confidence)"),
        ({"place_country": "Morocco"}, "matches(place_country)"),
        ({"end_char": 0}, "between(end_char)"),
        ({"quote": None}, "not_null(quote)"),
    ],
)
def test_a_row_that_breaks_a_rule_is_set_aside_with_the_rules_name(change, rule):
    checked = check(EVENT, replace(EVENT, claim_id="clm_2", **change))
    assert checked.kept.column("claim_id").to_pylist() == ["clm_1"]
    assert ("clm_2", rule) in broken(checked) or any(rule in r.detail for r in checked.rejected)
    (failed,) = [r for r in checked.results if r.rule == rule]
    assert (failed.checked, failed.failed, failed.passed) == (2, 1, False)


def test_an_id_that_stands_twice_sets_both_rows_aside():
    checked = check(EVENT, replace(EVENT, quote="other"))
    assert [rule for _, rule in broken(checked)] == ["unique(claim_id)", "unique(claim_id)"]


def test_a_quote_that_is_not_at_its_place_is_set_aside():
    moved = replace(EVENT, claim_id="clm_2", start_char=3, end_char=29)
    checked = check(EVENT, moved, tests=[quotes_in_place({"src_1": TEXT})])
    assert broken(checked) == [("clm_2", "quote_in_place")]


def test_a_quote_of_a_page_that_is_not_there_is_set_aside():
    assert broken(check(EVENT, tests=[quotes_in_place({})])) == [("clm_1", "quote_in_place")]


def test_mentions_are_checked_like_quotes():
    table = pa.table(
        {
            "source_id": ["src_1", "src_1"],
            "start_char": [0, 38],
            "end_char": [17, 41],
            "written": ["Laila Benchekroun", "He "],
        }
    )
    assert mentions_in_place({"src_1": TEXT}).holds(table) == [True, False]


def test_a_claim_about_nobody_on_its_page_is_set_aside():
    stray = replace(EVENT, claim_id="clm_2", page_person_id="pp_9")
    checked = check(
        EVENT,
        stray,
        replace(EVENT, claim_id="clm_3", page_person_id=None),
        tests=[refers_to("page_person_id", {"pp_1"}, "page_people")],
    )
    assert broken(checked) == [("clm_2", "refers_to_page_people(page_person_id)")]


def test_too_many_broken_rows_stop_the_run_with_a_message_that_says_what_is_wrong():
    rows = [replace(EVENT, claim_id=f"clm_{i}", confidence=7.0) for i in range(3)]
    with pytest.raises(
        GateError, match=r"page_events after extract: 3 of 3 rows break a rule, most of them between\(confidence\)"
    ) as stop:
        check(*rows, tolerance=Tolerance(share=0.5, rows=2))
    assert any(r.rule == "between(confidence)" and not r.passed for r in stop.value.results)


def test_few_broken_rows_do_not_stop_the_run_however_small_the_table():
    assert check(replace(EVENT, confidence=7.0)).kept.num_rows == 0


def test_an_empty_table_passes_where_none_is_demanded():
    assert check().kept.num_rows == 0


def test_a_check_that_cannot_be_carried_out_stops_the_run():
    table = to_arrow(PagePerson, [PERSON]).drop_columns(["name"])
    with pytest.raises(GateError, match="no column name"):
        check_table(table, PagePerson, Stage.EXTRACT, "run_1")


def test_the_row_is_kept_in_quarantine_as_it_was():
    checked = check(replace(EVENT, event_type="promotion"))
    row = checked.rejected[0].as_row("run_1")
    assert json.loads(row.row_json)["event_type"] == "promotion"
    assert (row.stage, row.table_name, row.reason, row.source_id) == ("extract", "page_events", "rule", "src_1")
