"""Tokens that one run has used, added up by all its processes."""

from __future__ import annotations

import fcntl
import threading
from pathlib import Path

_CHARS_PER_TOKEN = 3  # of English about four, of other languages fewer: rather too many tokens than too few


def estimate_tokens(text: str) -> int:
    """About how many tokens a text has, rather too many than too few."""
    return len(text) // _CHARS_PER_TOKEN + 1


class TokenBudget:
    """A limit that holds for a run. What is under way when it is reached is still paid for.

    `ledger` is a file shared by the run's processes, one number a line; without it, this object counts alone.
    """

    def __init__(self, limit: int | None, ledger: Path | None = None) -> None:
        self.limit = limit
        self._ledger = ledger
        self._here = 0
        self._lock = threading.Lock()

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may be asked."""
        return self.limit is not None and self.used() >= self.limit

    def add(self, tokens: int) -> None:
        """Counts tokens that were used."""
        with self._lock:
            self._here += tokens
            if self._ledger is not None:
                self._ledger.parent.mkdir(parents=True, exist_ok=True)
                with self._ledger.open("a", encoding="ascii") as file:
                    fcntl.flock(file, fcntl.LOCK_EX)
                    file.write(f"{tokens}\n")

    def used(self) -> int:
        """The tokens used so far, by all processes of the run."""
        if self._ledger is None:
            return self._here
        try:
            return sum(int(line) for line in self._ledger.read_text(encoding="ascii").split())
        except FileNotFoundError:
            return 0
