"""Pages that are too much to read are set aside with a reason; those that only look strange are read."""

from __future__ import annotations

import pytest

from schemas.stages import CleanPage
from schemas.vocab import QuarantineReason as Reason
from tasks.clean.clean import clean_page
from tasks.clean.html_view import html_view
from tasks.quarantine import Rejected
from tests.hostile.articles import ARTICLES, clean, is_read
from tests.hostile.pages import HTMLS, STORY, TEXTS, names, raw_page
from tests.hostile.reading import ENGINE, check_claims, in_time

ASIDE = [
    ("500,000 lines of one letter", Reason.OVERSIZE, "clean.page_length"),
    ("copyright without end", Reason.TOO_COMPLEX, "clean.page_lines"),
    ("300 KB of prose", Reason.OVERSIZE, "clean.article_length"),
    ("10,000 names in a list", Reason.OVERSIZE, "clean.article_length"),
    ("ligatures", Reason.OVERSIZE, "clean.article_length"),
    ("a sentence without end", Reason.TOO_COMPLEX, "clean.sentence_length"),
    ("he 21,000 times", Reason.TOO_COMPLEX, "clean.article_words"),
    ("2,100 surnames", Reason.TOO_COMPLEX, "clean.article_proper"),
    ("May 12,000 times", Reason.TOO_COMPLEX, "clean.article_capitals"),
]


def cleaned(content: str, *, html: bool = False) -> CleanPage | Rejected:
    return in_time(lambda: clean_page(raw_page(content, html=html)))


def names_in(text: str) -> set[str]:
    page = cleaned(text)
    assert isinstance(page, CleanPage)
    claims = ENGINE.read(page)
    check_claims(page, claims)
    return {mention.written for mention in claims.mentions if mention.form == "name"}


@pytest.mark.parametrize(("name", "reason", "rule"), ASIDE)
def test_a_page_that_is_too_much_is_set_aside(name: str, reason: Reason, rule: str) -> None:
    page = cleaned(TEXTS[name]())
    assert isinstance(page, Rejected)
    assert (page.reason, page.rule) == (reason, rule)
    assert "Split the page, or leave it out." in page.detail


def test_html_nested_100_000_deep_is_read_by_its_lines() -> None:
    page = cleaned("<div>" * 100_000 + "<p>" + STORY.replace("\n\n", "</p><p>") + "</p>" * 50_000, html=True)
    assert isinstance(page, CleanPage)
    assert "Mateja Oblak, resigned on 4 May 2011" in page.text


def test_a_head_of_thousands_of_meta_tags_is_set_aside() -> None:
    page = cleaned(HTMLS["100,000 meta"](), html=True)
    assert isinstance(page, Rejected)
    assert (page.reason, page.rule) == (Reason.TOO_COMPLEX, "clean.page_meta")


def test_a_page_of_thousands_of_list_items_is_read() -> None:
    page = cleaned(f"<p>{STORY}</p>" + "<li>ice in the harbour</li>" * 3_000, html=True)
    assert isinstance(page, CleanPage)
    assert "Mateja Oblak, resigned on 4 May 2011" in page.text


def test_an_article_may_name_950_people() -> None:
    text = "\n".join([STORY, *(f"{name} was among those present." for name in names(950))])
    assert isinstance(cleaned(text), CleanPage)


def test_half_a_million_tags_are_set_aside() -> None:
    page = cleaned(HTMLS["500,000 empty paragraphs"](), html=True)
    assert isinstance(page, Rejected)
    assert (page.reason, page.rule) == (Reason.TOO_COMPLEX, "clean.page_markup")


@pytest.mark.parametrize("name", ["dashes", "quotes", "dots", "capitals", "opening brackets", "null characters"])
def test_a_flood_of_marks_under_an_article_is_no_part_of_it(name: str) -> None:
    page = cleaned(TEXTS[name]())
    assert isinstance(page, CleanPage)
    assert page.text.rstrip().endswith("Andro Vidmar said.")


@pytest.mark.parametrize(
    "name",
    [
        "Mat\u200beja Ob\u200blak",
        "\u202eMateja\u202c Oblak",
        "Mateja\u2066 Oblak\u2069",
        "Ma\u00adteja Ob\u00adlak",
        "Mate\u200dja O\u200cblak",
        "\ufeffMateja Oblak\u200f",
        "Mateja\x1b Oblak\x07",
    ],
)
def test_a_name_is_found_whatever_stands_unseen_in_it(name: str) -> None:
    assert "Mateja Oblak" in names_in(STORY.replace("Mateja Oblak", name))


def test_joiners_stay_where_writing_needs_them() -> None:
    page = cleaned(STORY + "\nThe poster read می\u200cخواهم and showed 👩\u200d👧 on it, the police of the city said.")
    assert isinstance(page, CleanPage)
    assert "می\u200cخواهم" in page.text
    assert "👩\u200d👧" in page.text


def test_a_bracket_within_an_attribute_does_not_end_the_tag() -> None:
    assert html_view("<p title=\"a > b\" data-x='<b>'>one</p>").text.strip() == "one"


def test_a_quote_that_never_ends_does_not_swallow_the_page() -> None:
    assert html_view('<p title="a>one</p><p>two</p>').text.split() == ["one", "two"]


@pytest.mark.parametrize("uri", ["https://u[p@example.org/2011/05/05/a", "https://[::1/2011/05/05/a", "http://"])
def test_a_page_whose_address_is_none_is_read(uri: str) -> None:
    page = clean_page(raw_page(STORY, uri=uri))
    assert isinstance(page, CleanPage)
    assert page.uri == uri


def test_a_script_in_the_title_is_text_like_any_other() -> None:
    page = cleaned(
        "<script>alert(1)</script><h1>Consul &lt;script&gt; quits</h1>" + STORY.replace("\n\n", "<p>"), html=True
    )
    assert isinstance(page, CleanPage)
    assert "alert" not in page.text


@pytest.mark.parametrize("name", [*TEXTS])
@pytest.mark.slow
def test_no_page_of_text_takes_long_to_clean(name: str) -> None:
    cleaned(TEXTS[name]())


@pytest.mark.parametrize("name", [*HTMLS])
@pytest.mark.slow
def test_no_page_of_html_takes_long_to_clean(name: str) -> None:
    cleaned(HTMLS[name](), html=True)


@pytest.mark.parametrize("name", ["'A. '", "'No! '", "'minister of '", "'\u201cHe '"])
def test_a_small_article_of_one_thing_said_over_and_over_is_read(name: str) -> None:
    page = clean(ARTICLES[name]()[:15_000])
    check_claims(page, in_time(lambda: ENGINE.read(page)))


@pytest.mark.parametrize("name", [*ARTICLES])
@pytest.mark.slow
def test_no_article_takes_long_to_read(name: str) -> None:
    page = clean(ARTICLES[name]())
    assert is_read(page.text)
    check_claims(page, in_time(lambda: ENGINE.read(page)))
