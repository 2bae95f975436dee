"""Articles as long as are read, made of one thing said over and over: what a reader must get through in time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from schemas.stages import CleanPage
from tasks.clean.limits import ARTICLE_CAPITALS, ARTICLE_CHARS, ARTICLE_SENTENCES, SENTENCE_CHARS
from tests.hostile.pages import STORY, names, prose

_ROOM = ARTICLE_CHARS - len(STORY) - 200


def clean(text: str) -> CleanPage:
    """An article with that text, dated, its first line the headline."""
    return CleanPage(
        source_id="src_0000000000000000",
        uri="page.txt",
        title=None,
        outlet=None,
        author=None,
        language="en",
        published="2011-05-05",
        published_min=date(2011, 5, 5),
        published_max=date(2011, 5, 5),
        published_basis="byline",
        wire_agency=None,
        text=text,
        body_start=text.find("\n") + 1,
        raw_spans=[0, len(text), 0, len(text)],
        text_sha256="0" * 64,
    )


def _filled(unit: str) -> Callable[[], str]:
    """The story, then the unit as often as an article and its sentences have room for it."""

    def make() -> str:
        stops = sum(unit.count(stop) for stop in ".!?…\n")
        capitals = sum(word[0].isupper() for word in re.findall(r"[^\W\d_]+", unit))
        room = _ROOM
        for found, most in ((stops, ARTICLE_SENTENCES), (capitals, ARTICLE_CAPITALS)):
            room = min(room, (most - 200) // found * len(unit)) if found else room
        in_line = (SENTENCE_CHARS - 100) // len(unit)
        lines = room // (in_line * len(unit))
        return STORY + "\n" + (unit * in_line + "\n") * lines + "\n\nHe said no more."

    return make


UNITS = (
    "a",
    "A",
    "a ",
    "A ",
    "A. ",
    "A.",
    "a\n",
    "A\n",
    "x-",
    "x'",
    "O'",
    "-",
    "— ",
    "- ",
    '"',
    '" ',
    "“",
    "“He ",
    "‘",
    "”",
    ".",
    ". ",
    "No! ",
    "(",
    "( ",
    "()",
    "[",
    "|",
    "* ",
    ", ",
    ": ",
    "; ",
    "/",
    "@",
    "&",
    "1",
    "1 ",
    "1,",
    "1.",
    "1/1/",
    "1/1/2001",
    "2011 ",
    "2011-",
    "May ",
    "May. ",
    "last May, ",
    "in May ",
    "4 May 2011, ",
    "two weeks ago, ",
    "the following week ",
    "in the ",
    "of the ",
    "the ",
    "and ",
    "and the ",
    "who ",
    "who was ",
    "he said ",
    "he ",
    "his ",
    "her ",
    "He resigned. ",
    "resigned ",
    "was appointed ",
    "was not ",
    "to ",
    "said that ",
    "after ",
    "Oblak ",
    "Oblak, ",
    "Oblak and ",
    "Oblak's ",
    "Mateja Oblak ",
    "Mateja Oblak, ",
    "Mateja Oblak and ",
    "J. R. Oblak ",
    "Mr ",
    "Mr Oblak ",
    "Dr. ",
    "minister ",
    "Minister ",
    "minister, ",
    "minister and ",
    "minister of ",
    "Minister of ",
    "minister of the ",
    "ministry of the ",
    "Ministry of Foreign Affairs ",
    "former ",
    "deputy ",
    "then-",
    "ex-",
    "vice-",
    "consul in ",
    "consul of France in ",
    "ambassador to ",
    "Ambassador Oblak, ",
    "the consul, Mateja Oblak, who ",
    "president of the council of the ",
    "France ",
    "France, ",
    "French ",
    "France's ",
    "in Paris, ",
    "Paris, France, ",
    "University of ",
    "Army ",
    "Free Army of ",
    "OBLAK ",
    "Minister Oblak resigned. ",
    "Minister Mateja Oblak resigned in May 2011. ",
    "Oblak was arrested, ",
    "was arrested and charged and ",
    "Iran's ambassador to France, Mateja Oblak, defected. ",
    "She was appointed consul in Oslo on 4 May 2011.\n\n",
    "“I resigned,” he said. ",
    "if he ",
    "would ",
    "denied that he ",
    "\u202e",
    "\u200d",
    "á",
    "a\u0301",
    "𝕸",
    "你",
    "你好。",
    "محمد ",
    "Ö",
    "İ",
    "ŉ",
    "ﬁ",
    "😀",
    "👩‍👧",
)

ARTICLES: dict[str, Callable[[], str]] = {
    **{repr(unit): _filled(unit) for unit in UNITS},
    "prose of many names": lambda: prose(ARTICLE_CHARS - 300),
    "1,400 names in a list": lambda: STORY + "\n\nThey met " + ", ".join(names(1_400)) + " and others.",
    "1,400 names a line each": lambda: STORY + "\n\n" + "\n".join(names(1_400)),
    "1,400 ministers": lambda: STORY + "\n\n" + " ".join(f"Minister {n} resigned." for n in names(1_400)),
    "700 names twice": lambda: (
        STORY + "\n\n" + " ".join(f"{n} was there. {n.split()[1]} left in May." for n in names(700))
    ),
    "surnames alone": lambda: STORY + "\n\n" + " ".join(f"Mr {n.split()[1]} left." for n in names(5_000)),
    "posts of many countries": lambda: (
        STORY
        + "\n\n"
        + "The ambassadors of France, Spain, Italy, Norway, Iran and Peru to Chad, Mali and Togo quit. " * 1_900
    ),
}
