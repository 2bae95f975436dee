"""Ids outlive re-runs."""

from schemas.about import RegisteredId
from schemas.ids import make_id
from schemas.vocab import IdKind
from tasks.resolve.ids import assign_ids
from tests.resolve.making import Pages


def registered(anchor: str, ident: str) -> RegisteredId:
    return RegisteredId(anchor=anchor, kind="person", id=ident)


def test_a_new_group_is_numbered_after_its_smallest_anchor():
    assigned = assign_ids(IdKind.PERSON, [["pp_b", "pp_a"]], [])

    assert assigned.ids == [make_id("per", "pp_a")]
    assert assigned.registry == [
        registered("pp_a", make_id("per", "pp_a")),
        registered("pp_b", make_id("per", "pp_a")),
    ]


def test_a_known_anchor_keeps_its_id_when_smaller_ones_come_in():
    assigned = assign_ids(IdKind.PERSON, [["pp_a", "pp_b"]], [registered("pp_b", "per_old")])

    assert assigned.ids == ["per_old"]


def test_two_ids_that_meet_leave_a_pointer_that_lasts():
    before = [registered("pp_a", "per_2"), registered("pp_b", "per_1"), registered("pp_gone", "per_2")]

    first = assign_ids(IdKind.PERSON, [["pp_a", "pp_b"]], before)
    again = assign_ids(IdKind.PERSON, [["pp_a", "pp_b"]], first.registry)

    assert (first.ids, first.redirects) == (["per_1"], {"per_2": "per_1"})
    assert registered("pp_gone", "per_1") in first.registry
    assert again == first


def test_an_id_stays_with_most_of_its_anchors_when_they_part():
    before = [registered(anchor, "per_1") for anchor in ("pp_a", "pp_b", "pp_c")]

    assigned = assign_ids(IdKind.PERSON, [["pp_a"], ["pp_b", "pp_c"]], before)

    assert assigned.ids == [make_id("per", "pp_a"), "per_1"]


def test_no_id_is_given_twice_when_the_first_anchor_leaves_its_group():
    first = assign_ids(IdKind.PERSON, [["pp_a", "pp_b", "pp_c"]], [])

    assigned = assign_ids(IdKind.PERSON, [["pp_b", "pp_c"], ["pp_a"]], first.registry)

    assert assigned.ids[0] == make_id("per", "pp_a")
    assert assigned.ids[1] not in ("", assigned.ids[0])


def test_roles_and_people_do_not_share_numbers():
    assigned = assign_ids(IdKind.ROLE, [["clm_a"]], [registered("clm_a", "per_1")])

    assert assigned.ids == [make_id("rol", "clm_a")]


def test_a_second_run_changes_nothing():
    pages = Pages()
    pages.page("a", "2011-02-21").person("Ahmad Salehi").role("consul", "consul", "Consulate of Iran in Milan")
    pages.event("resignation", "2011-02-20")
    pages.page("b", "2011-02-22").person("Ahmad Salehi").event("resignation", "2011-02")

    first = pages.resolve()

    assert pages.resolve(registry=first.registry) == first


def test_a_page_that_shows_two_people_to_be_one_redirects_the_id():
    pages = Pages()
    pages.page("a", "2011-02-21").person("Farzad Karimi", nationality="IR")
    pages.page("b", "2011-02-22").person("Faraz Karimi", nationality="IR")
    before = pages.resolve()
    assert len(before.people) == 2

    pages.page("c", "2011-02-23").person("Farzad Karimi", aliases=("Faraz Karimi",), nationality="IR")
    after = pages.resolve(registry=before.registry)

    (person,) = after.people
    (redirect,) = [r for r in after.resolutions if r.verdict == "redirect"]
    assert person.person_id == min(p.person_id for p in before.people)
    assert (redirect.left_id, redirect.right_id) == (max(p.person_id for p in before.people), person.person_id)
