"""Who is meant to be forgotten, and in which forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.forget.targets import TargetError, find_page, find_person
from schemas.resolved import Person
from warehouse.build import open_tables

if TYPE_CHECKING:
    from conftest import TinyRelease

AGENCY, PAPER = "src_000000000000000a", "src_000000000000000c"


def test_a_person_is_known_by_every_form_and_order_of_the_name(tiny: TinyRelease) -> None:
    with open_tables(tiny.tables) as con:
        target = find_person(con, "hossein HEYDARI")
    assert target.names == {("hossein", "heydari"), ("heydari", "hossein"), ("hosseinheydari",)}
    assert (PAPER, "heidari") in target.shorts
    assert "heydari" in target.families


def test_of_two_with_one_name_neither_is_guessed_and_a_namesake_is_told(tiny: TinyRelease) -> None:
    first = next(row for row in tiny.rows if isinstance(row, Person))
    other = type(first)(**{**first.__dict__, "person_id": "per_0000000000000002", "aliases": []})
    with open_tables(tiny.having(other).tables) as con:
        with pytest.raises(TargetError, match="several people are called Hossein Heydari"):
            find_person(con, "Hossein Heydari")
        told = find_person(con, "per_0000000000000001").told
    assert "other people with one of these names go too" in told[-1]


def test_a_page_is_proved_gone_by_lines_that_no_other_page_has(tiny: TinyRelease) -> None:
    with open_tables(tiny.tables) as con:
        paper, copied = find_page(con, source=PAPER), find_page(con, uri="pages/a.txt")
    assert paper.phrases == {"mr heidari left his post as consul in oslo in february 2010"}
    assert copied.phrases == frozenset()  # its copy says the same, and stays
    assert (paper.shut, copied.shut) == (False, True)


def test_the_reason_must_not_name_them(tiny: TinyRelease) -> None:
    with open_tables(tiny.tables) as con:
        target = find_person(con, "Hossein Heydari")
    assert target.names_itself("asked for by Mr. Hossein Heydari himself")
    assert not target.names_itself("court order 12/2026")


def test_nobody_is_told(tiny: TinyRelease) -> None:
    with open_tables(tiny.tables) as con:
        with pytest.raises(TargetError, match="nobody here is Nansen"):
            find_person(con, "Nansen")
        with pytest.raises(TargetError, match="there is no page src_x here"):
            find_page(con, source="src_x")
