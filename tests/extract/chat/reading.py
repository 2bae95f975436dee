"""A page, an engine that asks a server on this machine, and replies as a model would give them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from schemas.stages import CleanPage
from tasks.extract.chat.engine import ChatEngine
from tasks.extract.chat.key import ApiKey
from tasks.extract.chat.settings import ChatSettings

Said = dict[str, Any]

KEY = "sk-test-0123456789abcdef"

TITLE = "Consul in Oslo resigns"
BODY = (
    "Mohammad Reza Heydari, Iran\u2019s consul in Oslo, resigned in January 2010. \u201cI could not stay,\u201d "
    "Heydari,\u00a043, told reporters on Monday.\n"
    "Norway granted him asylum last week, said Kari Nordmann, a spokeswoman of the Foreign Ministry."
)
QUOTE = "Mohammad Reza Heydari, Iran\u2019s consul in Oslo, resigned in January 2010."


def page(text: str = BODY, title: str = TITLE, published: date | None = date(2010, 2, 17)) -> CleanPage:
    return CleanPage(
        source_id="src_00000000000000aa",
        uri="pages/oslo.txt",
        title=title,
        outlet=None,
        author=None,
        language="en",
        published=published.isoformat() if published else None,
        published_min=published,
        published_max=published,
        published_basis="byline" if published else "none",
        wire_agency=None,
        text=f"{title}\n\n{text}",
        body_start=len(title) + 2,
        raw_spans=[],
        text_sha256="",
    )


def settings(url: str, **changes: Any) -> ChatSettings:
    return ChatSettings(**{"base_url": url, "model": "reader-7b", "page_seconds": 20, "timeout_seconds": 10, **changes})


class Pauses(list[float]):
    """Notes the pauses instead of making them."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def engine(url: str, pauses: Pauses | None = None, **changes: Any) -> ChatEngine:
    return ChatEngine(settings(url, **changes), ApiKey(KEY), Pauses() if pauses is None else pauses)


def person(**changes: Any) -> dict[str, Any]:
    said = {"name": "Mohammad Reza Heydari", "aliases": ["Heydari"], "nationality": "IR", "age": 43}
    return {**said, **changes}


def role(**changes: Any) -> dict[str, Any]:
    said = {
        "person": "Mohammad Reza Heydari",
        "title": "consul",
        "title_class": "consul",
        "organization": "Consulate of Iran in Norway",
        "organization_kind": "consulate",
        "country": "IR",
        "place": "Oslo",
        "start": None,
        "end": "2010-01",
        "status": "former",
        "stance": "asserts",
        "attributed_to": None,
        "quote": QUOTE,
    }
    return {**said, **changes}


def event(**changes: Any) -> dict[str, Any]:
    said = {
        "type": "resignation",
        "person": "Mohammad Reza Heydari",
        "organization": "Consulate of Iran in Norway",
        "place": "Oslo",
        "date": "2010-01",
        "date_words": "January 2010",
        "realis": "actual",
        "stance": "asserts",
        "attributed_to": None,
        "quote": QUOTE,
    }
    return {**said, **changes}


def reply(people: Iterable[object] | None = None, roles: Iterable[object] = (), events: Iterable[object] = ()) -> Said:
    return {"people": [person()] if people is None else list(people), "roles": list(roles), "events": list(events)}


def cached_files(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()]
