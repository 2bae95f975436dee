"""Gold and dataset paired on one page."""

from __future__ import annotations

from tasks.evaluate.found import FoundPerson
from tasks.evaluate.gold import GoldEvent, GoldPerson, GoldRole
from tasks.evaluate.match import Matches, match_events, match_people, match_roles, pair_up
from tasks.evaluate.score import Tally, tally
from tests.evaluate.given_claims import event, role

WHO = {"Karim Tazi": "per_1", "Aino Salo": "per_2"}


def counts(matches: Matches, *, full: bool = False) -> tuple[int, int, int]:
    found: Tally = tally([matches], full=full)
    return found.n_right, found.n_found, found.n_gold


def test_the_strictest_test_pairs_first_and_each_item_once() -> None:
    pairs = pair_up([10, 11], [11, 10, 12], lambda g, f: g == f, lambda g, f: abs(g - f) <= 2)
    assert pairs == [(0, 1), (1, 0)]
    assert pair_up([1, 1], [1], lambda g, f: g == f) == [(0, 0)]


def test_people_are_paired_by_any_form_and_by_gold_s_aliases() -> None:
    gold = [GoldPerson(name="Karim Tazi"), GoldPerson(name="Aino Salo", aliases=("Salo",)), GoldPerson(name="Li Na")]
    found = [
        FoundPerson("per_2", ("Salo",)),
        FoundPerson("per_1", ("Karim el Tazi", "Tazi")),
        FoundPerson("per_3", ("Oslo",)),
    ]
    matches = match_people(gold, found)
    assert {pair.gold.name: pair.found.person_id for pair in matches.pairs} == {
        "Karim Tazi": "per_1",
        "Aino Salo": "per_2",
    }
    assert [person.name for person in matches.missed] == ["Li Na"]
    assert [person.forms for person in matches.wrong] == [("Oslo",)]


def test_a_role_of_somebody_else_is_wrong() -> None:
    matches = match_roles([GoldRole(person="Karim Tazi", title="consul")], [role("per_2", "consul")], WHO)
    assert counts(matches) == (0, 1, 1)


def test_a_role_is_full_with_body_and_dates() -> None:
    gold = [GoldRole(person="Karim Tazi", title="consul", organization="Consulate of Morocco in Norway", end="2021-03")]
    right = role("per_1", "consul", organization="Moroccan consulate, Norway", ended="2021-03-03")
    undated = role("per_1", "consul", organization="Moroccan consulate, Norway")
    elsewhere = role("per_1", "consul", organization="Consulate General in Bilbao", ended="2021-03-03")
    assert counts(match_roles(gold, [right], WHO), full=True) == (1, 1, 1)
    assert counts(match_roles(gold, [undated], WHO), full=True) == (0, 1, 1)
    assert counts(match_roles(gold, [elsewhere], WHO), full=True) == (0, 1, 1)
    assert counts(match_roles(gold, [elsewhere], WHO)) == (1, 1, 1)


def test_the_same_country_stands_for_the_body_where_no_place_differs() -> None:
    gold = [GoldRole(person="Karim Tazi", title="minister", organization="Ministry of Justice", country="MA")]
    assert counts(match_roles(gold, [role("per_1", "minister", country="MA")], WHO), full=True) == (1, 1, 1)
    in_oslo = [GoldRole(person="Karim Tazi", title="consul", country="MA", place="Oslo")]
    assert counts(match_roles(in_oslo, [role("per_1", "consul", country="MA", place="Bergen")], WHO), full=True) == (
        0,
        1,
        1,
    )


def test_a_role_told_again_is_neither_right_nor_wrong() -> None:
    gold = [GoldRole(person="Karim Tazi", title="consul", place="Oslo")]
    found = [
        role("per_1", "consul", place="Oslo"),
        role("per_1", "consul general", place="Oslo"),
        role("per_1", "judge"),
    ]
    assert counts(match_roles(gold, found, WHO)) == (1, 2, 1)


def test_arrest_and_detention_are_one_class() -> None:
    gold = [GoldEvent(type="detention", person="Karim Tazi")]
    assert counts(match_events(gold, [event("per_1", "arrest")], WHO)) == (1, 1, 1)


def test_a_departure_told_as_resignation_and_defection_counts_once() -> None:
    both = [GoldEvent(type="resignation", person="Karim Tazi"), GoldEvent(type="defection", person="Karim Tazi")]
    one = both[:1]
    assert counts(match_events(both, [event("per_1", "resignation")], WHO)) == (1, 1, 1)
    assert counts(
        match_events(one, [event("per_1", "resignation"), event("per_1", "defection", place="Oslo")], WHO)
    ) == (
        1,
        1,
        1,
    )


def test_an_arrest_missed_beside_another_is_missed() -> None:
    gold = [
        GoldEvent(type="arrest", person="Karim Tazi", date="2019"),
        GoldEvent(type="arrest", person="Karim Tazi", date="2021"),
    ]
    assert counts(match_events(gold, [event("per_1", "arrest", occurred="2021")], WHO)) == (1, 1, 2)
    (pair,) = match_events(gold, [event("per_1", "arrest", occurred="2021")], WHO).pairs
    assert pair.gold.date == "2021"


def test_an_event_is_full_with_date_place_or_party_and_realis() -> None:
    gold = [GoldEvent(type="recall", person="Karim Tazi", date="2021-03", place="Oslo", organization="Morocco")]
    by_party = event("per_1", "recall", occurred="2021-03-03", organization="Kingdom of Morocco")
    planned = event("per_1", "recall", occurred="2021-03-03", place="Oslo", realis="planned")
    assert counts(match_events(gold, [by_party], WHO), full=True) == (1, 1, 1)
    assert counts(match_events(gold, [planned], WHO), full=True) == (0, 1, 1)


def test_an_event_of_nobody_named_is_no_event_of_somebody() -> None:
    gold = [GoldEvent(type="killing", person=None)]
    assert counts(match_events(gold, [event(None, "killing")], WHO)) == (1, 1, 1)
    assert counts(match_events(gold, [event("per_1", "killing")], WHO)) == (0, 1, 1)
