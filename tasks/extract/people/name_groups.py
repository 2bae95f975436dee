"""Which names of a page are one person: full names, surnames, given names and slips of spelling."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

from tasks.extract.people.name_index import NameIndex
from tasks.extract.people.name_lexicons import lexicons
from tasks.extract.people.name_scores import bare
from tasks.extract.people.person_names import NameSpan

_SAME_WORD, _SLIP = 2, 1  # how well a word stands for a name, at least, where it is in it; where a like one is


@dataclass
class NamedPerson:
    """A person of the page while their names are gathered. `starts` are where those of `spans` begin, in text order."""

    spans: list[NameSpan] = field(default_factory=list)
    forms: set[tuple[str, ...]] = field(default_factory=set)
    gender: str = "-"
    starts: list[int] = field(default_factory=list)

    def add(self, span: NameSpan) -> None:
        """Take one more name of theirs in."""
        self.spans.append(span)
        self.forms.add(span.folded)
        insort(self.starts, span.start)
        if self.gender == "-":
            self.gender = gender_of(span)


@dataclass
class _Known:
    """The people so far, and every form of their names with the number of its person."""

    people: list[NamedPerson] = field(default_factory=list)
    forms: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    index: NameIndex = field(default_factory=NameIndex)

    def give(self, span: NameSpan, number: int | None) -> NamedPerson:
        """The person of that number, or a new one, who is called so here."""
        if number is None:
            number = len(self.people)
            self.people.append(NamedPerson())
        person = self.people[number]
        if span.folded not in person.forms:
            self.index.add(len(self.forms), content_words(span.folded))
            self.forms.append((number, span.folded))
        person.add(span)
        return person

    def of_name(self, span: NameSpan) -> int | None:
        """The number of the first person of whom the name of several words can be another name."""
        alike = sorted(self.forms[n] for n in self.index.of_name(content_words(span.folded)))
        return next((number for number, form in alike if same_person(form, span.folded)), None)

    def best_for(self, word: str, span: NameSpan) -> list[int]:
        """The numbers of those for whom the word stands best, of all whose gender its titles do not contradict."""
        # A slip of the pen is worth a look only where nobody is called so.
        for among, least in ((self.index.with_word, _SAME_WORD), (self.index.of_word, _SLIP)):
            ranks: dict[int, int] = {}
            for number, form in sorted(self.forms[n] for n in among(word)):
                rank = _fit(word, content_words(form))
                if rank >= max(least, ranks.get(number, 0)) and not _genders_clash(self.people[number], span):
                    ranks[number] = rank
            if ranks:
                best = max(ranks.values())
                return [number for number, rank in ranks.items() if rank == best]
        return []


def group_names(spans: Sequence[NameSpan]) -> list[NamedPerson]:
    """The persons in the order in which they are first named; every span belongs to one."""
    known = _Known()
    several = [s for s in spans if len(content_words(s.folded)) > 1]
    for span in sorted(several, key=lambda s: (-len(content_words(s.folded)), s.start)):
        known.give(span, known.of_name(span))
    given = set(several)
    recent: dict[str, int] = {}
    for span in spans:
        if span in given:
            continue
        word = content_words(span.folded)[-1]
        number = _person_of_single(span, known, recent.get(word))
        known.give(span, number)
        recent[word] = len(known.people) - 1 if number is None else number
    for person in known.people:
        person.spans.sort(key=lambda s: s.start)
    return sorted(known.people, key=lambda p: p.spans[0].start)


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


def _person_of_single(span: NameSpan, known: _Known, recent: int | None) -> int | None:
    """The number of the person whom a name of one word means; `recent` is whom the word meant last."""
    candidates = known.best_for(content_words(span.folded)[-1], span)
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    if recent in candidates:
        return recent
    starts = {n: known.people[n].starts for n in candidates}
    before = [n for n in candidates if starts[n][0] < span.start]
    if before:
        return max(before, key=lambda n: starts[n][bisect_left(starts[n], span.start) - 1])
    return min(candidates, key=lambda n: starts[n][0])


def _fit(word: str, form: tuple[str, ...]) -> int:
    """How well the word stands for the name: its last word 4, first 3, a middle one or a half 2, a slip 1, not 0."""
    if word == form[-1]:
        return 4
    if word == form[0]:
        return 4 if form == (word,) else 3
    if word in form or any(word in part.split("-") for part in form if "-" in part):
        return _SAME_WORD
    if "-" in word and (set(word.split("-")) <= set(form)):
        return _SAME_WORD
    return _SLIP if is_slip(word, form[-1]) or (len(form) > 1 and is_slip(word, form[0])) else 0


def _genders_clash(person: NamedPerson, span: NameSpan) -> bool:
    if not span.titles:
        return False
    lex = lexicons()
    shown = next((t.gender for w in reversed(span.titles) if (t := lex.titles.get(w)) and t.gender != "-"), "-")
    return "-" not in (shown, person.gender) and shown != person.gender
