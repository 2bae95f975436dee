"""A post's phrase while it is read."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.extract.entities.owners import Owner
from tasks.extract.entities.places import Country
from tasks.extract.entities.titles import Title
from tasks.extract.model import BodySpan


@dataclass
class Phrase:
    """What is known of a post while its phrase is read."""

    title: Title
    words: list[str]
    first: int
    head: int
    head_end: int
    end: int
    former: bool = False
    future: bool = False
    portfolio: str | None = None
    body: BodySpan | None = None
    owner: Owner | None = None
    country: Country | None = None
    host: Country | None = None
    host_body: str | None = None
    place: str | None = None
    duty: str | None = None
    before_name: bool = False
