"""When a post is held: dates of a clause that begin or end it, and whether it is held now."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.vocab import RoleStatus
from tasks.dates.model import TimeExpression
from tasks.extract.roles.scenes import Link, LinkKind

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
_FUTURE = re.compile(r"\b(?:will|(?<!man )(?<!person )to be|shall|is to|incoming|designate|elect)\b", re.IGNORECASE)


_STILL = re.compile(r"\s+since\b")


_NEAR = 40  # characters in front of a post in which "until now" is said of it
_PLUPERFECT = re.compile(r"\b(?:had|previous(?:ly)?|earlier|once|past|former(?:ly)?)\b")
_HITHERTO = re.compile(
    r"\b(?:(?:hitherto|until (?:now|recently|then)|till now|lately|most recently|by then|at the time)\b"
    r"|until (?:\w+\s){0,2}\w+,?\s+(?:the\s+|a\s+|an\s+)?$)"
)


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


_LONGEST_GAP = 45  # characters between a post and a date that is still said of it
_SINCE = re.compile(
    r"\b(?:since|from|beginning|starting|effective|after|as of|with effect from|between)\s+(?:the |early |late |mid-)?$"
)
_UNTIL = re.compile(
    r"\b(?:until|till|up to|through|to|before|ended in|ending)\s+(?:the |early |late |mid-)?$|^\s*[-–—]\s*$"
)
_RANGE = re.compile(r"^\s*(?:and|to|[-–—])\s*$")
# "ambassador to Nigeria until he broke with the government in 2001", "from 2009 until a reshuffle in January 2011"
_UNTIL_EVENT = re.compile(
    r"[^.;:]{0,30}?\b(?:until|till|before)\s+(?:he|she|they|being|his|her|its|the|an?|going|moving|becoming|leaving"
    r"|coming|joining|taking|returning)\b[^.;:]{0,70}?"
    r"(?:\b(?:in|on|of|last|this|late|early|around)\s+(?:the |early |late |mid-)?)?"
)
_BARE = re.compile(r"\s*,?\s*(?:in|on|in early|in late)?\s*\(?")
_IN = re.compile(r"\b(?:in|on|last|this)\s+(?:early |late |mid-)?$")
_BREAK = re.compile(r"[;]|\bwho\b|\bwhen\b|\bsaid\b|\b(?:and|then) (?:later |then )?(?:as|ambassador|minister)\b")
_EFFECTIVE = re.compile(r"[,\s](?:with effect|effective) (?:from|on|as of)\s+(?:the )?$")
_LONGEST_FORMULA = 120


def _dates(
    link: Link, text: str, times: Sequence[TimeExpression]
) -> tuple[TimeExpression | None, TimeExpression | None]:
    sentence = link.sentence
    first = bisect_left(times, sentence.start, key=lambda t: t.start)
    last = bisect_left(times, sentence.end, key=lambda t: t.start)
    here = [t for t in times[first:last] if t.is_calendar and t.value]
    after = [t for t in here if t.start >= link.post.end]
    if after and _is_span(after[0]) and after[0].start - link.post.end <= _LONGEST_GAP:
        return _span(after[0])
    started, ended = _after(link, text, after)
    if started is None and ended is None:
        started, ended = _before(link, text, here)
    if started is None and ended is None:
        started, ended = _in_clause(link, text, after)
    return started, ended


def _is_span(t: TimeExpression) -> bool:
    return bool(t.value and "/" in t.value and t.earliest and t.latest and t.earliest.year < t.latest.year)


def _after(
    link: Link, text: str, after: Sequence[TimeExpression]
) -> tuple[TimeExpression | None, TimeExpression | None]:
    """The dates that follow a post closely: "from 2009 to 2012", "(1999-2003)", "since June"."""
    started = ended = None
    previous_end = link.post.end
    for t in after:
        gap = text[previous_end : t.start]
        if ended is None and (previous_end == link.post.end or started) and _UNTIL_EVENT.fullmatch(gap):
            ended, previous_end = t, t.end
            continue
        if len(gap) <= _LONGEST_FORMULA and started is None and _EFFECTIVE.search(gap):
            started = t
        if len(gap) > _LONGEST_GAP or _BREAK.search(gap):
            break
        if _SINCE.search(gap):
            started = started or t
        elif _UNTIL.search(gap) or (started and _RANGE.search(gap)):
            ended = ended or t
        elif re.fullmatch(r"\s*,?\s*\(\s*", gap) and re.match(r"\s*[-–—]", text[t.end : t.end + 3]):
            started = t
        elif _BARE.fullmatch(gap) or _IN.search(gap):
            started, ended = _by_verb(link, text, t, started, ended)
        previous_end = t.end
    return started, ended


def _by_verb(
    link: Link, text: str, t: TimeExpression, started: TimeExpression | None, ended: TimeExpression | None
) -> tuple[TimeExpression | None, TimeExpression | None]:
    lead = text[max(link.start, link.post.start - _LEAD) : link.post.start] + link.lead[-60:]
    if _FINISH.search(lead):
        return started, ended or t
    if _BEGIN.search(lead):
        return started or t, ended
    if re.match(r"\s*(?:[-–—]|to\b|until\b)", text[t.end : t.end + 7]) and started is None:
        return t, ended
    return started, ended


_CLAUSE = re.compile(
    r"\s*(?:,|\()?\s*(?:who|whose|in office|in the (?:post|job)|in power|a (?:post|job)|an office|named to|appointed)\b"
)
_LONGEST_CLAUSE = 70
_CLAUSE_ENDS = re.compile(
    r"\b(?:until|till|steps? down|stepped down|leaves?|left|retire[sd]?|goes|went|handed over|ends?|ended|expire[sd]?"
    r"|was removed|was dismissed|was sacked|resigned|lost)\b"
)
_CLAUSE_BEGINS = re.compile(
    r"\b(?:since|took office|took over|was appointed|was named|was elected|was sworn in|has held|has been|named to"
    r"|appointed|came to office|took up)\b"
)


def _in_clause(
    link: Link, text: str, after: Sequence[TimeExpression]
) -> tuple[TimeExpression | None, TimeExpression | None]:
    """As in "President X, who steps down on May 20", "the governor, Y, in office since 2009"."""
    t = next((t for t in after if t.start >= link.end), None)
    if t is None or t.start - link.end > _LONGEST_CLAUSE or link.kind not in _BESIDE:
        return None, None
    clause = text[link.end : t.start]
    if not _CLAUSE.match(clause) or re.search(r"[;:]|\band\b", clause):
        return None, None
    if _CLAUSE_ENDS.search(clause):
        return None, t
    return (t, None) if _CLAUSE_BEGINS.search(clause) else (None, None)


_BESIDE = frozenset((LinkKind.PRENOMINAL, LinkKind.APPOSITION, LinkKind.REVERSED))


def _span(t: TimeExpression) -> tuple[TimeExpression, TimeExpression]:
    """As in "1963-66" as its two ends."""
    first, _, last = (t.value or "").partition("/")
    return replace(t, value=first), replace(t, value=last)


_ANEW = re.compile(r"\b(?:and|then|later|before|after)\b|;|,")


def _before(
    link: Link, text: str, here: Sequence[TimeExpression]
) -> tuple[TimeExpression | None, TimeExpression | None]:
    """As in "In 2009 he was appointed ambassador", "From 2001 to 2004 she was consul"."""
    if link.kind is LinkKind.APPOSITION:
        return _in_apposition(link, text, here)
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
    anew = re.search(r"\bwhen\b", text[last.end : link.post.start])  # "until 1999, when she was appointed"
    if re.search(r"\b(?:until|till)\s+$", lead) and not anew:
        return None, last
    if len(text[last.end : link.post.start]) > 90:
        return None, None
    near = text[max(link.sentence.start, link.post.start - 70) : link.post.start]
    if _FINISH.search(near):
        return None, last
    if _BEGIN.search(near) or _BEGIN.search(verb):
        return last, None
    return None, None


def _in_apposition(
    link: Link, text: str, here: Sequence[TimeExpression]
) -> tuple[TimeExpression | None, TimeExpression | None]:
    """As in "X, until last month high commissioner in London": the date stands between a name and the post."""
    between = [t for t in here if link.start <= t.start and t.end <= link.post.start and link.post.start - t.end <= 8]
    if not between:
        return None, None
    lead = text[max(link.start, between[-1].start - 12) : between[-1].start].lower()
    if re.search(r"\bsince\s+$", lead):
        return between[-1], None
    return (None, between[-1]) if re.search(r"\b(?:until|till)\s+$", lead) else (None, None)


def _status(link: Link, text: str, ended: TimeExpression | None) -> RoleStatus:
    post = link.post
    if post.former or ended is not None:
        return RoleStatus.FORMER
    if post.future:
        return RoleStatus.UNKNOWN
    if link.kind is LinkKind.DUTY and post.title != "diplomat":
        verb = text[post.start : post.end].split(maxsplit=1)[0].lower()
        over = verb.endswith("ed") or verb in ("led", "ran") or text.endswith("used to ", 0, post.start)
        return RoleStatus.FORMER if over else RoleStatus.CURRENT
    lead = (
        (text[max(link.start, post.start - _LEAD) : post.start] if post.start > link.start else "")
        + " "
        + link.lead[-60:]
    )
    lead = re.split(r"\bwho\b", lead)[-1] if re.search(r"\bwho (?:is|was|has)\b", lead) else lead
    if link.kind in (LinkKind.VERB, LinkKind.LIST, LinkKind.DUTY, LinkKind.APPOSITION):
        if _FUTURE.search(lead):
            return RoleStatus.UNKNOWN
        if _HITHERTO.search(lead[-_NEAR:]):
            return RoleStatus.FORMER
        if _FINISH.search(lead):
            return RoleStatus.FORMER
        if post.title == "diplomat" and _PLUPERFECT.search(lead[-60:]):
            return RoleStatus.FORMER
        if _BEGIN.search(lead) or _PRESENT.search(lead) or (" had " not in lead and _STILL.match(text, post.end)):
            return RoleStatus.CURRENT
        if _PAST.search(lead):
            return RoleStatus.FORMER
    return RoleStatus.CURRENT
