"""Spans that stand for several of a page's people: "Otieno and Kiprop", "both", "the three officers", "they"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from schemas.vocab import MentionForm
from tasks.extract.language.document import Document, Sentence, Token
from tasks.extract.model import PersonSpan
from tasks.extract.people.name_lexicons import fold, lexicons, word_group

_COUNTS = {w: n for n, w in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 2)}
_PLURALS = frozenset(["they", "them", "their", "theirs", "themselves"])
_PAIR = frozenset(["pair", "duo", "couple"])
_REACH = 6


@dataclass(frozen=True, slots=True)
class Together:
    """People named side by side."""

    sentence: int
    start: int
    end: int
    people: tuple[int, ...]


class Lists:
    """The people named side by side, all through a page."""

    def __init__(self, lists: Sequence[Together]) -> None:
        """`lists` in text order."""
        self.all = lists
        self._starts = [t.start for t in lists]
        self._ends = [t.end for t in lists]

    def before(self, char: int, sentence: int) -> Iterator[Together]:
        """Those that end before the character, the nearest first, in no sentence before that one."""
        passed = (self.all[k] for k in range(bisect_right(self._ends, char) - 1, -1, -1))
        return takewhile(lambda t: t.sentence >= sentence, passed)

    def after(self, char: int, sentence: int) -> Iterator[Together]:
        """Those that begin at the character or after it, in no sentence after that one."""
        to_come = (self.all[k] for k in range(bisect_left(self._starts, char), len(self.all)))
        return takewhile(lambda t: t.sentence <= sentence, to_come)


def groups_of(document: Document, mentions: Sequence[PersonSpan]) -> dict[tuple[int, int], tuple[int, ...]]:
    """Span of each group to the indices of its people, in the order in which they are named."""
    names = [m for m in mentions if m.form == MentionForm.NAME]
    lists = Lists(
        [
            together
            for sentence, here in groupby(names, key=lambda m: document.sentence_at(m.start))
            if sentence is not None
            for together in _lists(document.text, sentence, list(here))
        ]
    )
    found = {(t.start, t.end): t.people for t in lists.all}
    by_sentence: dict[int, list[int]] = {}
    for m in names:
        sentence = document.sentence_at(m.start)
        if sentence is not None:
            seen = by_sentence.setdefault(sentence.index, [])
            if m.person not in seen:
                seen.append(m.person)
    last: tuple[int, tuple[int, ...]] | None = None
    unnamed = -1  # where people were last counted without names
    for sentence in document.sentences:
        tokens = sentence.tokens
        uncounted = _unnamed(sentence)
        for first, end, count in _group_words(sentence):
            start = tokens[first].start
            unnamed = max([unnamed, *(u for u in uncounted if u < start)])
            people = (
                _of_count(count, start, sentence.index, lists, by_sentence)
                if count
                else _plural(start, sentence.index, lists, last, unnamed)
            )
            if people:
                found[(start, tokens[end - 1].end)] = people
                last = (sentence.index, people)
        unnamed = max([unnamed, *uncounted])
    return dict(sorted(found.items()))


def _lists(text: str, sentence: Sentence, here: Sequence[PersonSpan]) -> Iterator[Together]:
    """Names of a sentence with nothing but commas, "and", titles and ages between them."""
    run: list[PersonSpan] = []
    for m in here:
        if run and _joined(text[run[-1].end : m.start]):
            run.append(m)
            continue
        yield from _as_list(sentence, run)
        run = [m]
    yield from _as_list(sentence, run)


def _as_list(sentence: Sentence, run: Sequence[PersonSpan]) -> Iterator[Together]:
    people = tuple(dict.fromkeys(m.person for m in run))
    if len(people) > 1:
        yield Together(sentence.index, run[0].start, run[-1].end, people)


def _joined(between: str) -> bool:
    words = between.replace(",", " , ").replace(".", " ").split()
    if not words or len(words) > 8 or not ("," in words or "and" in words or "&" in words):
        return False
    if all(w in _JOINTS or w.isdigit() or _is_of_person(w) for w in words):
        return True
    # "X, and the rural development minister, Y": a description ends in what somebody is
    last = next((w for w in reversed(words) if w != ","), "")
    return _is_of_person(last) and not any(_may_be_verb(w) for w in words)


_JOINTS = frozenset([",", "and", "&", "the", "then", "former", "his", "her", "their", "a", "an", "both", "both,"])
_NO_DESCRIPTION = (
    word_group("object-before") | word_group("after-count") | frozenset(["that", "who", "is", "be", "whom"])
)


def _is_of_person(word: str) -> bool:
    lex = lexicons()
    return fold(word) in lex.titles or fold(word) in lex.person_nouns


def _may_be_verb(word: str) -> bool:
    if word == "of":
        return False
    return word in _NO_DESCRIPTION or word in lexicons().human_verbs or word.endswith("ed")


def _group_words(sentence: Sentence) -> Iterator[tuple[int, int, int]]:
    """First token, end and count (0 where the word gives none) of each expression for several people."""
    tokens = sentence.tokens
    for i, token in enumerate(tokens):
        word = token.lower
        if word == "both" and not _is_both_and(tokens, i):
            yield i, _with_noun(tokens, i + 1), 2
        elif word in _PLURALS:
            yield i, i + 1, 0
        elif word in ("the", "all", "these", "those") and i + 1 < len(tokens):
            step = i + 2 if tokens[i + 1].lower == "the" and i + 2 < len(tokens) else i + 1
            step = step + 1 if tokens[step].lower == "other" and step + 1 < len(tokens) else step
            count = _COUNTS.get(
                tokens[step].lower, 2 if tokens[step].lower in _PAIR else 3 if tokens[step].lower == "trio" else 0
            )
            if count and _ends_here(tokens, step + 1):
                yield i, _with_noun(tokens, step + 1), count


def _unnamed(sentence: Sentence) -> list[int]:
    """Where the sentence counts people without naming them: "about 20 diplomats", "many officers"."""
    tokens = sentence.tokens
    return [
        token.start
        for i, token in enumerate(tokens)
        if (token.text.isdigit() or token.lower in _VAGUE) and _with_noun(tokens, i + 1) > i + 1
    ]


_VAGUE = frozenset(["many", "several", "some", "dozens", "hundreds", "thousands", "few", "most", "more", "other"])


def _is_both_and(tokens: Sequence[Token], i: int) -> bool:
    return any(t.lower == "and" for t in tokens[i + 2 : i + 8]) and tokens[i + 1].lower not in (
        "were",
        "are",
        "had",
        "have",
        "of",
    )


def _ends_here(tokens: Sequence[Token], i: int) -> bool:
    """Whether the count stands alone or before a noun for people ("the three officers", not "the three years")."""
    if i >= len(tokens) or not tokens[i].text[0].isalpha():
        return True
    word = tokens[i].lower
    if word == "of":
        return i + 1 < len(tokens) and tokens[i + 1].lower in ("them", "us", "whom")
    return _with_noun(tokens, i) > i or word in _AFTER_COUNT or word in _PREPOSITIONS


_PREPOSITIONS = word_group("object-before") - {"of"}
_AFTER_COUNT = word_group("after-count")


def _with_noun(tokens: Sequence[Token], i: int) -> int:
    """The end of the plural noun for people that begins within three words of token `i`; `i` itself where none does."""
    for j in range(i, min(i + 3, len(tokens))):
        word = fold(tokens[j].text)
        if word in _PLURAL_NOUNS or (
            word.endswith("s") and (word[:-1] in lexicons().person_nouns or word[:-2] in lexicons().person_nouns)
        ):
            return j + 1
        if not word.isalpha() or word in _AFTER_COUNT:
            break
    return i


_PLURAL_NOUNS = word_group("plural-people")


def _of_count(
    count: int, start: int, sentence: int, lists: Lists, by_sentence: dict[int, list[int]]
) -> tuple[int, ...] | None:
    """The nearest people of that number: named side by side, or in the sentences right before, or right after."""
    before = next((t for t in lists.before(start, sentence - 2 * _REACH) if len(t.people) == count), None)
    if before:
        return before.people
    for reach in range(_REACH):
        people = tuple(dict.fromkeys(p for i in range(sentence - reach, sentence + 1) for p in by_sentence.get(i, ())))
        if len(people) == count:
            return people
        if len(people) > count:
            break
    after = next((t for t in lists.after(start, sentence + 2) if len(t.people) == count), None)
    return after.people if after else None


def _plural(
    start: int, sentence: int, lists: Lists, last: tuple[int, tuple[int, ...]] | None, unnamed: int
) -> tuple[int, ...] | None:
    before = next(lists.before(start, sentence - 2), None)
    if unnamed > (before.end if before else -1):
        return None
    if before and (last is None or before.sentence >= last[0]):
        return before.people
    return last[1] if last and sentence - last[0] <= 2 else None
