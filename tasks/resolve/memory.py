"""Answers that cost much and depend on one page alone, kept from run to run so that they are worked out once.

Which question was asked stands in the key: the text's digest, what was asked, and with what. Code is not in it: whoever
keeps a memory keeps one for each version of the code.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from schemas.ids import digest
from tasks.resolve.totals import Totals


class Memory:
    """Answers as JSON by question. `used` are those that were asked for, known before or not.

    `totals` are what pairs of page persons weigh, kept apart because they are many.
    """

    def __init__(self, known: Mapping[str, str] | None = None, totals: Totals | None = None) -> None:
        self._known = known or {}
        self.totals = totals or Totals()
        self.used: dict[str, str] = {}

    def recall(self, question: tuple[object, ...], work_out: Callable[[], Any]) -> Any:
        """The answer as read from JSON, worked out where it is not known. A question's parts are told by their repr."""
        key = digest(*map(repr, question))[:32]
        if key not in self.used:
            self.used[key] = self._known[key] if key in self._known else json.dumps(work_out(), separators=(",", ":"))
        return json.loads(self.used[key])
