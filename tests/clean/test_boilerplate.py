"""What sites put between and under the paragraphs of an article: adverts, appeals, captions, links, notes."""

from __future__ import annotations

import pytest

from tasks.clean.page_text import article_of_text
from tests.clean.written_pages import BODY, clean

TITLE = "Ambassador quits and asks Norway for asylum"
FIRST, SECOND, THIRD = BODY.split("\n\n")


@pytest.mark.parametrize(
    "line",
    [
        "Sign up to our Morning Brief: the stories that matter, in your inbox by seven.",
        "Enjoying this article? Subscribe for one krone a week.",
        "Join 40,000 readers who get our letter from Kari Lie every Friday.",
        "Have you worked at the embassy? Write to our reporter Kari Lie.",
        "Follow Kari Lie on Telegram @karilie",
        "Support independent journalism. Give three kroner a month.",
        "Promoted by Lie & Sons Furniture",
        "Paid post: Seven nights on the fjords with Lie Cruises",
        "Article continues after this advertisement",
        "Click on the picture to enlarge",
        "View this post on Instagram",
        "The ambassador leaves the embassy on Monday (Per Lie / AFP)",
        "The ambassador leaves the embassy on Monday. Photo by Per Lie",
        "Minister Halvard waves to supporters, May 11. (AP Photo/Per Lie)",
        "Correction, 14 May: Jon Halvard is a spokesman, not a minister.",
        "Also on the site: The consul's garden",
    ],
)
def test_a_line_of_the_site_between_paragraphs_is_left_out(line: str) -> None:
    text = f"{TITLE}\n\n{FIRST}\n\n{line}\n\n{SECOND}\n\n{THIRD}\n"
    assert article_of_text(text) == f"{TITLE}\n\n{BODY}"


@pytest.mark.parametrize(
    "said",
    [
        "“Join our movement, write to your deputy and read this letter aloud,” she told the crowd in the square.",
        "She asked readers of the newsletter to support the students, and many of them did so in the following week.",
        "Do you have any regrets about the year that you spent at the embassy in Oslo?",
    ],
)
def test_words_of_the_article_are_no_appeal(said: str) -> None:
    assert said in article_of_text(f"{TITLE}\n\n{FIRST}\n\n{said}\n\n{SECOND}\n\n{THIRD}\n")


@pytest.mark.parametrize(
    "under",
    [
        ["Save for later", "Gift this article", "Copy link"],
        ["Resize text: A- A A+"],
        ["Reader mode", "Print", "E-mail"],
        ["Listen to this article (6 minutes)"],
    ],
)
def test_tools_under_the_headline_are_neither_headline_nor_article(under: list[str]) -> None:
    page = clean("\n\n".join([TITLE, *under, BODY]))
    assert (page.title, page.text) == (TITLE, f"{TITLE}\n\n{BODY}")


def test_the_article_goes_on_after_a_list_of_other_stories() -> None:
    links = "Most read today\n1. Mayor opens tunnel\n2. Salmon prices at a record\n3. Brann win again"
    assert article_of_text(f"{TITLE}\n\n{FIRST}\n\n{links}\n\n{SECOND}\n\n{THIRD}\n") == f"{TITLE}\n\n{BODY}"


def test_headlines_under_the_article_are_no_signatures() -> None:
    cards = "Governor Lie opens a tunnel\nMinister Halvard sells his boat\nBrann win again"
    assert article_of_text(f"{TITLE}\n\n{BODY}\n\n{cards}\n") == f"{TITLE}\n\n{BODY}"


def test_a_note_on_the_writer_is_left_out_and_a_sentence_on_a_person_of_the_article_is_not() -> None:
    writer = "Kari Lie is the Herald's diplomatic correspondent."
    assert article_of_text(f"{TITLE}\n\n{BODY}\n\n{writer}\n") == f"{TITLE}\n\n{BODY}"
    person = "Jon Halvard is a former correspondent of the state radio."
    assert article_of_text(f"{TITLE}\n\n{BODY}\n\n{person}\n") == f"{TITLE}\n\n{BODY}\n\n{person}"
