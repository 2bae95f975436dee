"""Sequences of capitalised words that may be a person's name, with the titles before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.extract.language.document import Document, Sentence, Token
from tasks.extract.model import Entities
from tasks.extract.people.name_lexicons import NameLexicons, fold, is_common, lexicons, word_group

# "al-Assad", "d'Estaing", "ul-Haq": lower-case beginnings that belong to the word
_JOINED_PARTICLE = re.compile(
    r"(?:al|el|as|ash|ad|an|ar|at|az|ul|bin|d|l|dell|ibn|abd|n|m)[-’'‘ʼ][^\W\d_]", re.IGNORECASE
)
_ROMAN = word_group("name-endings")
_NAME_ABBREVIATIONS = frozenset(["st", "md", "muh", "moh", "mohd", "ma", "abd", "wm", "fco", "mst"])
_CONTRACTIONS = ("'m", "'re", "'ve", "'ll", "'d", "n't")
_SENTENCE_OPENERS = word_group("sentence-openers")
_LEADING_MARKS = "ʻʼ‘’'ǀǃǁ"
_QUOTES = "\"“”'‘’«»"
_MAX_WORDS = 9
# Words of bodies that are also surnames; they are surnames where a given name stands before them.
_SURNAME_AFTER_ANY = word_group("surnames-after-any")
_SURNAME_TOO = _SURNAME_AFTER_ANY | word_group("surnames-after-given")


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A sequence that may be a name. `first` and `last` are its tokens in its sentence, `last` exclusive.

    `titles` are the folded titles and nouns for people right before it, nearest last; `body` says that a word of bodies
    stands with it ("Benjamin Mkapa Hall").
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    words: tuple[str, ...]
    titles: tuple[str, ...]
    in_body: bool
    in_headline: bool

    @property
    def folded(self) -> tuple[str, ...]:
        """Its words in lower case, without diacritics."""
        return tuple(fold(w) for w in self.words)


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a run; kind: N name, T title, P place, O and F of bodies, X never a name, W common, I initial."""

    index: int
    kind: str
    is_particle: bool = False


def find_name_spans(document: Document, entities: Entities) -> list[NameSpan]:
    """All candidates of the article in text order."""
    places = _covered((p.start, p.end) for p in entities.places if p.is_country or p.is_demonym)
    cities = frozenset(p.start for p in entities.places if not p.is_demonym)
    return [
        span
        for sentence in document.sentences
        for headline in (is_headline(sentence),)
        for run in _runs(document.text, sentence)
        for span in _candidates(document.text, sentence, run, headline, places, cities)
        if not _is_credit(document.text, sentence, span)
    ]


# "Photo by: Press Pool / Mary Roe", "(Reporting by Jane Doe; editing by John Roe)", "By Jane Doe" as a line of its own
_CREDIT = re.compile(
    r"(?:\b(?:photo(?:s|graph|graphs)?|picture|image|illustration|video|footage)(?: by| credit| courtesy)?:?|"
    r"\b(?:reporting|writing|editing|edited|written|translated|compiled|photographed) by)\s[^.!?]{0,60}$|"
    r"^by\s$|[/©]\s?$",
    re.IGNORECASE,
)


def _is_credit(text: str, sentence: Sentence, span: NameSpan) -> bool:
    before = text[max(sentence.start, span.start - 80) : span.start]
    m = _CREDIT.search(before)
    if m is None:
        return False
    after = text[span.end : span.end + 14].strip()
    if before.lower() == "by ":
        return span.end >= sentence.end or after[:1] in ("|", ",")
    return after[:1] in ("", "|", "/", ")", ";", ".", "(", "\n", "—", "-") or after[:4] == "and "


def _covered(spans: Iterator[tuple[int, int]]) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, end))


def is_capital(token: Token) -> bool:
    """Whether the token may be a name's word: a capital first, or after a particle that is joined to it."""
    text = token.text.lstrip(_LEADING_MARKS) or token.text
    if text[0].isupper():
        return True
    m = _JOINED_PARTICLE.match(text)
    return bool(m and text[m.end() - 1].isupper())


def is_headline(sentence: Sentence) -> bool:
    """Whether nearly all its longer words have capitals, so that a capital says nothing."""
    if sentence.tokens and sentence.tokens[-1].text == ".":
        return False
    long_words = [t for t in sentence.tokens if len(t.text) > 3 and t.text[0].isalpha()]
    return len(long_words) > 3 and sum(t.is_capitalised for t in long_words) >= 0.75 * len(long_words)


