"""Articles as long as are read, made of one thing said over and over: what a reader must get through in time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from datetime import date

from schemas.stages import CleanPage
from tasks.clean.limits import ARTICLE_CHARS, SENTENCE_CHARS, TooMuchError, check_article
from tests.hostile.pages import STORY, names, prose


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


def is_read(text: str) -> bool:
    """Whether an article is let through to be read."""
    try:
        check_article(text)
    except TooMuchError:
        return False
    return True


def _as_much_as_is_read(make: Callable[[int], str]) -> Callable[[], str]:
    """The article of that kind that repeats as often as is still read."""
    return lambda: make(bisect_left(range(ARTICLE_CHARS), True, key=lambda times: not is_read(make(times + 1))))


def _repeated(unit: str) -> Callable[[int], str]:
    """The story, then the unit so often, in lines as long as sentences may be."""

    def make(times: int) -> str:
        in_line = (SENTENCE_CHARS - 100) // len(unit)
        lines = [unit * min(in_line, times - n) for n in range(0, times, in_line)]
        return "\n".join([STORY, *lines, "", "He said no more."])

    return make


def _lists(people: list[str]) -> str:
    """Sentences that each name as many as one sentence may."""
    return " ".join(f"They met {', '.join(people[n : n + 400])} and others." for n in range(0, len(people), 400))


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
    "he said “no” and ",
    "Oblak died, ",
    "both men and they ",
    "was arrested in May and ",
    "had Oblak dismissed the consul, ",
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
    **{repr(unit): _as_much_as_is_read(_repeated(unit)) for unit in UNITS},
    "prose of many names": _as_much_as_is_read(prose),
    "names in lists": _as_much_as_is_read(lambda times: STORY + "\n\n" + _lists(names(times))),
    "a name a line": _as_much_as_is_read(lambda times: STORY + "\n\n" + "\n".join(names(times))),
    "ministers": _as_much_as_is_read(
        lambda times: STORY + "\n\n" + " ".join(f"Minister {n} resigned." for n in names(times))
    ),
    "names twice": _as_much_as_is_read(
        lambda times: STORY + "\n\n" + " ".join(f"{n} was there. {n.split()[1]} left in May." for n in names(times))
    ),
    "surnames alone": _as_much_as_is_read(
        lambda times: STORY + "\n\n" + " ".join(f"The consul {n.split()[1]} left." for n in names(times))
    ),
    "a crowd, and who of them": _as_much_as_is_read(
        lambda times: STORY + "\n\n" + _lists(names(950)) + " Once he told her of them." * times
    ),
    "posts of many countries": _as_much_as_is_read(
        lambda times: (
            STORY
            + "\n\n"
            + "The ambassadors of France, Spain, Italy, Norway, Iran and Peru to Chad, Mali and Togo quit. " * times
        )
    ),
}
