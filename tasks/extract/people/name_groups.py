"""Which names of a page are one person: full names, surnames, given names and slips of spelling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

from tasks.extract.people.name_index import NameIndex
from tasks.extract.people.name_lexicons import lexicons
from tasks.extract.people.name_scores import bare
from tasks.extract.people.person_names import NameSpan


@dataclass
class NamedPerson:
    """A person of the page while their names are gathered."""

    spans: list[NameSpan] = field(default_factory=list)
    forms: list[tuple[str, ...]] = field(default_factory=list)
    gender: str = "-"

    def add(self, span: NameSpan) -> None:
        """Take one more name of theirs in."""
        self.spans.append(span)
        if span.folded not in self.forms:
            self.forms.append(span.folded)
        if self.gender == "-":
            self.gender = gender_of(span)


def group_names(spans: Sequence[NameSpan]) -> list[NamedPerson]:
    """The persons in the order in which they are first named; every span belongs to one."""
    people: list[NamedPerson] = []
    index = NameIndex()
    owner: dict[NameSpan, NamedPerson] = {}

    def give(span: NameSpan, number: int | None) -> NamedPerson:
        if number is None:
            number = len(people)
            people.append(NamedPerson())
        person = people[number]
        if span.folded not in person.forms:
            index.add(number, content_words(span.folded))
        person.add(span)
        owner[span] = person
        return person

    for span in sorted(
        (s for s in spans if len(content_words(s.folded)) > 1), key=lambda s: (-len(content_words(s.folded)), s.start)
    ):
        alike = index.of_name(content_words(span.folded))
        give(span, next((n for n in alike if any(same_person(form, span.folded) for form in people[n].forms)), None))
    recent: dict[str, NamedPerson] = {}
    for span in spans:
        if span in owner:
            continue
        word = content_words(span.folded)[-1]
        numbers = index.of_word(word)
        person = _person_of_single(span, [people[n] for n in numbers], recent)
        number = next((n for n in numbers if people[n] is person), None)
        recent[word] = give(span, number)
    for person in people:
        person.spans.sort(key=lambda s: s.start)
    return sorted(people, key=lambda p: p.spans[0].start)


def gender_of(span: NameSpan) -> str:
    """M or f where a title, a noun or the given name shows it, else -."""
    lex = lexicons()
    for word in reversed(span.titles):
        title = lex.titles.get(word)
        gender = title.gender if title and title.gender != "-" else lex.person_nouns.get(word, "-")
        if gender != "-":
            return gender
    words = content_words(span.folded)
    if len(words) > 1 or span.titles == ():
        shown = {
            lex.given[w] for w in words[: max(1, len(words) - 1)] if w in lex.given and w not in lex.weak_given
        } - {"-"}
        if not shown and (first := words[0].split("-")[0]) in lex.given:
            shown = {lex.given[first]}
        return shown.pop() if len(shown) == 1 else "-"
    return "-"


@lru_cache(maxsize=20_000)  # every name of a page is compared with every other
def content_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without particles, "al-" taken off."""
    particles = lexicons().particles
    kept = tuple(bare(w) for w in words if w not in particles)
    return kept or words


def same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names of several words can be one person's on one page."""
    x, y = content_words(a), content_words(b)
    if x == y or sorted(x) == sorted(y) or "".join(x).replace("-", "") == "".join(y).replace("-", ""):
        return True
    if len(x) < len(y):
        x, y = y, x
    if len(y) > 1 and len(x) > len(y) and _inside(y, x):
        return True
    return len(x) == len(y) and len(y) > 1 and all(_alike(p, q) for p, q in zip(x, y, strict=True))


def _inside(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the short name's words stand in the long one's in the same order; one may be an initial or misspelled."""
    at = 0
    for word in short:
        while at < len(long) and not _alike(word, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _alike(a: str, b: str) -> bool:
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return is_slip(a, b)


def is_slip(a: str, b: str) -> bool:
    """Whether two words are spellings of one name: one letter apart, in long ones two."""
    longest = max(len(a), len(b))
    if min(len(a), len(b)) < 4:
        return False
    distance = OSA.distance(a, b, score_cutoff=2)
    if distance > 1 and longest < 8:
        return False
    return distance <= 2 and (a[0] == b[0] or (distance == 1 and longest > 6))


def _person_of_single(span: NameSpan, people: list[NamedPerson], recent: dict[str, NamedPerson]) -> NamedPerson | None:
    word = content_words(span.folded)[-1]
    fits: list[tuple[int, NamedPerson]] = []
    for person in people:
        rank = max((_fit(word, content_words(form)) for form in person.forms), default=0)
        if rank and not _genders_clash(person, span):
            fits.append((rank, person))
    if not fits:
        return None
    best = max(rank for rank, _ in fits)
    candidates = [p for rank, p in fits if rank == best]
    if len(candidates) == 1:
        return candidates[0]
    if word in recent and recent[word] in candidates:
        return recent[word]
    before = [p for p in candidates if any(s.start < span.start for s in p.spans)]
    if before:
        return max(before, key=lambda p: max(s.start for s in p.spans if s.start < span.start))
    return min(candidates, key=lambda p: min(s.start for s in p.spans))


def _fit(word: str, form: tuple[str, ...]) -> int:
    """How well the word stands for the name: its last word 4, first 3, a middle one or a half 2, a slip 1."""
    if word == form[-1]:
        return 4
    if word == form[0]:
        return 4 if form == (word,) else 3
    if word in form or any(word in part.split("-") for part in form if "-" in part):
        return 2
    if "-" in word and (set(word.split("-")) <= set(form)):
        return 2
    return 1 if any(is_slip(word, part) for part in (form[-1], form[0])) else 0


def _genders_clash(person: NamedPerson, span: NameSpan) -> bool:
    if not span.titles:
        return False
    lex = lexicons()
    shown = next((t.gender for w in reversed(span.titles) if (t := lex.titles.get(w)) and t.gender != "-"), "-")
    return "-" not in (shown, person.gender) and shown != person.gender
