"""When a post is held: dates of a clause that begin or end it, and whether it is held now."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.vocab import RoleStatus
from tasks.dates.model import TimeExpression
from tasks.extract.scenes import Link, LinkKind

_BEGIN = re.compile(
    r"\b(?:appoint\w*|nam(?:ed|es)|elect(?:ed|s)?|re-elected|becam\w*|becom\w*|took over|takes over|taken over"
    r"|took office|takes office|sworn|promot\w+|"
    r"made|assum\w+|arriv\w+|sent|posted|inaugurat\w+|began|started|install\w+|succeed\w*|replac\w+|joined|came"
    r"|took up|moved|confirm\w+|gazetted|chosen|picked)\b",
    re.IGNORECASE,
)
_FINISH = re.compile(
    r"\b(?:resign\w*|quit|left|stepp?ed down|steps? down|retir\w+|dismiss\w+|sack\w+|fired|remov\w+|reliev\w+"
    r"|recall\w*|oust\w+|"
    r"overthrown|toppled|ended|defect\w+|lost|suspend\w+|gave up|relinquish\w+|term expired|deposed|step(?:s"
    r"|ping)? down|stood down)\b",
    re.IGNORECASE,
)
_LEAD = 200  # characters before a post in which its verb is looked for
_PAST = re.compile(
    r"\b(?:was|were|had been|has been|have been|served|worked|used to be|once|formerly|previously|earlier|former"
    r"|had|ex|then|held|rose|stints?|"
    r"before|posts?|spent|ran|headed|commanded|led|chaired)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:is|are|serves|works|remains|now|currently|current|still|has been|have been|today)\b", re.IGNORECASE
)
_FUTURE = re.compile(r"\b(?:will|to be|shall|is to|incoming|designate|elect)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """When a post is held, as far as a clause says."""

    started: TimeExpression | None
    ended: TimeExpression | None
    status: RoleStatus


def term_of(link: Link, text: str, times: Sequence[TimeExpression]) -> Term:
    """The dates and the status that a link's clause gives."""
    started, ended = _dates(link, text, times)
    return Term(started, ended, _status(link, text, ended))


def _dates(
    link: Link, text: str, times: Sequence[TimeExpression]
) -> tuple[TimeExpression | None, TimeExpression | None]:
    sentence = link.sentence
    first = bisect_left(times, sentence.start, key=lambda t: t.start)
    last = bisect_left(times, sentence.end, key=lambda t: t.start)
    here = [t for t in times[first:last] if t.is_calendar and t.value]
    started = ended = None
    previous_end = link.post.end
    after = sorted((t for t in here if t.start >= link.post.end), key=lambda t: t.start)
    for t in after:
        gap = text[previous_end : t.start]
        if (
            t.value
            and "/" in t.value
            and len(gap) <= 45
            and t.earliest
            and t.latest
            and t.earliest.year < t.latest.year
            and started is None
        ):
            return _span(t)
        if len(gap) > 45 or re.search(
            r"[;]|\bwho\b|\bwhen\b|\bsaid\b|\b(?:and|then) (?:later |then )?(?:as|ambassador|minister)\b", gap
        ):
            break
        if re.search(
            r"\b(?:since|from|beginning|starting|effective|after|as of|with effect from|between)\s+(?:the |early "
            r"|late |mid-)?$",
            gap,
        ):
            started = started or t
        elif re.search(
            r"\b(?:until|till|up to|through|to|before|ended in|ending)\s+(?:the |early |late |mid-)?$|^\s*[-–—]\s*$",
            gap,
        ) or (started and re.search(r"^\s*(?:and|to|[-–—])\s*$", gap)):
            ended = ended or t
        elif re.fullmatch(r"\s*,?\s*\(\s*", gap) and re.match(r"\s*[-–—]", text[t.end : t.end + 3]):
            started = t
        elif re.fullmatch(r"\s*,?\s*(?:in|on|in early|in late)?\s*\(?", gap) or re.search(
            r"\b(?:in|on|last|this)\s+(?:early |late |mid-)?$", gap
        ):
            lead = text[max(link.start, link.post.start - _LEAD) : link.post.start] + link.lead[-60:]
            if _FINISH.search(lead):
                ended = ended or t
            elif _BEGIN.search(lead):
                started = started or t
            elif re.match(r"\s*(?:[-–—]|to\b|until\b)", text[t.end : t.end + 7]) and started is None:
                started = t
        previous_end = t.end
    if started is None and ended is None:
        started, ended = _before(link, text, here)
    return started, ended


