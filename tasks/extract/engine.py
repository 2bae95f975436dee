"""The extraction engine's interface: page text in, claims out.

Any engine (the rules shipped here, a trained model, a language model behind an endpoint) can stand behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from schemas.claims import PageEvent, PageMention, PagePerson, PageRole
from schemas.stages import CleanPage


@dataclass(frozen=True)
class PageClaims:
    """Everything that one page says, ids and offsets in place."""

    people: list[PagePerson]
    mentions: list[PageMention]
    roles: list[PageRole]
    events: list[PageEvent]


class Engine(Protocol):
    """Reads one page at a time; must be cheap to build once a worker process."""

    @property
    def version(self) -> str:
        """Name and version, as it stands in the claims' `extractor` and in the cache key."""
        ...

    def read(self, page: CleanPage) -> PageClaims:
        """The page's claims. Every quote is `page.text[start_char:end_char]`."""
        ...
