"""The shape of a reply: people, roles and events as the model says them, nothing of it believed yet."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from schemas.vocab import EventType, OrganizationKind, Realis, RoleStatus, Stance, TitleClass

# Far more than any page says: a reply beyond is a model gone astray
MOST_ITEMS = 1_000
_MOST_ALIASES = 30
_NONE = frozenset({"", "null", "none", "n/a", "unknown"})


def _none_if_empty(value: object) -> object:
    return None if isinstance(value, str) and value.strip().lower() in _NONE else value


def _first_items(value: object) -> object:
    return value[:_MOST_ALIASES] if isinstance(value, list) else [] if value is None else value


Text = Annotated[str, Field(min_length=1, max_length=300)]
Maybe = Annotated[Annotated[str, Field(max_length=300)] | None, BeforeValidator(_none_if_empty)]


class _Said(BaseModel):
    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, hide_input_in_errors=True)


class PersonSaid(_Said):
    """A person as the model says."""

    name: Text
    aliases: Annotated[list[Text], BeforeValidator(_first_items)] = []
    nationality: Maybe = None
    age: int | None = None


class RoleSaid(_Said):
    """A post as the model says."""

    person: Text
    title: Text
    title_class: TitleClass = TitleClass.OTHER
    organization: Maybe = None
    organization_kind: Annotated[OrganizationKind | None, BeforeValidator(_none_if_empty)] = None
    country: Maybe = None
    place: Maybe = None
    start: Maybe = None
    end: Maybe = None
    status: RoleStatus
    stance: Stance = Stance.ASSERTS
    attributed_to: Maybe = None
    quote: Annotated[str, Field(min_length=1, max_length=2_000)]


class EventSaid(_Said):
    """An event as the model says."""

    type: EventType
    person: Text
    organization: Maybe = None
    place: Maybe = None
    date: Maybe = None
    date_words: Maybe = None
    realis: Realis
    stance: Stance = Stance.ASSERTS
    attributed_to: Maybe = None
    quote: Annotated[str, Field(min_length=1, max_length=2_000)]


class _Shape(BaseModel):
    """The whole reply, for the schema."""

    people: list[PersonSaid]
    roles: list[RoleSaid]
    events: list[EventSaid]


class PageSaid(BaseModel):
    """The reply with its items still as they came: one that is wrong does not spoil the others."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    people: Annotated[list[Any], Field(max_length=MOST_ITEMS)]
    roles: Annotated[list[Any], Field(max_length=MOST_ITEMS)] = []
    events: Annotated[list[Any], Field(max_length=MOST_ITEMS)] = []


Item = TypeVar("Item", PersonSaid, RoleSaid, EventSaid)


class NotAReplyError(ValueError):
    """The text is no reply of the agreed shape; the message says where it departs from it."""


def read_reply(text: str) -> PageSaid:
    """The reply in the text, which may stand between thoughts or in a block of code.

    Raises:
        NotAReplyError: there is no object of that shape.
    """
    try:
        return PageSaid.model_validate_json(_json_in(text))
    except ValidationError as error:
        raise NotAReplyError(problem_of(error)) from None


def read_item(kind: type[Item], said: object) -> Item | str:
    """The item, or what is wrong with it."""
    try:
        return kind.model_validate(said)
    except ValidationError as error:
        return problem_of(error)


def problem_of(error: ValidationError) -> str:
    """The first thing that is wrong, in one line, without the value (it may be long)."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else str(first["msg"])


def _json_in(text: str) -> str:
    """From the first brace to the last, thoughts left out."""
    said = text.rpartition("</think>")[2]
    start, end = said.find("{"), said.rfind("}")
    return said[start : end + 1] if 0 <= start < end else said


@cache
def reply_schema() -> dict[str, Any]:
    """The reply's JSON schema in the strict form that servers ask for: everything required, nothing besides, no $ref.

    Limits and defaults are left out, since not all servers take them; they are checked here.
    """
    schema = _Shape.model_json_schema()
    strict: dict[str, Any] = _strict(schema, schema.get("$defs", {}))
    return strict


_KEPT = re.compile(r"type|enum|items|anyOf")


def _strict(node: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in node:
        return _strict(defs[node["$ref"].rpartition("/")[2]], defs)
    if "properties" in node:
        properties = {name: _strict(value, defs) for name, value in node["properties"].items()}
        return {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }
    kept = {key: value for key, value in node.items() if _KEPT.fullmatch(key)}
    if "items" in kept:
        kept["items"] = _strict(kept["items"], defs)
    if "anyOf" in kept:
        kept["anyOf"] = [_strict(value, defs) for value in kept["anyOf"]]
    return kept


def as_json(said: object) -> str:
    """An item as it came, for the quarantine."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