def _runs(text: str, sentence: Sentence) -> Iterator[list[int]]:
    """Token indices of each unbroken sequence of capitalised words, lower-case particles between them included."""
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        if not tokens[i].text[0].isalpha() or not is_capital(tokens[i]):
            i += 1
            continue
        run = [i]
        while (step := _next_in_run(text, tokens, run[-1])) is not None:
            run += step
        yield run
        i = max(run) + 1


def _next_in_run(text: str, tokens: Sequence[Token], i: int) -> list[int] | None:
    j = i + 1
    if j < len(tokens) and tokens[j].text == "." and tokens[j].start == tokens[i].end and _may_have_dot(tokens[i]):
        j += 1  # an initial or an abbreviated title
    skipped: list[int] = []
    while j < len(tokens) and len(skipped) < 4:
        gap = text[tokens[j - 1].end : tokens[j].start]
        if gap not in ("", " ", "\u00a0") or (gap == "" and tokens[j - 1].text != "." and tokens[j].text != ","):
            return None
        word = tokens[j].text
        if word[0].isalpha() and is_capital(tokens[j]):
            ended = (
                tokens[j - 1].text == "."
                and len(tokens[i].text) == 1
                and len(word) > 1
                and fold(word) in _SENTENCE_OPENERS
            )
            return None if ended else [*skipped, j]
        if not skipped and (word in _QUOTES or word == "("):
            return _past_nickname(text, tokens, j)
        if not skipped and word == "," and _is_surname_first(tokens, i, j):
            return [j + 1]
        if fold(word) not in lexicons().particles:
            return None
        skipped.append(j)
        j += 1
    return None


def _past_nickname(text: str, tokens: Sequence[Token], j: int) -> list[int] | None:
    """The words of a nickname whose mark is token `j`, and the name's next word: Samuel "Sammy" Doe."""
    for k in range(j + 1, min(j + 5, len(tokens) - 1)):
        if tokens[k].text in _QUOTES or tokens[k].text == ")":
            follows = is_capital(tokens[k + 1]) and text[tokens[k].end : tokens[k + 1].start] == " "
            named = all(fold(t.text) not in lexicons().never for t in tokens[j + 1 : k])
            return [*range(j + 1, k), k + 1] if follows and named and k > j + 1 else None
        if not is_capital(tokens[k]) or tokens[k].text.isupper():
            return None
    return None


def _is_surname_first(tokens: Sequence[Token], i: int, comma: int) -> bool:
    """Whether the comma stands inside a listed name: "BEEHARRY, Rajesh"."""
    if not tokens[i].text.isupper() or len(tokens[i].text) < 3 or comma + 1 >= len(tokens):
        return False
    given = tokens[comma + 1]
    return given.is_capitalised and not given.text.isupper() and fold(given.text).split("-")[0] in lexicons().given


def _may_have_dot(token: Token) -> bool:
    word = fold(token.text)
    return len(word) == 1 or (len(word) <= 6 and (word in lexicons().titles or word in _NAME_ABBREVIATIONS))


def _without_lead(sentence: Sentence, piece: list[_Word], cities: frozenset[int]) -> list[_Word]:
    """The words of a possible name without particles, common words and places that only run into it."""
    lex = lexicons()
    while piece and piece[0].is_particle:
        piece = piece[1:]
    tokens = sentence.tokens
    for k in range(1, min(4, len(piece) - 1)):
        word = fold(tokens[piece[k].index].text)
        if word in lex.given and word not in lex.weak_given and all(w.kind == "W" for w in piece[:k]):
            return piece[k:]  # "Third Rank Gleb Tal"
    before = tokens[piece[0].index - 1].lower if piece and piece[0].index else ""
    if len(piece) > 2 and before in ("of", "in", "from") and tokens[piece[0].index].start in cities:
        return piece[1:]  # "Governor of Shiga Mikazuki Taizo"
    return piece


def _candidates(
    text: str, sentence: Sentence, run: list[int], headline: bool, places: frozenset[int], cities: frozenset[int]
) -> Iterator[NameSpan]:
    words = _classify(sentence, run, headline, places)
    for first, last, in_body in _segments(sentence, words, headline):
        piece = words[first:last]
        piece = _without_lead(sentence, piece, cities)
        while piece and piece[-1].is_particle:
            piece = piece[:-1]
        if not piece or len(piece) > _MAX_WORDS or all(w.kind == "I" for w in piece):
            continue
        tokens = sentence.tokens
        start, end = tokens[piece[0].index].start, tokens[piece[-1].index].end
        if piece[-1].kind == "I" and text[end : end + 1] == ".":
            end += 1
        yield NameSpan(
            sentence.index,
            piece[0].index,
            piece[-1].index + 1,
            start,
            end,
            tuple(tokens[w.index].text for w in piece),
            titles_before(sentence, piece[0].index),
            in_body,
            headline,
        )


