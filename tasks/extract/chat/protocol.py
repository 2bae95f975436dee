"""The chat-completions protocol, as far as it is used here: what a server replies."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

_LONGEST_MESSAGE = 300
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)


class _Message(_Lenient):
    content: str | list[Any] | None = None


class _Choice(_Lenient):
    message: _Message
    finish_reason: str | None = None


class _Usage(_Lenient):
    prompt_tokens: int | None = Field(None, ge=0)
    completion_tokens: int | None = Field(None, ge=0)
    total_tokens: int | None = Field(None, ge=0)


class Completion(_Lenient):
    """A reply of status 200."""

    choices: list[_Choice] = Field(min_length=1)
    usage: Any = None

    @property
    def content(self) -> str:
        """What the model said; empty where it refused or said nothing."""
        said = self.choices[0].message.content
        if isinstance(said, list):
            return "".join(str(part.get("text") or "") for part in said if isinstance(part, dict))
        return said or ""

    @property
    def is_truncated(self) -> bool:
        """Whether the model was stopped in the middle."""
        return self.choices[0].finish_reason == "length"

    @property
    def tokens(self) -> int | None:
        """Tokens used for request and reply; None where the server does not say so believably."""
        try:
            usage = _Usage.model_validate(self.usage)
        except ValidationError:
            return None
        parts = (usage.prompt_tokens or 0) + (usage.completion_tokens or 0)
        return max(usage.total_tokens or 0, parts) or None


def read_completion(text: str) -> Completion | None:
    """The completion that the text is; None where it is something else."""
    try:
        return Completion.model_validate_json(text)
    except ValidationError:
        return None


def error_message(text: str) -> str:
    """What a reply of another status says is wrong, short and on one line."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = text
    while isinstance(said, dict):  # {"error": {"message": ...}}, {"detail": ...}, {"message": ...}
        said = next((said[key] for key in ("error", "message", "detail") if said.get(key)), str(said))
    line = _UNPRINTABLE.sub(" ", said if isinstance(said, str) else json.dumps(said)).strip()
    return line if len(line) <= _LONGEST_MESSAGE else line[:_LONGEST_MESSAGE] + "…"
