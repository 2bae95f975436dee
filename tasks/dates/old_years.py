"""Which numbers of three digits are years, in a text that tells of the first thousand: "(c. 347 - 420)", "in 348"."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.dates.lexemes import Lexeme, cues

_PREPOSITIONS = cues("year_preposition")
_AFTER_DAY = cues("after_day")
_LIFE = 120  # years
_NEARBY = 150  # years


def with_old_years(words: list[Lexeme]) -> list[Lexeme]:
    """The words, the old years among them coded as years."""
    known = sorted({year for i in range(len(words)) for year in _sure_years(words, i)})
    if not known:
        return words
    first, last = known[0] - _NEARBY, known[-1] + _NEARBY
    return [
        w._replace(code="Y") if _is_number(w) and first <= w.number <= last and _may_be_year(words, i) else w
        for i, w in enumerate(words)
    ]


def _is_number(word: Lexeme) -> bool:
    return word.code == "n" and len(word.text) == 3 and word.text.isdigit() and word.number >= 100


def _sure_years(words: Sequence[Lexeme], i: int) -> tuple[int, ...]:
    """The years that a life in brackets, or a word such as "year" or "AD", makes sure of."""
    if not _is_number(words[i]):
        return ()
    before = words[i - 1] if i else None
    after = words[i + 1 : i + 6]
    if before is not None and before.lower == "year":
        return (words[i].number,)
    ends = next((k for k, w in enumerate(after) if w.code == ")"), None)
    lasts = [w for w in after[1:ends] if _is_number(w)] if ends is not None and after[0].code == "-" else []
    opens = before is not None and (before.code in "(q" or before.text == ".")  # "(c. 347 - 420)"
    if opens and lasts and words[i].number < lasts[-1].number < words[i].number + _LIFE:
        return words[i].number, lasts[-1].number
    return ()


def _may_be_year(words: Sequence[Lexeme], i: int) -> bool:
    before = words[i - 1] if i else None
    after = words[i + 1] if i + 1 < len(words) else None
    is_led = before is not None and (before.lower in _PREPOSITIONS or before.code in "q(-Mf." or before.lower == "year")
    return is_led and (after is None or after.code in ".,;)-|(jE" or after.lower in _AFTER_DAY)