def _span(t: TimeExpression) -> tuple[TimeExpression, TimeExpression]:
    """As in "1963-66" as its two ends."""
    first, _, last = (t.value or "").partition("/")
    return replace(t, value=first), replace(t, value=last)


_ANEW = re.compile(r"\b(?:and|then|later|before|after)\b|;|,")


def _before(
    link: Link, text: str, here: Sequence[TimeExpression]
) -> tuple[TimeExpression | None, TimeExpression | None]:
    """As in "In 2009 he was appointed ambassador", "From 2001 to 2004 she was consul"."""
    if link.kind not in (LinkKind.VERB, LinkKind.LIST, LinkKind.DUTY) or link.post.title == "diplomat":
        return None, None
    reach = 40 if link.kind is LinkKind.LIST else 400
    earlier = [
        t for t in here if link.since <= t.start and t.end <= link.post.start and link.post.start - t.end <= reach
    ]
    if link.since:
        earlier = [t for t in earlier if _ANEW.search(text, link.since, t.start)]  # not the dates of the post before
    if not earlier:
        return None, None
    if len(earlier) >= 2 and re.fullmatch(r"\s*(?:to|and|until|[-–—])\s*", text[earlier[-2].end : earlier[-1].start]):
        lead = text[max(0, earlier[-2].start - 10) : earlier[-2].start]
        if re.search(r"(?:from|between)\s+$", lead, re.IGNORECASE) or not lead.strip():
            return earlier[-2], earlier[-1]
    last = earlier[-1]
    lead = text[max(0, last.start - 12) : last.start].lower()
    verb = text[max(link.sentence.start, link.post.start - 110) : link.post.start]
    if re.search(r"\bsince\s+$", lead):
        return last, None
    if re.search(r"\b(?:until|till)\s+$", lead):
        return None, last
    if len(text[last.end : link.post.start]) > 90:
        return None, None
    near = text[max(link.sentence.start, link.post.start - 70) : link.post.start]
    if _FINISH.search(near):
        return None, last
    if _BEGIN.search(near) or _BEGIN.search(verb):
        return last, None
    return None, None


def _status(link: Link, text: str, ended: TimeExpression | None) -> RoleStatus:
    post = link.post
    if post.former or ended is not None:
        return RoleStatus.FORMER
    if post.future:
        return RoleStatus.UNKNOWN
    if link.kind is LinkKind.DUTY and post.title != "diplomat":
        verb = text[post.start : post.end].split(maxsplit=1)[0].lower()
        return RoleStatus.FORMER if verb.endswith("ed") or verb in ("led", "ran") else RoleStatus.CURRENT
    lead = (
        (text[max(link.start, post.start - _LEAD) : post.start] if post.start > link.start else "")
        + " "
        + link.lead[-60:]
    )
    if link.kind in (LinkKind.VERB, LinkKind.LIST, LinkKind.DUTY, LinkKind.APPOSITION):
        if _FUTURE.search(lead):
            return RoleStatus.UNKNOWN
        if _FINISH.search(lead):
            return RoleStatus.FORMER
        if _BEGIN.search(lead) or _PRESENT.search(lead):
            return RoleStatus.CURRENT
        if _PAST.search(lead):
            return RoleStatus.FORMER
    return RoleStatus.CURRENT
