"""Who a reply speaks of: people whose names stand on the page, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from schemas.vocab import MentionForm
from tasks.extract.chat.align import fold
from tasks.extract.chat.grounds import Grounds
from tasks.extract.chat.reply import PersonSaid
from tasks.extract.entities.titles import is_title_word
from tasks.extract.model import PeopleOnPage, PersonOnPage, PersonSpan


@dataclass
class PeopleFound:
    """The people let in, and who is meant by each name that the model uses."""

    people: PeopleOnPage = field(default_factory=lambda: PeopleOnPage((), ()))
    by_name: dict[str, int] = field(default_factory=dict)

    def index(self, name: str) -> int | None:
        """The person whom the model calls so; None where nobody let in has that name."""
        return self.by_name.get(_key(name))


def person_on_page(said: PersonSaid, grounds: Grounds) -> PersonOnPage | None:
    """The person with the forms of their name that stand on the page; None where none does."""
    forms = [form for form in dict.fromkeys([said.name, *said.aliases]) if _is_name(form, grounds)]
    if not forms:
        return None
    name = said.name if said.name in forms else max(forms, key=len)
    return PersonOnPage(
        name=name,
        aliases=tuple(form for form in forms if form != name),
        nationality=grounds.country(said.nationality),
        age=grounds.age(said.age),
    )


def people_found(kept: Sequence[tuple[PersonSaid, PersonOnPage]], grounds: Grounds) -> PeopleFound:
    """All people let in, each once, with every place where the page names them."""
    people: list[PersonOnPage] = []
    by_name: dict[str, int] = {}
    for said, person in kept:
        i = by_name.setdefault(_key(person.name), len(people))
        if i == len(people):
            people.append(person)
        else:
            people[i] = _merged(people[i], person)
        by_name.setdefault(_key(said.name), i)
    for i, person in enumerate(people):  # full names first: another's alias may be the same
        for alias in person.aliases:
            by_name.setdefault(_key(alias), i)
    return PeopleFound(PeopleOnPage(tuple(people), tuple(_mentions(people, grounds))), by_name)


def _merged(one: PersonOnPage, other: PersonOnPage) -> PersonOnPage:
    aliases = tuple(a for a in dict.fromkeys((*one.aliases, *other.aliases)) if a != one.name)
    return PersonOnPage(one.name, aliases, one.nationality or other.nationality, one.age or other.age)


def _is_name(form: str, grounds: Grounds) -> bool:
    """Whether a form of a name stands on the page and can be a person's name there."""
    words = form.split()
    named = [w for w in words if not is_title_word(w.lower().strip("."))]
    cased = [w for w in named if w[:1] != w[:1].lower()]
    caseless = any(c.isalpha() and c.lower() == c.upper() for c in form)
    if not cased and not caseless:
        return False
    return len(form) > 1 and bool(grounds.words_on_page(form)) and not grounds.is_place_only(form)


def _mentions(people: Sequence[PersonOnPage], grounds: Grounds) -> Iterator[PersonSpan]:
    """Longest forms first, so that a surname inside a full name is no mention of its own."""
    owners: dict[str, list[int]] = {}
    for i, person in enumerate(people):
        for form in (person.name, *person.aliases):
            owners.setdefault(form, []).append(i)
    taken: dict[int, PersonSpan] = {}
    covered = bytearray(len(grounds.text.text))
    for form in sorted(owners, key=lambda f: (-len(f), f)):
        for start, end in grounds.text.find_all(form):
            if not any(covered[start:end]):
                covered[start:end] = b"\x01" * (end - start)
                taken[start] = PersonSpan(start, end, _owner(owners[form], start, taken), MentionForm.NAME)
    yield from (taken[start] for start in sorted(taken))


def _owner(owners: Sequence[int], at: int, taken: dict[int, PersonSpan]) -> int:
    """Of several people with one form of a name, the one named last before."""
    if len(owners) == 1:
        return owners[0]
    before = [span for start, span in taken.items() if start < at and span.person in owners]
    return max(before, key=lambda span: span.start).person if before else owners[0]


def _key(name: str) -> str:
    return " ".join(fold(name).casefold().split())
