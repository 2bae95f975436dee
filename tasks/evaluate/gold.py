"""Gold pages: for each page a JSON file with the facts that a careful reader found on it. See docs/evaluation.md."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from schemas.vocab import EventType, Realis, RoleStatus
from tasks.dates.edtf import is_edtf
from tasks.ingest.find import FORMATS

IDENTITIES = "identities.json"
_SHOWN = 60  # characters of a wrong value in a message


class GoldError(Exception):
    """Gold that cannot be used; the message names the file, what is wrong with it and the remedy."""


def _edtf(text: str | None) -> str | None:
    if text is not None and not is_edtf(text):
        raise ValueError("no EDTF date: write 2011-02-20, 2010-08, 2010, 2010-08~ or null")
    return text


Edtf = Annotated[str | None, AfterValidator(_edtf)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Record = TypeVar("Record", bound=_Record)


class GoldDoc(_Record):
    """The page as such. `style` is free: feature, transcript ...; figures are told for each style."""

    id: str
    url: str | None = None
    language: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: Edtf = None
    body_first_words: str | None = None
    body_last_words: str | None = None
    boilerplate_examples: tuple[str, ...] = ()
    same_story_as: tuple[str, ...] = ()
    related_to: tuple[str, ...] = ()
    style: str | None = None


class GoldPerson(_Record):
    """A person on the page."""

    name: str
    aliases: tuple[str, ...] = ()
    nationality: str | None = None
    age: int | None = None


class GoldRole(_Record):
    """A post that the page gives a person."""

    person: str
    title: str
    organization: str | None = None
    country: str | None = None
    place: str | None = None
    start: Edtf = None
    end: Edtf = None
    status: RoleStatus = RoleStatus.UNKNOWN
    quote: str | None = None


class GoldEvent(_Record):
    """Something that the page says happened; `person` null where it names none."""

    type: EventType
    person: str | None
    organization: str | None = None
    place: str | None = None
    date: Edtf = None
    realis: Realis = Realis.ACTUAL
    quote: str | None = None


class _GoldFile(_Record):
    doc: GoldDoc
    people: tuple[GoldPerson, ...]
    roles: tuple[GoldRole, ...] = ()
    events: tuple[GoldEvent, ...] = ()


class _Identities(_Record):
    people: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True)
class GoldPage:
    """One page's gold. `page` is the crawled page beside it, None where there is none."""

    path: Path
    page: Path | None
    doc: GoldDoc
    people: tuple[GoldPerson, ...] = ()
    roles: tuple[GoldRole, ...] = ()
    events: tuple[GoldEvent, ...] = ()

    @property
    def style(self) -> str:
        """The style that gold names, else `html` or `text`."""
        form = FORMATS.get(self.page.suffix.lower(), "text") if self.page else "text"
        return self.doc.style or form


@dataclass(frozen=True)
class Gold:
    """A folder of gold pages, in the order of their names.

    `identities` numbers the people whom identities.json tells apart across pages, by page and name there.
    """

    name: str
    pages: tuple[GoldPage, ...]
    identities: Mapping[tuple[str, str], int] = field(default_factory=dict)


def read_gold(folder: Path) -> Gold:
    """The folder's gold pages: every NAME.json, the page NAME.txt or NAME.html beside it, and identities.json.

    Raises:
        GoldError: there is no gold, or a file breaks the format.
    """
    if not folder.is_dir():
        raise GoldError(f"{folder}: no such folder. Give the folder that holds the gold files.")
    pages = tuple(_read_page(path) for path in sorted(folder.glob("*.json")) if path.name != IDENTITIES)
    if not pages:
        raise GoldError(f"{folder}: no gold file here. Write NAME.json beside each page NAME.txt or NAME.html.")
    _check_links(pages)
    return Gold(folder.resolve().name, pages, _read_identities(folder / IDENTITIES))


def _read_page(path: Path) -> GoldPage:
    gold = _parsed(_GoldFile, path)
    if gold.doc.id != path.stem:
        raise GoldError(f"{path}: doc.id is {gold.doc.id!r}. Make it the file's name, {path.stem!r}.")
    names = {person.name for person in gold.people}
    if len(names) < len(gold.people):
        name = next(n for n in names if sum(person.name == n for person in gold.people) > 1)
        raise GoldError(f"{path}: people: {name!r} stands there twice. Give each person one record, with all aliases.")
    for place, name in _named(gold):
        if name not in names:
            raise GoldError(f"{path}: {place}: {name!r} is not among the people. Add them there, or mend the name.")
    return GoldPage(path, _page_beside(path), gold.doc, gold.people, gold.roles, gold.events)


def _page_beside(path: Path) -> Path | None:
    endings = [ending for ending, form in FORMATS.items() if form != "jsonl"]
    beside = (path.with_name(path.stem + ending) for ending in endings)
    return next((page for page in beside if page.is_file()), None)


def _named(gold: _GoldFile) -> Iterator[tuple[str, str]]:
    yield from ((f"roles.{i}.person", role.person) for i, role in enumerate(gold.roles))
    yield from ((f"events.{i}.person", event.person) for i, event in enumerate(gold.events) if event.person)


def _check_links(pages: tuple[GoldPage, ...]) -> None:
    ids = {page.doc.id for page in pages}
    for page in pages:
        for other in page.doc.same_story_as:
            if other not in ids:
                raise GoldError(
                    f"{page.path}: doc.same_story_as: there is no {other}.json here. Add it, or mend the id."
                )


def _read_identities(path: Path) -> dict[tuple[str, str], int]:
    if not path.is_file():
        return {}
    groups = _parsed(_Identities, path).people
    return {mention: number for number, group in enumerate(groups) for mention in group}


def _parsed(record: type[Record], path: Path) -> Record:
    try:
        return record.model_validate(json.loads(path.read_text(encoding="utf-8-sig")), strict=False)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: no valid JSON: {error}. Mend the file, or move it out of the folder.") from error
    except ValidationError as error:
        raise GoldError(f"{path}: {_told(record, error.errors()[0])}") from error
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror}. Make the file readable.") from error


def _told(record: type[_Record], error: ErrorDetails) -> str:
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"{place}: unknown key. Known here: {', '.join(_keys(record, error['loc'][:-1]))}."
    if error["type"] == "missing":
        return f"{place}: missing. Add it; docs/evaluation.md has the format."
    return f"{place or 'the file'}: {error['msg']} (it is {_shortened(repr(error['input']))})."


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _keys(record: type[_Record], place: tuple[int | str, ...]) -> list[str]:
    known: Any = record
    of_part = {"doc": GoldDoc, "people": GoldPerson, "roles": GoldRole, "events": GoldEvent}
    if place:
        known = of_part.get(str(place[0]), record)
    return list(known.model_fields)
