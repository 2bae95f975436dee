"""Ministers told by their field alone: "Health goes to X", "X takes over Justice", "X gets the interior portfolio"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.vocab import MentionForm, OrganizationKind, TitleClass
from tasks.extract.entities.body_heads import of_country, sentence_text
from tasks.extract.entities.places import Country
from tasks.extract.language.document import Token
from tasks.extract.language.lexicon import words
from tasks.extract.model import PersonSpan, PostSpan
from tasks.extract.roles.scenes import Link, LinkKind, Scene, link

_TAKES = re.compile(
    r"[\s,](?:gets?|got|takes? over|took over|takes?|took|receive[sd]?|was given|is given|has been given|were given"
    r"|keeps?|kept|retain(?:s|ed)?|goes to|goes back to|went to|moves to|moved to|is handed|was handed|assume[sd]?"
    r"|takes charge of|took charge of|took on|takes on|will take)\s+(?:over\s+)?(?:the\s+)?(?:ministry of\s+)?$",
    re.IGNORECASE,
)
_GOES_TO = re.compile(
    r"\s*(?:(?:ministry|portfolio|brief|job|post)\s+)?(?:will go|goes|went|passes|passed|falls|fell|is going|was given"
    r"|is given|has gone|was handed)\s+(?:over\s+)?to\s+(?:the\s+)?(?:[A-Z][\w.’-]*\s+){0,4}$"
)
# "moves from veterans affairs to indigenous services"
_LEAVES = re.compile(
    r"\s(?:moves?|moved|goes|went|switche[sd]|shift(?:s|ed)|(?:is|was) moved|transfer(?:s|red))\s+from\s+(?:the\s+)?"
    r"(?:ministry of\s+)?$"
)
_ARRIVES = re.compile(
    r"\s(?:(?:moves?|moved|goes|went|switche[sd]|shift(?:s|ed)|transfers|transferred)\s+from\s+[\w ’'-]{3,50}?\s+to"
    r"|gets?|is moved to|was moved to)\s+(?:the\s+)?$"
)
_LONGEST_GAP = 90  # characters between a name and a field
_MARKED = frozenset(("portfolio", "ministry", "brief"))
_JOINS = frozenset(("and", "of", ",", "&"))


def portfolio_links(scene: Scene, home: Country | None) -> list[Link]:
    """The ministers' posts of a sentence that no title tells, with the state of the page as theirs."""
    names = [m for m in scene.people if m.form is MentionForm.NAME]
    if not names:
        return []
    out: list[Link] = []
    for start, end, field, marked in _fields(scene):
        if any(p.start <= start < p.end for p in scene.posts):
            continue
        holder = _holder(scene, names, start, end)
        lead = scene.gap(max(holder.end, start - _LONGEST_GAP), start) if holder and holder.end <= start else ""
        moved = _LEAVES.search(lead) or _ARRIVES.search(lead)
        if holder and (marked or moved or field[:1].isupper()):
            post = replace(_post(start, end, field, home), former=_LEAVES.search(lead) is not None)
            out.append(
                link(
                    scene,
                    holder,
                    post,
                    LinkKind.DUTY,
                    scene.gap(max(scene.sentence.start, start - _LONGEST_GAP), start),
                )
            )
    return out


def _fields(scene: Scene) -> Iterator[tuple[int, int, str, bool]]:
    """Where a field stands in a sentence, its words, and whether "portfolio" or "ministry" is said of it."""
    tokens, fields = scene.sentence.tokens, words("portfolios.txt")
    i = 0
    while i < len(tokens):
        if tokens[i].lower not in fields:
            i += 1
            continue
        end = _field_end(tokens, i, fields)
        marked = (end < len(tokens) and tokens[end].lower in _MARKED) or (
            i > 1 and tokens[i - 2].lower == "ministry" and tokens[i - 1].lower == "of"
        )
        yield tokens[i].start, tokens[end - 1].end, sentence_text(tokens, i, end), marked
        i = end


def _field_end(tokens: Sequence[Token], i: int, fields: frozenset[str]) -> int:
    end = at = i
    while at < len(tokens) and at - end <= 1:
        if tokens[at].lower in fields:
            end = at = at + 1
        elif tokens[at].lower in _JOINS:
            at += 1
        else:
            break
    return end


def _holder(scene: Scene, names: Sequence[PersonSpan], start: int, end: int) -> PersonSpan | None:
    before = [m for m in names if m.end <= start]
    if before:
        gap = scene.gap(before[-1].end, start)
        if len(gap) < _LONGEST_GAP and ";" not in gap and any(p.search(gap) for p in (_TAKES, _LEAVES, _ARRIVES)):
            return before[-1]
    after = next((m for m in names if m.start >= end), None)
    if after and _GOES_TO.fullmatch(scene.gap(end, after.start)):
        return after
    return None


def _post(start: int, end: int, field: str, home: Country | None) -> PostSpan:
    field = field.lower()
    if field in ("foreign affairs", "foreign", "external affairs"):
        title, body = "foreign minister", "Foreign Ministry"
    else:
        small = ("and", "of")
        title = f"{field} minister"
        body = "Ministry of " + " ".join(w if w in small else w[:1].upper() + w[1:] for w in field.split())
    return PostSpan(
        start,
        end,
        start,
        title,
        TitleClass.MINISTER,
        None,
        of_country(body, home),
        OrganizationKind.MINISTRY,
        home.code if home else None,
        None,
        None,
    )
