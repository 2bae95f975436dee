"""Who or which page is to be forgotten, and every form in which the data directory may name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import duckdb

from tasks.forget.forgotten_file import Entry, Kind, salted
from tasks.forget.redact import name_words
from tasks.names.parse import parse_name
from tasks.names.romanize import fold

# Sentences shorter than this may stand on any page; they prove nothing
_TELLING_WORDS = 8


class TargetError(Exception):
    """Nobody, or several, could be meant; the message says what to give."""


@dataclass(frozen=True)
class Target:
    """What is to be forgotten.

    `names` are words of names, `shorts` single words by page, `pages` source ids with the digests known of them, `uris`
    the places that stay shut. `phrases` are sentences that stand nowhere else. `told` says it for a person.
    """

    told: tuple[str, ...]
    names: frozenset[tuple[str, ...]] = frozenset()
    families: frozenset[str] = frozenset()
    shorts: frozenset[tuple[str, str]] = frozenset()
    person_ids: frozenset[str] = frozenset()
    pages: dict[str, str] = field(default_factory=dict)
    uris: frozenset[str] = frozenset()
    shut: bool = False
    phrases: frozenset[str] = frozenset()

    def entries(self, salt: str, at: datetime, by: str, why: str) -> list[Entry]:
        """The lines that keep it out of later runs."""

        def entry(kind: Kind, words: int, value: str) -> Entry:
            moment = at.isoformat()
            return Entry(kind=kind, words=words, hash=value, salt=salt, forgotten_at=moment, by=by, why=why)

        found = [entry(Kind.NAME, len(name), salted(salt, Kind.NAME, *name)) for name in self.names]
        found += [entry(Kind.FAMILY, 0, salted(salt, Kind.FAMILY, word)) for word in self.families]
        found += [entry(Kind.SHORT, 0, salted(salt, Kind.SHORT, *pair)) for pair in self.shorts]
        found += [entry(Kind.ID, 0, ident) for ident in self.person_ids]
        found += [entry(Kind.PAGE, 0, sha) for sha in self.pages.values()]
        if self.shut:
            found += [entry(Kind.URI, 0, salted(salt, Kind.URI, uri)) for uri in self.uris]
        return found

    def names_itself(self, text: str) -> bool:
        """Whether the text names what is to be forgotten."""
        said = f" {fold(text)} "
        return any(f" {' '.join(name)} " in said for name in self.names) or any(uri in text for uri in self.uris)


def find_person(con: duckdb.DuckDBPyConnection, who: str) -> Target:
    """The person of that id, or of that name in any capitals and accents.

    Raises:
        TargetError: there is none, or there are several.
    """
    people = _rows(con, "SELECT person_id, name, aliases FROM people ORDER BY person_id")
    if who.startswith("per_"):
        meant = [p for p in people if p["person_id"] == who]
    else:
        meant = [p for p in people if fold(who) in {fold(form) for form in (p["name"], *p["aliases"])}]
    if not meant:
        raise TargetError(f"nobody here is {who}. Look the person up with: demarche show NAME")
    if len(meant) > 1:
        several = "; ".join(f"{p['name']} ({p['person_id']})" for p in meant)
        raise TargetError(f"several people are called {who}: {several}. Give a person_id, one after the other.")
    (person,) = meant
    mentions = _rows(
        con,
        "SELECT DISTINCT source_id, written FROM person_mentions WHERE person_id = ? AND form = 'name'",
        person["person_id"],
    )
    forms = {person["name"], *person["aliases"], *(m["written"] for m in mentions)}
    names = _full_names(forms)
    pages = {m["source_id"] for m in mentions}
    single = {words[0] for words in map(name_words, forms) if len(words) == 1} - {
        name[0] for name in names if len(name) == 1
    }
    family = {word for form in forms for word in parse_name(form).family if len(form.split()) > 1}
    namesakes = [p for p in people if p is not person and names & _full_names({p["name"], *p["aliases"]})]
    told = [
        f"{person['name']} ({person['person_id']})",
        f"named on {len(pages):,} pages as: {', '.join(sorted(forms))}",
    ]
    if namesakes:
        others = ", ".join(f"{p['name']} ({p['person_id']})" for p in namesakes)
        told.append(f"other people with one of these names go too, for a name is all that is known of them: {others}")
    return Target(
        told=tuple(told),
        names=names,
        families=frozenset(family | single),
        shorts=frozenset((page, word) for page in pages for word in single | family),
        person_ids=frozenset({person["person_id"], *_former_ids(con, person["person_id"])}),
    )


def find_page(con: duckdb.DuckDBPyConnection, *, source: str | None = None, uri: str | None = None) -> Target:
    """The page of that id, or every page from that place; pages in quarantine too.

    Raises:
        TargetError: there is none.
    """
    column, value = ("source_id", source) if source else ("uri", uri)
    rows = _rows(con, f"SELECT source_id, uri, title, raw_sha256 FROM sources WHERE {column} = ?", value)  # noqa: S608
    aside = _rows(con, f"SELECT DISTINCT source_id, uri FROM quarantine WHERE {column} = ?", value)  # noqa: S608
    if not rows and not aside:
        raise TargetError(
            f"there is no page {value} here. Its id or address stands in the tables sources and quarantine"
        )
    digest_of = {r["source_id"]: r["source_id"].removeprefix("src_") for r in aside if r["source_id"]}
    digest_of |= {r["source_id"]: r["raw_sha256"] for r in rows}
    uris = {r["uri"] for r in (*rows, *aside) if r["uri"]}
    told = [f"{r['uri']} ({r['source_id']}): {r['title'] or 'no title'}" for r in rows]
    told += [f"{r['uri']} (in quarantine)" for r in aside if r["source_id"] not in {s["source_id"] for s in rows}]
    return Target(
        told=tuple(told),
        pages=digest_of,
        uris=frozenset(uris),
        shut=uri is not None,
        phrases=_only_there(con, list(digest_of)),
    )


def _full_names(forms: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """The names that tell who is meant: those of several words, in both orders and as one word; else the single one."""
    several = {words for words in map(name_words, forms) if len(words) > 1}
    if not several:
        return frozenset(words for words in map(name_words, forms) if words)
    turned = {(words[-1], *words[:-1]) for words in several}
    joined = {("".join(words),) for words in several if len("".join(words)) >= 8}
    return frozenset(several | turned | joined)


def _former_ids(con: duckdb.DuckDBPyConnection, person_id: str) -> list[str]:
    return [row["anchor"] for row in _rows(con, "SELECT anchor FROM id_registry WHERE id = ?", person_id)]


def _only_there(con: duckdb.DuckDBPyConnection, pages: list[str]) -> frozenset[str]:
    """Folded lines of these pages that no other page has."""
    rows = _rows(con, "SELECT source_id, text FROM source_texts")
    others = " ".join(f" {fold(row['text'])} " for row in rows if row["source_id"] not in pages)
    lines = {fold(line) for row in rows if row["source_id"] in pages for line in row["text"].splitlines()}
    telling = {" ".join(line.split()[:40]) for line in lines if len(line.split()) >= _TELLING_WORDS}
    return frozenset(line for line in telling if f" {line} " not in others)


def _rows(con: duckdb.DuckDBPyConnection, query: str, *arguments: object) -> list[dict[str, Any]]:
    found = con.execute(query, list(arguments))
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
