"""What is rendered from the declarations: rules, DDL, codes, the dictionary page."""

from __future__ import annotations

import re

import duckdb
import pytest

from schemas.codes import codes_of, meaning_of
from schemas.ddl import create_table, database_ddl, published_tables, self_reference
from schemas.declare import Severity, spec_of, tables
from schemas.dictionary import PAGE, render, vocabularies
from schemas.expectations import Rule, RuleKind, rules_of
from schemas.resolved import Person, Source
from schemas.vocab import EventCodes, EventType, Stage


def names(row: type) -> list[str]:
    return [rule.name for rule in rules_of(spec_of(row))]


def test_the_rules_of_people() -> None:
    assert names(Person) == [
        "at_least_one_row()",
        "unique(person_id)",
        "not_null(person_id)",
        "matches(person_id)",
        "not_null(name)",
        "not_null(aliases)",
        "matches(nationality)",
        "not_null(n_sources)",
        "between(n_sources)",
        "not_null(n_independent_sources)",
        "between(n_independent_sources)",
        "order(birth_min, birth_max)",
        "order(n_independent_sources, n_sources)",
        "order(first_attested, last_attested)",
    ]


def test_a_rule_carries_its_arguments_and_severity() -> None:
    rules = {rule.name: rule for rule in rules_of(spec_of(Source))}
    assert rules["matches(language)"] == Rule(
        table="sources",
        kind=RuleKind.MATCHES,
        columns=("language",),
        severity=Severity.CRITICAL,
        pattern=r"[a-z]{2}",
    )
    assert rules["in_set(duplicate_kind)"].argument == "exact, near, excerpt"
    assert rules["between(raw_chars)"].argument == "at least 0"
    assert rules["at_least_one_row()"].severity is Severity.CRITICAL


def test_rule_names_are_unique_in_a_table() -> None:
    for spec in tables().values():
        rule_names = [rule.name for rule in rules_of(spec)]
        assert len(rule_names) == len(set(rule_names)), spec.name


def test_the_ddl_makes_every_published_table_with_comments() -> None:
    connection = duckdb.connect()
    for statement in database_ddl():
        connection.execute(statement)
    made = dict(connection.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall())
    assert made == {spec.name: spec.doc for spec in tables().values() if spec.published}
    uncommented = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
    assert connection.execute(uncommented).fetchall() == []


def test_tables_come_after_those_they_refer_to() -> None:
    order = [spec.name for spec in published_tables()]
    assert order.index("people") < order.index("events") < order.index("roles") < order.index("role_claims")


def test_only_sources_refer_to_themselves() -> None:
    found = {spec.name: self_reference(spec) for spec in published_tables() if self_reference(spec)}
    assert found == {"sources": "duplicate_of"}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("nationality", "Iran"),
        ("n_sources", "0"),
        ("n_independent_sources", "4"),
        ("birth_min", "2000-01-01"),
        ("name", None),
        ("person_id", "per_1"),
    ],
)
def test_the_database_refuses_what_the_declaration_refuses(column: str, value: str | None) -> None:
    good = {
        "person_id": "per_0000000000000001",
        "name": "Hossein Alizadeh",
        "aliases": "[]",
        "nationality": "IR",
        "birth_min": "1964-09-12",
        "birth_max": "1965-09-11",
        "n_sources": "3",
        "n_independent_sources": "2",
        "first_attested": None,
        "last_attested": None,
    }
    connection = duckdb.connect()
    connection.execute(create_table(spec_of(Person)))
    insert = f"INSERT INTO people VALUES ({', '.join('?' for _ in good)})"
    connection.execute(insert, list(good.values()))
    connection.execute("DELETE FROM people")
    with pytest.raises(duckdb.ConstraintException):
        connection.execute(insert, list({**good, column: value}.values()))


def test_event_types_have_their_codes() -> None:
    assert codes_of(EventType.ARREST) == EventCodes(plover="COERCE", cameo="173")
    assert codes_of("asylum_grant") == EventCodes(plover="AID", cameo="075")
    assert codes_of(EventType.RESIGNATION) == EventCodes(plover="RETREAT", cameo=None)
    assert codes_of(EventType.NOMINATION) == EventCodes(plover=None, cameo=None)
    with pytest.raises(ValueError, match="promotion"):
        codes_of("promotion")


def test_every_event_type_has_a_line_of_codes() -> None:
    for event_type in EventType:
        codes = codes_of(event_type)
        assert codes.cameo is None or re.fullmatch(r"\d{3,4}", codes.cameo)
        assert codes.plover is None or re.fullmatch(r"[A-Z]+", codes.plover)


def test_every_word_of_every_vocabulary_has_a_meaning() -> None:
    assert len(vocabularies()) > 10
    for words in vocabularies():
        assert all(meaning_of(word) for word in words)
    assert meaning_of(Stage.RESOLVE) == "people, roles and events across pages"


def test_the_dictionary_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(), "run: python -m schemas.dictionary"
