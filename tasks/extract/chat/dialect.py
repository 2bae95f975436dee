"""What a server understands. Servers of this protocol differ in the options they take and refuse the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any


class Format(IntEnum):
    """How the shape of the reply is asked for, the strictest last."""

    PLAIN = 0
    JSON_OBJECT = 1
    JSON_SCHEMA = 2


@dataclass(frozen=True)
class Dialect:
    """The options sent beside model and messages."""

    format: Format = Format.JSON_SCHEMA
    temperature: bool = True
    seed: bool = True
    limit_name: str = "max_tokens"

    def options(self, max_tokens: int, seed: int, schema: dict[str, Any]) -> dict[str, Any]:
        """The options as fields of the request."""
        options: dict[str, Any] = {self.limit_name: max_tokens}
        if self.temperature:
            options["temperature"] = 0
        if self.seed:
            options["seed"] = seed
        if self.format is Format.JSON_SCHEMA:
            said = {"name": "page_claims", "strict": True, "schema": schema}
            options["response_format"] = {"type": "json_schema", "json_schema": said}
        elif self.format is Format.JSON_OBJECT:
            options["response_format"] = {"type": "json_object"}
        return options

    def after_refusal(self, message: str, was_understood: bool) -> Dialect | None:
        """What to say instead after the server refused a request with that message; None where nothing is left.

        A message that names no option is taken to mean the reply's format, unless the server took this dialect before.
        """
        said = message.lower()
        if "max_tokens" in said and self.limit_name == "max_tokens" and "max_completion_tokens" in said:
            return replace(self, limit_name="max_completion_tokens")
        if "temperature" in said and self.temperature:
            return replace(self, temperature=False)
        if "seed" in said and self.seed:
            return replace(self, seed=False)
        if "context" in said or self.format is Format.PLAIN:  # the page is too long, or there is nothing left to drop
            return None
        named = any(word in said for word in ("response_format", "json_schema", "json_object", "schema"))
        return replace(self, format=Format(self.format - 1)) if named or not was_understood else None
