from __future__ import annotations

import time

import pytest

from schemas.vocab import QuarantineReason
from tasks.clean.clean import clean_page
from tasks.clean.page_text import article_of_text
from tasks.quarantine import Rejected
from tests.clean.written_pages import BODY, DUMP, clean, raw


def test_a_dump_gives_its_headline_and_its_article() -> None:
    page = clean(DUMP)
    assert page.title == "Ambassador quits and asks Norway for asylum"
    assert page.text == f"Ambassador quits and asks Norway for asylum\n\n{BODY}"
    assert page.text[page.body_start :] == BODY


def test_the_lines_of_a_wrapped_paragraph_are_joined() -> None:
    wrapped = """\
Minister leaves cabinet over water scandal

The minister of water, Anna Demo, left the cabinet on
Monday after it became known that the pipes of the
capital had been bought from a firm of her brother
and had burst in the first frost of the year.

She denied any wrongdoing and said that she would go
back to the university, where she taught chemistry for
many years before the president called her to office.
"""
    assert article_of_text(wrapped).split("\n\n") == [
        "Minister leaves cabinet over water scandal",
        "The minister of water, Anna Demo, left the cabinet on Monday after it became known that the pipes of the "
        "capital had been bought from a firm of her brother and had burst in the first frost of the year.",
        "She denied any wrongdoing and said that she would go back to the university, where she taught chemistry for "
        "many years before the president called her to office.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Who will follow the envoy?",
        "Photo by: AP",
        "![](https://img.example/1.jpg) |\nProtesters in front of the embassy. |\n| Photo by: AP Photo / A. Name |",
        "The envoy in her garden in 2013. Photo: Per Lie / Scan",
        "Share this on WhatsApp",
        "Advertisement - scroll to continue reading",
        "Sign up for our morning letter",
        "[Read: What the envoy wrote]",
    ],
)
def test_notes_between_paragraphs_stay_out(line: str) -> None:
    first, second, third = BODY.split("\n\n")
    page = clean(f"Envoy asks for asylum in Oslo\n\n{first}\n\n{line}\n\n{second}\n\n{third}\n")
    assert page.text[page.body_start :] == BODY


@pytest.mark.parametrize(
    "line",
    ["The long way north", "1. Marta Brekova, ambassador", "- Jon Halvard: still in office.", "Q: And the children?"],
)
def test_subheadings_and_list_items_stay_in(line: str) -> None:
    first, second, third = BODY.split("\n\n")
    page = clean(f"Envoy asks for asylum in Oslo\n\n{first}\n\n{line}\n\n{second}\n\n{third}\n")
    assert page.text[page.body_start :].split("\n\n") == [first, line, second, third]


@pytest.mark.parametrize(
    "tail",
    [
        "The writer is a former ambassador to Norway.",
        "Signe Aas has reported from the north since 1998.",
        "(Reporting by Signe Aas; editing by Per Lie)",
        "Foreign editor: Per Lie",
        "Tags: Veldania, asylum, Norway",
        "MORE FROM THIS SECTION\nMayor opens tunnel in Bergen\nWho was Fridtjof Nansen?",
        "3 COMMENTS\nkari: Well said, and about time that somebody in that embassy said it aloud.",
        "Leave a Reply\n\nYour email address will not be published. Required fields are marked *",
        "Mayor opens tunnel in Bergen\n\nMayor opens tunnel in Bergen\n\nThe tunnel took nine years to dig, and costs.",
    ],
)
def test_what_follows_the_article_stays_out(tail: str) -> None:
    page = clean(f"Envoy asks for asylum in Oslo\n\n{BODY}\n\n{tail}\n")
    assert page.text[page.body_start :] == BODY


def test_the_signature_under_a_decree_belongs_to_it() -> None:
    decree = """\
REPUBLIC OF VELDANIA

Decree No. 12 on the recall of an ambassador

Mrs Marta Brekova is recalled from the post of Ambassador to the Kingdom of Norway with effect from 1 June 2015.

Brekstad, 12 May 2015

For the President of the Republic
Olen Tarsk
Minister of Foreign Affairs

Printed at the state printing house
"""
    page = clean(decree)
    assert page.text.endswith("For the President of the Republic\n\nOlen Tarsk\n\nMinister of Foreign Affairs")
    assert page.published == "2015-05-12"


def test_menus_with_items_on_lines_of_their_own_stay_out() -> None:
    menu = (
        "  • Home\n  • World\n    • All\n    Fishermen win quarrel over cod\n\n    Fishermen win quarrel over cod\n\n"
    )
    page = clean(f"{menu}{menu}No Result\nView All Result\n\nEnvoy asks for asylum in Oslo\n\n{BODY}\n\n{menu}")
    assert page.text == f"Envoy asks for asylum in Oslo\n\n{BODY}"


@pytest.mark.parametrize("content", ["", " \n\n\t ", "Home | World | Sport", "Login\nRegister\nForgotten password?"])
@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_a_page_without_an_article_is_rejected(content: str, media_type: str) -> None:
    rejected = clean_page(raw(content, media_type))
    assert isinstance(rejected, Rejected)
    assert rejected.reason is QuarantineReason.NO_ARTICLE


def test_a_page_in_another_language_is_rejected_by_its_name() -> None:
    rejected = clean_page(
        raw(
            "L'ambassadrice demande l'asile\n\nL'ambassadrice de Veldanie à Oslo a démissionné mardi et a demandé "
            "l'asile aux autorités norvégiennes, selon son avocate, qui ne souhaite pas en dire davantage.\n\nElle "
            "était en poste depuis mars 2012 et ne veut plus défendre un gouvernement qui tire sur ses étudiants."
        )
    )
    assert isinstance(rejected, Rejected)
    assert rejected.reason is QuarantineReason.LANGUAGE
    assert "'fr'" in rejected.detail


def test_a_list_of_foreign_names_is_still_english() -> None:
    names = "\n\n".join(
        f"{n}. Mr RAKOTOMALALA Andriamihaja Jean-{n}, Consul General at Antsiranana, is recalled." for n in range(1, 9)
    )
    assert clean(f"Movement of heads of post\n\n{names}\n").language == "en"


@pytest.mark.parametrize(
    "content",
    [
        "<" * 100_000 + BODY,
        "| " * 100_000 + "\n\n" + BODY,
        "![" * 100_000 + BODY,
        "(c) " * 50_000 + "\n\n" + BODY,
        "By A, " * 50_000 + "\n\n" + BODY,
        "e" + "\u0301" * 100_000 + "\n\n" + BODY,
        "12 May 2013 " * 20_000 + "\n\n" + BODY,
    ],
)
@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_hostile_pages_take_no_longer_than_their_length(content: str, media_type: str) -> None:
    began = time.process_time()
    clean_page(raw(content, media_type))
    assert time.process_time() - began < 5
