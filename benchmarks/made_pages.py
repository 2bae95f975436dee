"""News pages made by chance, in any number: few officials are in the news often, most seldom, each with one career.

Page k is the same whatever else is made. A page names three people who are met together elsewhere too, tells of posts
and of what happened, and is filled to some 300 words. One in five has no date, one in ten is another outlet's copy of
an earlier page, one in three is HTML with a menu.
"""

from __future__ import annotations

import html
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path


def _read_words() -> dict[str, list[str]]:
    rows = (
        line.split("\t") for line in Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()[1:]
    )
    return {name: words for name, *words in rows}


_WORDS = _read_words()
_STATES = {
    "Tajikistan": ("Tajik", "Dushanbe"),
    "Morocco": ("Moroccan", "Rabat"),
    "Serbia": ("Serbian", "Belgrade"),
    "Kenya": ("Kenyan", "Nairobi"),
    "Peru": ("Peruvian", "Lima"),
    "Yemen": ("Yemeni", "Sanaa"),
    "Georgia": ("Georgian", "Tbilisi"),
    "Laos": ("Laotian", "Vientiane"),
    "Belarus": ("Belarusian", "Minsk"),
    "Chad": ("Chadian", "N'Djamena"),
}
_HOSTS = {
    "Austria": "Vienna",
    "Sweden": "Stockholm",
    "Portugal": "Lisbon",
    "Poland": "Warsaw",
    "Turkey": "Istanbul",
    "Germany": "Berlin",
    "Italy": "Rome",
    "Japan": "Tokyo",
}
_OUTLETS = ["The Tagus Post", "Caspian Radio", "Nordic Wire", "Silk Road Portal", "Danube Tribune", "Oxus Monitor"]
# Posts: with whose sentences they are told
_POSTS = (
    ("ambassador to {host}", "{state}'s ambassador to {host}", "the {adjective} embassy in {city}"),
    (
        "trade attaché in {city}",
        "the trade attaché at {state}'s embassy in {city}",
        "the {adjective} embassy in {city}",
    ),
    ("consul general in {city}", "{state}'s consul general in {city}", "the consulate general in {city}"),
    ("deputy minister of culture", "{state}'s deputy minister of culture", "the Ministry of Culture"),
    ("interior minister", "{state}'s interior minister", "the Interior Ministry"),
    ("spokesman of the foreign ministry", "the spokesman of {state}'s foreign ministry", "the Foreign Ministry"),
)
_NEWS = (
    "{name}, {long_post}, resigned on {day}, the {adjective} foreign ministry said.",
    "{name}, who was {post} until {month}, has asked {host} for asylum.",
    "{name} was dismissed as {post} on {day}.",
    "{name} was arrested at {capital} airport on {day}, two officials said.",
    "{name} was appointed {post} in {month}.",
    "The president on {day} dismissed {name} as {post}.",
    "{name}, a former {post}, has been granted asylum in {host}.",
    "{name}, {long_post}, was recalled to {capital} in {month}.",
    "A court in {capital} on {day} sentenced {name}, a former {post}, to {number} years in prison.",
)
_UNDATED_NEWS = (
    "{name}, {long_post}, resigned last {month_name}, the {adjective} foreign ministry said.",
    "{name} was dismissed as {post} last {month_name}.",
    "{name}, a former {post}, was granted asylum in {host} last {month_name}.",
    "{name} was arrested at {capital} airport last {month_name}.",
)
_MORE = (
    "{surname}, {age}, had held the post since {year}.",
    "{surname} had earlier worked for {body}.",
    "{surname} became {post} in {year}.",
    "{surname} did not answer questions on {day}.",
    "{surname} told a newspaper in {city} that the decision had been hard.",
    "{surname} met colleagues from {city} in {month}.",
    "{surname} denied having been dismissed.",
    "A lawyer for {surname} said that a reply would come within {number} weeks.",
)
_FIRST_DAY = date(2008, 1, 1)


@dataclass(frozen=True)
class Official:
    """Somebody in the news: a name, a state served, a post abroad or at home, and when things happened."""

    given: str
    family: str
    state: str
    host: str
    post: tuple[str, str, str]
    born: int
    day: date

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.given} {self.family}"


