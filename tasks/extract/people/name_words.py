"""What each capitalised word may be: part of a name, a title, a place, a word of bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.extract.language.document import Sentence, Token
from tasks.extract.people.name_lexicons import NameLexicons, fold, is_common, lexicons, word_group
from tasks.extract.people.name_titles import is_title, title_of_two

_ROMAN = word_group("name-endings")
_CONTRACTIONS = ("'m", "'re", "'ve", "'ll", "'d", "n't")
# Words of bodies that are also surnames; they are surnames where a given name stands before them.
_SURNAME_AFTER_ANY = word_group("surnames-after-any")
_SURNAME_TOO = _SURNAME_AFTER_ANY | word_group("surnames-after-given")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a run; kind: N name, T title, P place, O and F of bodies, X never a name, W common, I initial."""

    index: int
    kind: str
    is_particle: bool = False


def classify(sentence: Sentence, run: list[int], headline: bool, places: frozenset[int]) -> list[Word]:
    """The words of a run in order; `places` are the code points that countries and demonyms cover."""
    lex = lexicons()
    words: list[Word] = []
    for position, index in enumerate(run):
        token = sentence.tokens[index]
        word = fold(token.text)
        after = sentence.tokens[run[position + 1]] if position + 1 < len(run) else None
        before = words[-1] if words else None
        words.append(
            Word(
                index,
                _kind(lex, token, index, after, before, sentence, headline, places),
                _is_particle(token, word, lex),
            )
        )
    return words


def _is_particle(token: Token, word: str, lex: NameLexicons) -> bool:
    return word in lex.particles and token.text[0].islower()


def _kind(
    lex: NameLexicons,
    token: Token,
    index: int,
    after: Token | None,
    before: Word | None,
    sentence: Sentence,
    headline: bool,
    places: frozenset[int],
) -> str:
    word = fold(token.text)
    if _is_particle(token, word, lex):
        return "N"
    after_name = before is not None and before.kind == "N"
    if after_name and word in _ROMAN:
        return "N"
    if word == "u" and after is not None and sentence.tokens[index + 1].text != ".":
        return "T"  # the Burmese form of address
    if (pair := title_of_two(sentence.tokens, index)) and pair[1] + 1 < len(sentence.tokens):
        return "T"
    if len(word) == 1:
        return "I"
    if word.startswith("i'") or word.endswith(_CONTRACTIONS):
        return "X"
    if after is None and _is_surname(word, before, sentence, lex):
        return "N"
    if token.start in places:
        return "P"
    return _kind_of_word(lex, token, after, before, sentence, headline)


def _kind_of_word(
    lex: NameLexicons, token: Token, after: Token | None, before: Word | None, sentence: Sentence, headline: bool
) -> str:
    """The kind that the word lists give a word of a run, its neighbours in the run considered."""
    word = fold(token.text)
    after_name = before is not None and before.kind == "N"
    if token.text in _SHORTENED_GIVEN and after is not None:
        return "N"
    if word in _SAINTS and after is not None:
        return "N" if before is not None and before.kind in "NT" else "F"  # "Ana Santa Maria", but "Santa Maria"
    strong_given = word in lex.given and word not in lex.weak_given
    if word in lex.never and not (strong_given and after is not None and fold(after.text) not in lex.never):
        return "X"
    if before is not None and before.is_particle and not headline:
        return "N"  # "Zaiton binti Haji Omar"
    if after is not None and word in lex.given and "-" in after.text:
        return "N"  # "Park Sung-min"
    if after_name and not headline and _is_between_names(word, before, after, sentence, lex):
        return "N"
    if _is_letters_of_post(token, word, after, before, lex):
        return "T"
    if is_title(word, lex) and not (strong_given or (word in lex.given and (after is None or after_name))):
        return "T"
    if word in lex.body_first and after is not None and not strong_given:
        return "F"
    if word in lex.body_last:
        return "O"
    if word not in lex.given and is_common(word):
        return "W"
    return "N"


# Muhammad, as Bengalis, Malays and Indonesians write it; "MD" is a managing director
_SHORTENED_GIVEN = frozenset(["Md", "Mohd", "Moh", "Muh"])
_SAINTS = frozenset(["santa", "sao", "santo"])


def _is_surname(word: str, before: Word | None, sentence: Sentence, lex: NameLexicons) -> bool:
    """Whether a word that mostly is something else stands where a surname stands: Nigel Law, Mr Church."""
    if before is None or word not in _SURNAME_TOO:
        return False
    if before.kind == "T":
        return True
    name = fold(sentence.tokens[before.index].text)
    return before.kind == "N" and (word in _SURNAME_AFTER_ANY or name in lex.given or name.endswith(_PATRONYMIC))


_PATRONYMIC = ("ovich", "evich", "ovna", "evna", "ichna")


def _is_between_names(
    word: str, before: Word | None, after: Token | None, sentence: Sentence, lex: NameLexicons
) -> bool:
    """Whether a title or a word of bodies goes on a name that a given name began: Odile Cadet Pradel, Renata Frau."""
    first = fold(sentence.tokens[before.index].text) if before is not None else ""
    if first not in lex.given or first in lex.weak_given:
        return False
    if after is None:
        return word in lex.titles and word not in lex.body_last
    return word in lex.titles and not is_title(fold(after.text), lex) and fold(after.text) not in lex.body_last


def _is_letters_of_post(token: Token, word: str, after: Token | None, before: Word | None, lex: NameLexicons) -> bool:
    """Whether letters before a name stand for a post or degree ("CPA Dora Chebet"), and are no surname in capitals.

    Two letters are mostly initials ("KT Rao"), so that only known ones count.
    """
    if not token.text.rstrip("s").isupper() or after is None or after.text.isupper() or word in lex.given:
        return False
    opens = before is None or before.kind != "N"
    if not opens:
        return word in _LETTERS_OF_POSTS and fold(after.text) in lex.given  # "Cork East TD Una Roche"
    if word in _LETTERS_OF_POSTS:
        return len(word) > 2 or fold(after.text) in lex.given
    return 2 < len(word) < 5 and fold(after.text) in lex.given


_LETTERS_OF_POSTS = word_group("letters-of-posts")


def segments(sentence: Sentence, words: list[Word], headline: bool) -> Iterator[tuple[int, int, bool]]:
    """Stretches of name words inside a run; the third says that a word of bodies claims the stretch."""
    start = 0
    claimed = False  # "Radio ...", "University ...": what follows belongs to the body
    sentence_start = words[0].index == 0 or not sentence.tokens[words[0].index - 1].text[0].isalnum()
    i = 0
    while i <= len(words):
        kind = words[i].kind if i < len(words) else "end"
        if kind == "W" and not headline and not (i == 0 and sentence_start):
            kind = "N"
        if kind in ("N", "I"):
            i += 1
            continue
        if start < i:
            yield start, i, claimed or kind == "O"
        if kind in ("T", "end"):
            claimed = False
        elif kind == "F":
            claimed = True
        i += 1
        start = i
