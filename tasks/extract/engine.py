"""The extraction engine's interface: page text in, claims out.

Any engine (the rules shipped here, a trained model, a language model behind an endpoint) can stand behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from schemas.claims import PageEvent, PageMention, PagePerson, PageRole
from schemas.stages import CleanPage
from tasks.quarantine import Rejected


class PageNotReadError(Exception):
    """An engine could not read one page; the message says why and what would mend it.

    With `ask_again` the cause may be gone in the next run (a server that did not answer in time).
    """

    def __init__(self, message: str, ask_again: bool = False) -> None:
        super().__init__(message, ask_again)
        self.message = message
        self.ask_again = ask_again

    def __str__(self) -> str:
        return self.message


class EngineStoppedError(Exception):
    """An engine cannot go on in this run, whatever the page; the message says why and what would mend it.

    With `may_pass` the cause may be gone in a while, with nobody doing anything (a server that does not answer).
    """

    def __init__(self, message: str, may_pass: bool = False) -> None:
        super().__init__(message, may_pass)
        self.message = message
        self.may_pass = may_pass

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True)
class PageClaims:
    """Everything that one page says, ids and offsets in place.

    `dropped` are claims that the engine was given and did not let in, for the quarantine.
    """

    people: list[PagePerson]
    mentions: list[PageMention]
    roles: list[PageRole]
    events: list[PageEvent]
    dropped: tuple[Rejected, ...] = ()


class Engine(Protocol):
    """Reads one page at a time; must be cheap to build once a worker process."""

    @property
    def version(self) -> str:
        """Name and version, as it stands in the claims' `extractor` and in the cache key."""
        ...

    def read(self, page: CleanPage) -> PageClaims:
        """The page's claims. Every quote is `page.text[start_char:end_char]`.

        Raises:
            PageNotReadError: this page cannot be read; the next one may.
            EngineStoppedError: no page can be read any more in this run.
        """
        ...