def make_officials(n_pages: int) -> list[Official]:
    """Six people for ten pages; the k-th name of a list is met about 1/k times as often as the first."""
    chance = random.Random("officials")
    families = _families(chance)
    return [
        Official(
            given=_frequent(chance, _WORDS["given"]),
            family=_frequent(chance, families),
            state=chance.choice(sorted(_STATES)),
            host=chance.choice(sorted(_HOSTS)),
            post=chance.choice(_POSTS),
            born=chance.randrange(1945, 1980),
            day=_FIRST_DAY + timedelta(days=chance.randrange(5_000)),
        )
        for _ in range(max(30, n_pages * 6 // 10))
    ]


def write_pages(folder: Path, officials: list[Official], numbers: Iterable[int]) -> None:
    """Writes those pages, one file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for k in numbers:
        chance = random.Random(f"page {k}")
        is_copy = k > 20 and chance.random() < 0.1
        story = random.Random(f"story {chance.randrange(max(0, k - 200), k) if is_copy else k}")
        suffix, text = _page(chance, story, officials)
        (folder / f"{k:06}.{suffix}").write_text(text, encoding="utf-8")


def _families(chance: random.Random) -> list[str]:
    made = (
        chance.choice(_WORDS["begins"])
        + chance.choice(_WORDS["middles"])
        + chance.choice("bdklmnrst")
        + chance.choice(_WORDS["ends"])
        for _ in range(12_000)
    )
    return list(dict.fromkeys(made))


def _frequent(chance: random.Random, words: list[str]) -> str:
    return words[min(len(words) - 1, int(len(words) ** chance.random()) - 1)]


def _page(chance: random.Random, story: random.Random, officials: list[Official]) -> tuple[str, str]:
    """The page's file ending and its text. What is told comes from the story, how it is shown from the page."""
    first = story.randrange(len(officials))
    told = dict.fromkeys(officials[min(len(officials) - 1, first + story.randrange(20))] for _ in range(3))
    is_dated = story.random() < 0.8
    day = next(iter(told)).day + timedelta(days=story.randrange(1, 25))
    paragraphs = [_paragraph(story, official, is_dated) for official in told]
    paragraphs += [" ".join(_sentence(story) for _ in range(3)) for _ in range(3)]
    head, body = paragraphs[0], paragraphs[1:]
    story.shuffle(body)
    title = f"{next(iter(told)).family} and {story.choice(_WORDS['objects'])}"
    outlet = chance.choice(_OUTLETS)
    if chance.random() < 0.33:
        return "html", _as_html(outlet, title, day if is_dated else None, [head, *body])
    dated = [f"Published: {day:%-d %B %Y}"] if is_dated else []
    menu = [outlet, "Home | World | Sport | Money"]
    foot = ["Related: Ten places to see in spring", f"(c) {outlet}"]
    return "txt", "\n\n".join([*menu, title, *dated, head, *body, *foot]) + "\n"


def _paragraph(chance: random.Random, o: Official, is_dated: bool) -> str:
    adjective, capital = _STATES[o.state]
    at = o.day + timedelta(days=chance.randrange(3))
    slots = {"state": o.state, "adjective": adjective, "capital": capital, "host": o.host, "city": _HOSTS[o.host]}
    post, long_post, body = (words.format(**slots) for words in o.post)
    slots |= {"name": o.name, "surname": o.family, "post": post, "long_post": long_post, "body": body}
    slots |= {"day": f"{at.day} {at:%B %Y}", "month": f"{at:%B %Y}", "month_name": f"{at:%B}"}
    slots |= {"age": str(at.year - o.born), "year": str(at.year - 3), "number": str(chance.randrange(2, 20))}
    news = chance.choice(_NEWS if is_dated else _UNDATED_NEWS).format(**slots)
    more = [line.format(**slots) for line in chance.sample(_MORE, 2)]
    return " ".join([news, _sentence(chance), *more])


def _sentence(chance: random.Random) -> str:
    """Two things that towns do, with nobody named; seldom twice the same, so that no two pages look like copies."""
    subject, verb, what, tail, other, its_verb, its_object = (
        chance.choice(_WORDS[name])
        for name in ("subjects", "verbs", "objects", "tails", "subjects", "verbs", "objects")
    )
    return f"{subject[0].upper()}{subject[1:]} {verb} {what} {tail}, and {other} {its_verb} {its_object}."


def _as_html(outlet: str, title: str, day: date | None, paragraphs: list[str]) -> str:
    dated = f'<meta property="article:published_time" content="{day.isoformat()}">' if day else ""
    said = "\n".join(f"<p>{html.escape(p)}</p>" for p in paragraphs)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta property="og:site_name" content="{outlet}">{dated}</head>\n<body><nav><a href="/">Home</a> '
        f'<a href="/sport">Sport</a></nav><article><h1>{html.escape(title)}</h1>\n{said}\n</article>'
        f"<footer>(c) {outlet}</footer></body></html>\n"
    )
