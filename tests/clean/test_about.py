from __future__ import annotations

import pytest

from tasks.clean.page_date import date_as_given, date_in_url
from tests.clean.written_pages import BODY, DUMP, clean


def page_with(head: str, tail: str = "") -> str:
    return f"{head}\n\n{BODY}\n\n{tail}\n"


def test_a_dump_says_who_published_it_who_wrote_it_and_when() -> None:
    page = clean(DUMP)
    assert (page.outlet, page.author) == ("The Fjord Herald", "Signe Aas, Oslo")
    assert (page.published, page.published_basis) == ("2015-05-12", "byline")
    assert page.published_min is not None
    assert page.published_min.isoformat() == "2015-05-12"


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("Posted on 3 March 2011", "2011-03-03"),
        ("By Signe Aas | March 16, 2014", "2014-03-16"),
        ("2023-08-03 09:12", "2023-08-03"),
        ("15.03.2019 11:40", "2019-03-15"),
        ("Thursday 12/05/2011", "2011-05-12"),
        ("05/06/2012", "2012-05-06/2012-06-05"),
        ("The Fjord Herald, August 2021", "2021-08"),
    ],
)
def test_the_date_under_the_headline_is_the_page_s_own(line: str, edtf: str) -> None:
    assert clean(page_with(f"Envoy asks for asylum in Oslo\n\n{line}")).published == edtf


def test_a_dateline_without_a_year_stays_without_one() -> None:
    page = clean(f"Envoy asks for asylum in Oslo\n\nOSLO, May 12 (Fjord Wire) - {BODY}")
    assert (page.published, page.published_min, page.published_basis) == ("XXXX-05-12", None, "byline")
    assert page.outlet == "Fjord Wire"


def test_the_clock_of_the_crawl_in_a_menu_dates_nothing() -> None:
    menu = (
        "• About Us\n  • Contact Us\nMonday, March 9, 2026\n  • Login\nFjord Herald\n  • Home\n  • World\n  • Sport\n"
    )
    page = clean(page_with(f"{menu}\nEnvoy asks for asylum in Oslo"))
    assert (page.published, page.published_basis) == (None, "none")


@pytest.mark.parametrize(
    "tail", ["© 2026 The Fjord Herald", "COMMENTS\nkari, 4 May 2019: Well said.", "RELATED\n3 March 2018: Tunnel opens"]
)
def test_dates_after_the_article_date_nothing(tail: str) -> None:
    assert clean(page_with("Envoy asks for asylum in Oslo", tail)).published is None


def test_a_date_that_the_article_tells_of_does_not_date_the_page() -> None:
    story = "On the evening of 22 November 1956 a bus with eleven officers of the fleet left Bergen for the border."
    assert clean(f"The bus that turned the wrong way\n\n{story}\n\n{BODY}").published is None


@pytest.mark.parametrize(
    ("uri", "edtf"),
    [
        ("https://herald.example/2015/05/12/envoy", "2015-05-12"),
        ("https://herald.example/world/2015/may/12/envoy", "2015-05-12"),
        ("https://herald.example/news/20150512-envoy", "2015-05-12"),
        ("https://herald.example/2015/05/envoy", "2015-05"),
        ("https://herald.example/2015/13/45/envoy", None),
        ("crawl/2026/03/09/page.txt", None),
    ],
)
def test_addresses_date_pages_and_paths_of_files_do_not(uri: str, edtf: str | None) -> None:
    assert date_in_url(uri) == edtf


def test_what_the_record_says_goes_first() -> None:
    page = clean(DUMP, title="A title", outlet="An Outlet", author="A. Writer", published="2015-05-13T10:00:00Z")
    assert (page.title, page.outlet, page.author) == ("A title", "An Outlet", "A. Writer")
    assert (page.published, page.published_basis) == ("2015-05-13", "metadata")


@pytest.mark.parametrize(
    ("given", "edtf"),
    [("2015", "2015"), ("2015-02-30", None), ("12 May 2015", "2015-05-12"), ("soon", None), ("", None)],
)
def test_given_dates_are_read_or_left(given: str, edtf: str | None) -> None:
    assert date_as_given(given) == edtf


@pytest.mark.parametrize(
    ("head", "tail", "agency"),
    [
        ("By Reuters", "", "Reuters"),
        ("Oslo (AFP)", "", "AFP"),
        ("", "SOURCE: Agencies", "Agencies"),
        ("", "© AFP 2015", "AFP"),
        ("By Signe Aas", "", None),
    ],
)
def test_the_agency_is_named_by_byline_dateline_or_source(head: str, tail: str, agency: str | None) -> None:
    start = f"{head} - {BODY}" if head.endswith(")") else f"{head}\n\n{BODY}"
    assert clean(f"Envoy asks for asylum in Oslo\n\n{start}\n\n{tail}\n").wire_agency == agency


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Our Reporter, Dodoma", "Our Reporter, Dodoma"),
        ("SIGNE AAS", "Signe Aas"),
        ("Column - Signe Aas", "Signe Aas"),
        ("Posted 20 October 2016 by Signe Aas", "Signe Aas"),
        ("Interview by Signe Aas", "Signe Aas"),
    ],
)
def test_bylines_name_the_writer_and_stay_out_of_the_text(line: str, author: str) -> None:
    page = clean(page_with(f"Envoy asks for asylum in Oslo\n\n{line}"))
    assert page.author == author
    assert page.text[page.body_start :] == BODY


def test_byline_and_date_may_stand_under_the_standfirst() -> None:
    standfirst = (
        "The envoy of Veldania, who had served in Oslo since 2012, is the third to leave that embassy in a year."
    )
    page = clean(f"Envoy asks for asylum in Oslo\n{standfirst}\nBy News Agencies\n12 May 2015\n{BODY}\n")
    assert (page.author, page.published, page.wire_agency) == ("News Agencies", "2015-05-12", "Agencies")
    assert page.text[page.body_start :] == f"{standfirst}\n\n{BODY}"


@pytest.mark.parametrize("mark", ["|", "-"])
def test_the_outlet_after_the_headline_is_no_part_of_the_title(mark: str) -> None:
    page = clean(f"Ambassador quits and asks for asylum {mark} The Fjord Herald\n\n12 May 2015\n\n{BODY}\n")
    assert (page.title, page.outlet) == ("Ambassador quits and asks for asylum", "The Fjord Herald")


def test_the_day_of_publication_is_not_that_of_a_later_change() -> None:
    page = clean(f"Ambassador quits\n\nLast updated 14 May 2015 | First published 12 May 2015\n\n{BODY}\n")
    assert page.published == "2015-05-12"


def test_dates_of_events_and_archives_above_the_headline_are_not_the_page_s() -> None:
    for menu in ("Events: 14 April 2016 Gala dinner", "Archive: March 2014 | April 2014 | May 2014"):
        assert clean(f"Home\n{menu}\n\nAmbassador quits and asks for asylum\n\n{BODY}\n").published is None
