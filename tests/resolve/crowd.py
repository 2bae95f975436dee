"""A crawl made by chance, of any size: few names are frequent, most are rare, each is spelled in two ways."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.resolve.model import ResolveInput
from tests.resolve.making import Pages

_SYLLABLES = "ba da fa ga ha ja ka la ma na ra sa ta va za be de ke le me ne re se te vi di ki li mi ni ri si ti do ko"
_STATES = {"IR": "Iran", "TJ": "Tajikistan", "YE": "Yemen", "KE": "Kenya", "PE": "Peru", "RS": "Serbia", "LA": "Laos"}
_POSTS = (
    ("ambassador", "head_of_mission", "embassy", "Embassy of {} in {}"),
    ("press attaché", "attache", "embassy", "Embassy of {} in {}"),
    ("minister", "minister", "ministry", "Ministry of Justice of {}"),
    ("spokesperson", "spokesperson", "ministry", "Foreign Ministry of {}"),
    ("judge", "judge", "court", "Supreme Court of {}"),
    ("colonel", "military", "military", "Army of {}"),
)
_EVENTS = ("resignation", "appointment", "arrest", "defection", "meeting", "sentencing", "dismissal")
_FIRST = date(2008, 1, 1)


@dataclass(frozen=True)
class Made:
    """Somebody of the crawl: the spellings of the name, and a career."""

    names: tuple[str, str]
    country: str
    host: str
    post: tuple[str, str, str, str]
    happening: str
    day: date


def make_people(chance: random.Random, n: int) -> list[Made]:
    """People whose names share words as those of officials do: the k-th word is met about 1/k times as often."""
    given, family = ([_word(own, k) for k in range(size)] for own, size in (("g", 1_000), ("f", 8_000)))
    people = []
    for _ in range(n):
        name = f"{given[_frequent(chance, given)]} {family[_frequent(chance, family)]}"
        country, host = chance.sample(sorted(_STATES), 2)
        people.append(
            Made(
                names=(name, name.replace("i", "ee", 1).replace("k", "q", 1)),
                country=country,
                host=host,
                post=chance.choice(_POSTS),
                happening=chance.choice(_EVENTS),
                day=_FIRST + timedelta(days=chance.randrange(4_000)),
            )
        )
    return people


def _word(kind: str, k: int) -> str:
    own = random.Random(f"{kind}{k}")
    return "".join(own.choice(_SYLLABLES.split()) for _ in range(own.randint(2, 4))).capitalize()


def _frequent(chance: random.Random, words: list[str]) -> int:
    return min(len(words) - 1, int(len(words) ** chance.random()))


def make_crawl(n_pages: int) -> ResolveInput:
    """Pages with five people each, with a post and as a rule an event of each."""
    chance = random.Random(n_pages)
    everybody = make_people(chance, max(10, n_pages * 3 // 5))
    pages = Pages()
    said: list[Made] = []
    story = ""
    for k in range(n_pages):
        if not said or chance.random() >= 0.1:
            first = chance.randrange(len(everybody))
            found = [everybody[min(len(everybody) - 1, first + chance.randrange(30))] for _ in range(5)]
            said, story = list(dict.fromkeys(found)), f"page {k}"
        _add_page(pages, chance, f"page {k}", story, said)
    return ResolveInput(pages.pages, pages.stories, pages.people, pages.mentions, pages.roles, pages.events)


def _add_page(pages: Pages, chance: random.Random, uri: str, story: str, said: list[Made]) -> None:
    is_dated = chance.random() < 0.8
    spelled = chance.randrange(2)
    names = {p.names[spelled]: p for p in said}
    day = said[0].day + timedelta(days=chance.randrange(200))
    news = " ".join(f"{name} left last {p.day:%B}, as we said on March 5." for name, p in names.items())
    background = "It began in June 2007. They met again on Monday, two weeks after the talks of last year. " * 4
    pages.page(uri, day.isoformat() if is_dated else None, story=story, text=news + " " + background)
    for name, p in names.items():
        pages.person(name, nationality=p.country if chance.random() < 0.7 else None)
        title, title_class, kind, body = p.post
        body = body.format(_STATES[p.country], _STATES[p.host])
        if chance.random() < 0.85:
            pages.role(title, title_class, body, kind=kind, country=p.country, place_country=p.host)
        if chance.random() < 0.85:
            if is_dated:
                pages.event(p.happening, f"{p.day:%Y-%m}", body)
            else:
                pages.event(p.happening, None, body, when=f"last {p.day:%B}")
