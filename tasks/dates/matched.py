"""The words that a rule of the grammar matched, and what of them every reader asks: which one, which year."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.dates.lexemes import Lexeme
from tasks.dates.readings import Shifted

NOW, STORY = False, True
# Which unit a word singles out, and whether counted from the day of writing or from the date spoken of before.
_WHICH = {
    "last": (-1, NOW),
    "past": (-1, NOW),
    "previous": (-1, STORY),
    "next": (1, NOW),
    "coming": (1, NOW),
    "following": (1, STORY),
    "this": (0, NOW),
    "that": (0, STORY),
    "same": (0, STORY),
}


@dataclass(frozen=True)
class Words:
    """The words that a rule matched, and the whole text around them."""

    all: list[Lexeme]
    first: int
    last: int

    def find(self, codes: str) -> Lexeme | None:
        """The first word of these kinds."""
        return next((w for w in self.all[self.first : self.last + 1] if w.code in codes), None)

    def every(self, codes: str) -> list[Lexeme]:
        """All words of these kinds."""
        return [w for w in self.all[self.first : self.last + 1] if w.code in codes]

    @property
    def before(self) -> Lexeme | None:
        """The word before."""
        return self.all[self.first - 1] if self.first else None

    @property
    def after(self) -> Lexeme | None:
        """The word after."""
        return self.all[self.last + 1] if self.last + 1 < len(self.all) else None

    @property
    def part(self) -> str | None:
        """Early, mid, late, start or end, where the words say so."""
        part = self.find("E")
        return part.value if part else None


def which_of(words: Words) -> tuple[int, bool] | None:
    """How far the words point ("last" -1, "next" 1), and whether from the date spoken of before; None if nowhere."""
    pointers = words.every("P")
    if not pointers:
        return None
    by, from_story = _WHICH[pointers[-1].value]
    if (
        len(pointers) > 1 and pointers[0].value in ("following", "previous") and by == 0
    ):  # no such English, but harmless
        by, from_story = _WHICH[pointers[0].value]
    place = words.all.index(pointers[0], words.first)
    if pointers[-1].value == "next" and place > words.first and words.all[place - 1].code == "t":
        from_story = True  # "the next day" follows what was told, "next day" is rare
    return by, from_story


def year_of(words: Words) -> int | None:
    """The year that the words give."""
    w = words.find("Yy")
    if w is None:
        return None
    if w.code == "y":
        return w.number + (2000 if w.number <= 30 else 1900)
    return w.number


def within_of(words: Words) -> tuple[Shifted | None, int | None, bool]:
    """A unit that the words point at ("of last year"), or a direction ("last August"), and what it is counted from."""
    which = which_of(words)
    if which is None:
        return None, None, NOW
    by, from_story = which
    unit = words.find("UV")
    if unit is not None and unit.value in ("year", "month", "week"):
        return Shifted(unit.value, by, from_story), None, from_story
    return None, by, from_story
