"""What the model is asked."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from schemas.ids import digest
from schemas.stages import CleanPage
from tasks.extract.chat.reply import reply_schema

Message = dict[str, str]


@cache
def instructions() -> str:
    """The system prompt: the rules of docs/guidelines.md as far as a page's reader needs them, and the reply's shape.

    The shape stands in the prompt too, for servers that cannot be given a schema.
    """
    rules = files("tasks.extract.chat").joinpath("prompt.md").read_text(encoding="utf-8")
    return f"{rules}\nThe answer's JSON schema:\n{json.dumps(reply_schema(), separators=(',', ':'))}\n"


@cache
def prompt_digest() -> str:
    """Changes whenever instructions or schema do."""
    return digest(instructions())


def about(page: CleanPage) -> str:
    """The page as it is put to the model: its date and its text."""
    return f"Date of the page: {page.published or 'not known'}\n\n<page>\n{page.text}\n</page>"


def question(page: CleanPage) -> list[Message]:
    """The messages that ask about one page."""
    return [{"role": "system", "content": instructions()}, {"role": "user", "content": about(page)}]


def repair(page: CleanPage, broken: str, problem: str) -> list[Message]:
    """The messages that ask once more, after a reply that could not be read."""
    return [
        *question(page),
        {"role": "assistant", "content": broken},
        {"role": "user", "content": f"That is no JSON by the schema: {problem}. Answer again, with the JSON only."},
    ]
