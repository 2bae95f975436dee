"""Lists of people and posts, whose lines end no sentence, belong to the article; lists of other stories do not."""

from __future__ import annotations

import pytest

from tasks.clean.page_text import article_of_text

TITLE = "Cabinet announces seven new posts"
LEAD = (
    "The cabinet met on Friday in Port Ellen and agreed on a list of changes in the foreign service, the government's "
    "spokesman said after the meeting."
)
END = "The new office holders will be sworn in on Monday, and nobody has yet declined the honour."
NAMES = ("Ruta Okello", "Jonas Weil", "Lena Marsh", "Hugh Bell", "Petra Lindqvist", "Omar Haddad-Reyes", "Ilir Kodra")
POSTS = (
    "ambassador to Portugal",
    "permanent secretary, Ministry of Works",
    "consul general in Milan",
    "head of protocol",
    "deputy governor of the Central Bank",
    "high commissioner to Kenya",
    "judge of the Court of Appeal",
)
PLACES = ("Portugal", "New Zealand", "Kenya", "Peru", "Chad", "Norway", "Laos")
PAIRS = tuple(zip(NAMES, POSTS, strict=True))


def page(items: list[str], lead: str = LEAD, gap: str = "\n") -> str:
    body = gap.join(items)
    return f"""\
Daily Sentinel
Home | News | Sport | Opinion

{TITLE}

12 March 2016

{lead}

{body}

{END}

Related
Ferry strike enters its third day
Senator Bell wants a rematch
"""


@pytest.mark.parametrize(
    "items",
    [
        [f"{name} - {post}" for name, post in PAIRS],
        [f"{name}, {post}" for name, post in PAIRS],
        [f"{n}. {name}, {post}" for n, (name, post) in enumerate(PAIRS, 1)],
        [f"* {name}, {post}" for name, post in PAIRS],
        [f"{post.capitalize()}: {name}" for name, post in PAIRS],
        [f"{name} | {post}" for name, post in PAIRS],
        [f"{name} moves to {post}" for name, post in PAIRS],
        [f"{1990 + 2 * n}-{1992 + 2 * n}: {post.capitalize()}" for n, post in enumerate(POSTS)],
    ],
    ids=["dash", "comma", "number", "bullet", "post first", "bar", "verb", "years"],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["one block", "blank lines"])
def test_items_are_part_of_the_article(items: list[str], gap: str) -> None:
    bare = [item.removeprefix("* ") for item in items]
    got = [line.removeprefix("* ") for line in article_of_text(page(items, gap=gap)).split("\n\n")]
    assert got == [TITLE, LEAD, *bare, END]


def test_a_list_may_come_before_any_sentence() -> None:
    items = [f"{name}, {post}" for name, post in PAIRS]
    text = article_of_text(page(items, lead="The following were appointed:"))
    assert text.split("\n\n") == [TITLE, "The following were appointed:", *items, END]


def test_names_beside_countries_are_a_list_where_a_line_above_names_the_post() -> None:
    items = [f"{name} ({place})" for name, place in zip(NAMES, PLACES, strict=True)]
    assert article_of_text(page(items, lead="AMBASSADORS")).split("\n\n")[-8:] == [*items, END]


def test_a_sentence_with_a_colon_leads_to_a_list_of_anything() -> None:
    lead = LEAD.removesuffix(".") + ", as follows:"
    items = [f"* moves {name} away from the capital" for name in NAMES]
    assert article_of_text(page(items, lead=lead)).split("\n\n") == [TITLE, lead, *items, END]


def test_headlines_about_officials_are_no_list_of_posts() -> None:
    headlines = ["Governor Bell opens a bathhouse", "Consul Marsh sells her racehorse", "Judge Weil: no time for cats"]
    text = f"{TITLE}\n\n{LEAD}\n\n{END}\n\nALSO OF NOTE\n" + "\n".join(headlines)
    assert article_of_text(text).split("\n\n") == [TITLE, LEAD, END]
