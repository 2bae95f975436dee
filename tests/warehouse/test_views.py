"""The views for analysts, on the tiny release."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from schemas.resolved import Event, Person
from warehouse.build import open_tables

if TYPE_CHECKING:
    from conftest import TinyRelease


def rows(release: TinyRelease, query: str) -> list[tuple[Any, ...]]:
    with open_tables(release.tables) as con:
        return con.execute(query).fetchall()


def test_person_timeline_has_the_surest_original_sentence(tiny: TinyRelease) -> None:
    query = (
        "SELECT person, dated, fact_kind, what, place, quote, outlet, published, uri, agreement FROM person_timeline"
    )
    assert rows(tiny, query) == [
        (
            "Hossein Heydari",
            "? – 2010-01",
            "role",
            "consul",
            "Oslo",
            "Hossein Heydari, consul in Oslo",
            "The Agency",
            "2010-02-20",
            "pages/a.txt",
            "single",
        ),
        (
            "Hossein Heydari",
            "2010-01",
            "event",
            "resignation",
            "Oslo",
            "Hossein Heydari, consul in Oslo, resigned in January 2010.",
            "The Agency",
            "2010-02-20",
            "pages/a.txt",
            "disputed",
        ),
    ]


def test_post_holders(tiny: TinyRelease) -> None:
    query = "SELECT organization, title, holder, started, ended, status, end_cause FROM post_holders"
    assert rows(tiny, query) == [
        ("Consulate of Iran in Norway", "consul", "Hossein Heydari", None, "2010-01", "former", "resignation")
    ]


DEPARTURES = "SELECT country, year, n_people, n_resigned, n_defected, n_disputed FROM departures_by_country_year"


def test_departures_by_country_and_year(tiny: TinyRelease) -> None:
    assert rows(tiny, DEPARTURES) == [("IR", 2010, 1, 1, 0, 1)]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"realis": "denied"}, []),
        ({"event_type": "meeting"}, []),
        ({"occurred_max": date(2011, 1, 1), "occurred_basis": "inferred"}, [("IR", None, 1, 1, 0, 1)]),
        ({"occurred": None, "occurred_min": None, "occurred_max": None}, [("IR", None, 1, 1, 0, 1)]),
    ],
)
def test_departures_count_what_happened_and_no_year_they_do_not_know(
    tiny: TinyRelease, event: dict[str, Any], expected: list[tuple[Any, ...]]
) -> None:
    assert rows(tiny.change(Event, **event), DEPARTURES) == expected


def test_departures_take_the_country_from_the_role_where_the_nationality_is_unknown(tiny: TinyRelease) -> None:
    assert rows(tiny.change(Person, nationality=None), DEPARTURES) == [("IR", 2010, 1, 1, 0, 1)]


def test_disputed_facts_show_each_side(tiny: TinyRelease) -> None:
    query = "SELECT person, what, resolved_date, claimed_date, outlet, is_copy FROM disputed_facts"
    assert rows(tiny, query) == [
        ("Hossein Heydari", "resignation", "2010-01", "2010-01", "The Agency", False),
        ("Hossein Heydari", "resignation", "2010-01", "2010-02", "The Paper", False),
        ("Hossein Heydari", "resignation", "2010-01", "2010-01", "The Copyist", True),
    ]


def test_fact_sources_lead_to_the_raw_page(tiny: TinyRelease) -> None:
    query = """SELECT outlet, story_id, is_copy, start_char, end_char, raw_start, raw_end FROM fact_sources
               WHERE fact_id = 'rol_0000000000000001'"""
    assert rows(tiny, query) == [
        ("The Agency", "src_000000000000000a", False, 16, 47, 26, 57),
        ("The Copyist", "src_000000000000000a", True, 16, 47, 26, 57),
    ]


def test_people_search_has_every_form_folded(tiny: TinyRelease) -> None:
    named = tiny.change(Person, name="Hosséin Heydari", aliases=["HEIDARI", "Heidari"])
    assert rows(named, "SELECT form, folded, is_best_form FROM people_search ORDER BY form") == [
        ("HEIDARI", "heidari", False),
        ("Heidari", "heidari", False),
        ("Hosséin Heydari", "hossein heydari", True),
    ]
