"""Where an article ends: the signatures that belong to it, the notes on writer and paper that do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tasks.clean.bylines import PARTICLES, is_byline, is_date_line
from tasks.clean.lines import FUNCTION_WORDS, Line
from tasks.clean.marks import Marks
from tasks.clean.written_dates import full_dates, words_beside_dates

_OFFICE = re.compile(
    r"\b(?:president|minister|ministry|secretary|registrar|officer|chief|head|spokes\w+|council"
    r"|director|commissioner|governor"
    r"|chair\w*|clerk|judge|ambassador|consul|general|government|cabinet|prime|permanent|authority"
    r"|office|board|attorney)\b",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"(?:for |by order|by command|signed|sgd|\(sgd|\(signed|done at|given at|on behalf of|yours )", re.IGNORECASE
)
_ABOUT_WRITER = re.compile(
    r"(?:[Tt]he (?:writer|author|columnist)s? (?:is|are|was|has|teaches|writes)\b"
    r"|(?P<name>(?:[^\W\d_][\w.'’-]*\s+){1,4}?)(?:is (?:an? |the |our )?(?:[\w'’-]+ ){0,4}(?:writer|journalist"
    r"|correspondent|reporter|editor|columnist"
    r"|author|analyst|fellow|professor|lecturer|lawyer|historian|freelance\w*|researcher)\b|writes\b"
    r"|has (?:reported|covered|written)\b"
    r"|covered\b|covers\b|reports (?:from|on)\b|contributes\b|teaches\b|blogs\b|tweets\b))",
)
_ABOUT_PAPER = re.compile(
    r"\b(?:is|are) (?:funded|written|edited|published|produced|supported|owned|unsigned) (?:by|from"
    r"|in|twice|monthly|weekly)?"
    r"|\bappears? (?:on |every |each )?(?:monthly|weekly|daily|fortnightly|quarterly|(?:mon|tues"
    r"|wednes|thurs|fri|satur|sun)days?)\b"
    r"|\breaders like you\b|\bare unsigned\b|\bthis (?:newspaper|magazine|site|website|blog) is\b",
    re.IGNORECASE,
)
_LABELLED_NAME = re.compile(
    r"\b(?:notices|questions|enquiries|inquiries|contact|helpdesk|editor|proprietor"
    r"|orders from abroad|logo|read|photos?|subscriptions|letters"
    r"|responsible secretary|tickets|bookings|corrections): ",
    re.IGNORECASE,
)
_STARS = re.compile(r"[\s*#_=~.-]+$")


def with_signatures(marks: Marks, last: int) -> int:
    """The last line of the article with the signatures, or last items of a list, that stand under its last prose."""
    lines = marks.lines
    end = last
    n = last + 1
    while n < len(lines) and n <= last + 24:
        block = [n]
        while block[-1] + 1 < len(lines) and lines[block[-1] + 1].block == lines[n].block:
            block.append(block[-1] + 1)
        if lines[n].block == lines[end].block:
            taken = _same_block_rest(marks, end, block)
            if taken > end:
                end = taken
                n = end + 1
                continue
            break
        if len(block) == 1 and _place_and_date(lines[n]):
            n += 1  # of a decree; counts where a signature follows
            continue
        if len(block) > 12 or any(not _could_sign(marks, k) for k in block):
            break
        joined = " ".join(lines[k].text for k in block)
        names = len(block) >= 3 and all(_is_name(lines[k]) for k in block)
        if not (_SIGNS.match(joined) or _OFFICE.search(joined) or names) or joined.isupper():
            break
        end = block[-1]
        n = end + 1
    return end


def _same_block_rest(marks: Marks, end: int, block: Sequence[int]) -> int:
    lines = marks.lines
    for k in block:
        line = lines[k]
        like_before = line.bulleted == lines[end].bulleted and line.indent == lines[end].indent
        if marks.aside[k] or line.is_menu or line.cue is not None or not like_before or line.text.isupper():
            break
        if not (line.ends_sentence or line.bulleted or _could_sign(marks, k)):
            break
        end = k
    return end


def _place_and_date(line: Line) -> bool:
    return (
        line.cue is None
        and not line.is_menu
        and any(True for _ in full_dates(line.text))
        and words_beside_dates(line.text) <= 3
    )


def _could_sign(marks: Marks, k: int) -> bool:
    line = marks.lines[k]
    if marks.aside[k] or line.is_menu or line.cue is not None or line.bulleted or not line.words:
        return False
    return (
        len(line.words) <= 14
        and ":" not in line.text
        and _names_and_posts(line)
        and not is_date_line(line)
        and (not marks.repeated(k) or _OFFICE.search(line.text) is not None)
    )


def _names_and_posts(line: Line) -> bool:
    """Whether the line's words are those of names and posts: hardly one is small, as in headlines of other stories."""
    small = [w for w in line.words if w[0].islower() and w not in FUNCTION_WORDS and w not in PARTICLES]
    return sum(not _OFFICE.fullmatch(w) for w in small) <= 1


def _is_name(line: Line) -> bool:
    return 2 <= len(line.words) <= 5 and all(w[0].isupper() for w in line.words)


def writer_named_in(line: Line) -> str | None:
    """The writer whom a closing note is about; null where it is none or names nobody."""
    m = _ABOUT_WRITER.match(line.text) if len(line.words) <= 40 else None
    name = (m["name"] or "").strip() if m is not None else ""
    return name if len(name.split()) >= 2 and all(w[0].isupper() or w in PARTICLES for w in name.split()) else None


def without_imprint(marks: Marks, kept: Sequence[int]) -> list[int]:
    """The lines without those at the end that speak of the writer or the paper."""
    lines = marks.lines
    rest = list(kept)
    told = Counter(word for n in rest for word in lines[n].words)
    while len(rest) > 1:
        line = lines[rest[-1]]
        told.subtract(line.words)
        alone = lines[rest[-2]].block != line.block or len(lines[rest[-2]].words) >= 12
        if not (alone and _is_imprint(line, told)):
            break
        rest.pop()
    return rest


def _told_of(name: str | None, told: Counter[str]) -> bool:
    """Whether the article has spoken of the person: then it goes on about them."""
    words = [w for w in (name or "").split() if w[0].isupper()]
    return bool(words) and told[words[-1]] > 0


def _is_imprint(line: Line, told: Counter[str]) -> bool:
    """Whether a last line speaks of the writer or the paper, or is a mere ornament; `told` are the words before it."""
    if _STARS.match(line.text) or line.cue is not None:
        return True
    if len(line.words) > 40:
        return False
    about = _ABOUT_WRITER.match(line.text)
    if about is not None and not _told_of(about["name"], told):
        return True
    if _ABOUT_PAPER.search(line.text) or _LABELLED_NAME.search(line.text):
        return True
    if line.text.startswith("(") and line.text.rstrip(".").endswith(")") and len(line.words) <= 25:
        return bool(re.search(r"\b(?:editing|writing|reporting|desk|translated|compiled)\b", line.text, re.IGNORECASE))
    return is_byline(line)
