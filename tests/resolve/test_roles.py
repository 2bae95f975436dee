"""Posts, from the claims of all pages."""

from __future__ import annotations

from datetime import date

from schemas.resolved import Role
from tests.resolve.making import Pages


def two_pages(**second: object) -> Pages:
    pages = Pages()
    pages.page("a", "2010-09-10").person("Reza Moradi", nationality="IR")
    pages.role(
        "deputy head of mission",
        "deputy_head_of_mission",
        "Embassy of Iran in Finland",
        kind="embassy",
        country="IR",
        place="Helsinki",
        place_country="FI",
        ended="2010-08",
        status="former",
    )
    said = {"title": "diplomat", "title_class": "diplomat", "organization": "Embassy of Iran in Finland"}
    said |= {"kind": "embassy", "country": "IR", "place": "Finland", "place_country": "FI", "status": "former"}
    pages.page("b", "2010-10-01").person("Reza Moradi", nationality="IR").role(**{**said, **second})
    return pages


def test_a_diplomat_at_the_embassy_is_its_deputy_head_told_with_less_detail():
    (role,) = two_pages().resolve().roles

    assert role == Role(
        role_id=role.role_id,
        person_id=role.person_id,
        title="deputy head of mission",
        title_class="deputy_head_of_mission",
        organization="Embassy of Iran in Finland",
        organization_kind="embassy",
        country="IR",
        place="Helsinki",
        place_country="FI",
        started=None,
        started_min=None,
        started_max=None,
        ended="2010-08",
        ended_min=date(2010, 8, 1),
        ended_max=date(2010, 8, 31),
        status="former",
        end_cause=None,
        start_event_id=None,
        end_event_id=None,
        agreement="agreed",
        n_sources=2,
        n_independent_sources=2,
    )


def test_every_claim_names_its_role_and_person():
    found = two_pages().resolve()

    assert {(c.role_id, c.person_id) for c in found.role_claims} == {
        (found.roles[0].role_id, found.people[0].person_id)
    }


def test_another_embassy_is_another_post():
    found = two_pages(organization="Embassy of Iran in Egypt", place="Egypt", place_country="EG").resolve()

    assert [r.organization for r in sorted(found.roles, key=lambda r: r.organization or "")] == [
        "Embassy of Iran in Egypt",
        "Embassy of Iran in Finland",
    ]


def test_another_title_at_the_same_embassy_is_another_post():
    found = two_pages(title="ambassador", title_class="head_of_mission").resolve()

    assert sorted(r.title for r in found.roles) == ["ambassador", "deputy head of mission"]


def test_an_end_told_differently_by_independent_pages_is_disputed_and_the_best_supported_is_kept():
    pages = two_pages(ended="2010-09")
    pages.page("c", "2010-10-02").person("Reza Moradi", nationality="IR").role(
        "deputy head of mission",
        "deputy_head_of_mission",
        "Embassy of Iran in Finland",
        country="IR",
        ended="2010-08-20",
        status="former",
    )

    (role,) = pages.resolve().roles

    assert (role.agreement, role.ended, role.n_independent_sources) == ("disputed", "2010-08-20", 3)


def test_copies_of_one_story_count_once_and_agree_with_nobody():
    pages = Pages()
    for uri in ("a", "b"):
        pages.page(uri, "2010-09-10", story="s").person("Reza Moradi").role("minister", "minister", "Ministry of Oil")

    (role,) = pages.resolve().roles

    assert (role.n_sources, role.n_independent_sources, role.agreement) == (2, 1, "single")


def test_the_latest_page_says_whether_the_post_is_held():
    pages = Pages()
    for uri, day, status in (("a", "2012-01-01", "former"), ("b", "2010-01-01", "current"), ("c", None, "current")):
        pages.page(uri, day).person("Reza Moradi").role("minister", "minister", "Ministry of Oil", status=status)

    (role,) = pages.resolve().roles

    assert role.status == "former"


def test_two_terms_years_apart_are_two_posts():
    pages = Pages()
    for uri, started, ended in (("a", "1998", "2001"), ("b", "2009", "2012")):
        pages.page(uri).person("Reza Moradi").role(
            "minister", "minister", "Ministry of Oil of Iran", started=started, ended=ended, status="former"
        )

    assert sorted(r.started or "" for r in pages.resolve().roles) == ["1998", "2009"]


def test_a_post_that_ends_before_it_begins_loses_its_beginning():
    pages = Pages()
    pages.page("a").person("Reza Moradi").role("minister", "minister", "Ministry of Oil of Iran", started="2011-03")
    pages.page("b").person("Reza Moradi").role("minister", "minister", "Ministry of Oil of Iran", ended="2010-12")

    (role,) = pages.resolve().roles

    assert (role.started, role.ended, role.agreement) == (None, "2010-12", "disputed")


def test_a_post_that_another_story_denies_is_disputed():
    pages = Pages()
    pages.page("a").person("Reza Moradi").role("minister", "minister", "Ministry of Oil of Iran")
    pages.page("b").person("Reza Moradi").role("minister", "minister", "Ministry of Oil of Iran", stance="denies")

    (role,) = pages.resolve().roles

    assert (role.agreement, role.status) == ("disputed", "current")


def test_one_office_in_two_states_is_one_office_and_a_mistaken_country():
    pages = Pages()
    for uri, country, state in (("a", "TJ", "Tajikistan"), ("b", "TJ", "Tajikistan"), ("c", "US", "the United States")):
        pages.page(uri).person("Reza Moradi", nationality="TJ")
        pages.role("interior minister", "minister", f"Ministry of Interior of {state}", country=country)

    (role,) = pages.resolve().roles

    assert (role.organization, role.country, role.agreement) == ("Ministry of Interior of Tajikistan", "TJ", "disputed")


def test_the_spokesman_of_a_forum_is_its_spokesman_wherever_a_page_puts_it():
    pages = Pages()
    pages.page("a").person("Reza Moradi").role(
        "spokesperson", "spokesperson", "Open Gulf Forum", kind="movement", country="YE"
    )
    pages.page("b").person("Reza Moradi").role("spokesperson", "spokesperson", None, country="PL")

    (role,) = pages.resolve().roles

    assert (role.organization, role.n_sources) == ("Open Gulf Forum", 2)


def test_two_ranks_at_one_consulate_that_ended_together_are_one_disputed_posting():
    pages = Pages()
    for uri, title, title_class in (("a", "head", "civil_service"), ("b", "vice consul", "consul")):
        pages.page(uri).person("Reza Moradi").role(
            title, title_class, "Consulate of Iran in Milan", kind="consulate", country="IR", ended="2011-02"
        )

    (role,) = pages.resolve().roles

    assert (role.agreement, role.n_sources) == ("disputed", 2)


def test_a_post_does_not_begin_and_end_with_one_date():
    pages = Pages()
    pages.page("a").person("Reza Moradi").role(
        "diplomat", "diplomat", "Embassy of Iran in Finland", started="2010-08", ended="2010-08", status="former"
    )

    (role,) = pages.resolve().roles

    assert (role.started, role.ended) == (None, "2010-08")