def _classify(sentence: Sentence, run: list[int], headline: bool, places: frozenset[int]) -> list[_Word]:
    lex = lexicons()
    words: list[_Word] = []
    for position, index in enumerate(run):
        token = sentence.tokens[index]
        word = fold(token.text)
        after = sentence.tokens[run[position + 1]] if position + 1 < len(run) else None
        before = words[-1] if words else None
        words.append(
            _Word(
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
    before: _Word | None,
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
    lex: NameLexicons, token: Token, after: Token | None, before: _Word | None, sentence: Sentence, headline: bool
) -> str:
    """The kind that the word lists give a word of a run, its neighbours in the run considered."""
    word = fold(token.text)
    after_name = before is not None and before.kind == "N"
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


def _is_surname(word: str, before: _Word | None, sentence: Sentence, lex: NameLexicons) -> bool:
    """Whether a word that mostly is something else stands where a surname stands: Nigel Law, Mr Church."""
    if before is None or word not in _SURNAME_TOO:
        return False
    if before.kind == "T":
        return True
    return before.kind == "N" and (word in _SURNAME_AFTER_ANY or fold(sentence.tokens[before.index].text) in lex.given)


def _is_between_names(
    word: str, before: _Word | None, after: Token | None, sentence: Sentence, lex: NameLexicons
) -> bool:
    """Whether a title or a word of bodies goes on a name that a given name began: Odile Cadet Pradel, Renata Frau."""
    first = fold(sentence.tokens[before.index].text) if before is not None else ""
    if first not in lex.given or first in lex.weak_given:
        return False
    if after is None:
        return word in lex.titles and word not in lex.body_last
    return word in lex.titles and not is_title(fold(after.text), lex) and fold(after.text) not in lex.body_last


def _is_letters_of_post(token: Token, word: str, after: Token | None, before: _Word | None, lex: NameLexicons) -> bool:
    """Whether letters before a name stand for a post or degree ("CPA Dora Chebet"), and are no surname in capitals."""
    if not token.text.isupper() or not 2 < len(word) < 5 or after is None or word in lex.given:
        return False
    opens = before is None or before.kind != "N"
    return opens and not after.text.isupper() and fold(after.text) in lex.given


def is_title(word: str, lex: NameLexicons) -> bool:
    """Whether the folded word is a title, or is joined from titles ("sub-inspector", "president-elect")."""
    word = word.rstrip(".")
    if word in lex.titles or (word[-1:] == "s" and word[:-1] in lex.titles and len(word) > 5):
        return True
    parts = word.split("-")
    if len(parts) == 2 and parts[0] in lex.titles and parts[1] in ("elect", "designate"):
        return True
    return len(parts) > 1 and parts[-1] in lex.titles and all(p in lex.titles or p in _TITLE_PARTS for p in parts)


_TITLE_PARTS = frozenset(["sub", "under", "ex", "co", "in", "vice", "pro", "arch", "grand", "auxiliary", "chief"])


def _segments(sentence: Sentence, words: list[_Word], headline: bool) -> Iterator[tuple[int, int, bool]]:
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


def titles_before(sentence: Sentence, token_index: int) -> tuple[str, ...]:
    """Folded titles and nouns for people that stand right before the token, whatever their case."""
    lex = lexicons()
    tokens = sentence.tokens
    found: list[str] = []
    i = token_index - 1
    while i >= 0 and len(found) < 6:
        token = tokens[i]
        word = fold(token.text)
        if (
            not found
            and i > 1
            and tokens[i - 1].text == "of"
            and is_title(fold(tokens[i - 2].text), lex)
            and token.is_capitalised
        ):
            i -= 2  # "General of Division"
            continue
        if token.text == "." and found == [] and i > 0 and fold(tokens[i - 1].text) in lex.titles:
            i -= 1
            continue
        if is_title(word, lex) or word in lex.person_nouns:
            found.append(word)
        elif not (found and (token.text in ("-",) or word == "general")):
            break
        i -= 1
    return tuple(reversed(found))
