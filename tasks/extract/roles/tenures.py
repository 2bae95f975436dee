"""Since when or until when somebody holds a post that the text has named before: "in office since 2009"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.vocab import MentionForm, RoleStatus, TitleClass
from tasks.dates.model import TimeExpression
from tasks.extract.model import RoleFound
from tasks.extract.roles.scenes import Scene

_POST = (
    r"(?:(?:the|his|her|that|this|same|said|unpaid|top|present|current|new)\s+){1,3}"
    r"(?:post|job|office|position|seat|portfolio|chair|duties|functions|mandate|role)"
)
_SINCE = r"(?:\s+(?:only|ever|barely))?\s+since\s+(?:the\s+|early\s+|late\s+|mid-)?"
_ON = r"(?:\s+(?:only|barely|there|again))?\s+(?:in|on|last|this|from)\s+(?:the\s+|early\s+|late\s+|mid-|same\s+)?"
_BEGAN = re.compile(
    rf"(?:\b(?:held|holds|had|occupied|been in|filled|in)\s+{_POST}{_SINCE}|\bin (?:office|power|post){_SINCE}"
    rf"|\b(?:took up|takes up|assumed|assumes|entered|took|joins?|joined|started|took over|began)\s+"
    rf"(?:{_POST}|office|her duties|his duties){_ON})$"
)
_ENDED = re.compile(
    rf"(?:\b(?:held|occupied|filled|in)\s+(?:{_POST}|office|power|post)\s+(?:until|till)\s+(?:the\s+|early\s+|late\s+)?"
    rf"|\b(?:left|leaves|leave|gave up|lost|vacated|quit|resigned from|relinquished)\s+(?:{_POST}|office){_ON})$"
)
_LONGEST = 90  # characters in front of a date in which its clause stands
_RANKS = frozenset((TitleClass.MILITARY, TitleClass.POLICE))


@dataclass(frozen=True, slots=True)
class Tenure:
    """What a clause says of a post that it does not name. `at` is where the clause stands."""

    person: int
    at: int
    started: TimeExpression | None
    ended: TimeExpression | None


def tenures(scenes: Sequence[Scene], times: Sequence[TimeExpression]) -> list[Tenure]:
    """The tenures that sentences tell of people whose post stands elsewhere."""
    out = []
    for scene in scenes:
        sentence = scene.sentence
        first = bisect_left(times, sentence.start, key=lambda t: t.start)
        last = bisect_left(times, sentence.end, key=lambda t: t.start)
        for t in times[first:last]:
            lead = scene.gap(max(sentence.start, t.start - _LONGEST), t.start)
            begins, ends = _BEGAN.search(lead), _ENDED.search(lead)
            if not (begins or ends) or not t.is_calendar or not t.value:
                continue
            before = [m for m in scene.people if m.end <= t.start and m.form is not MentionForm.NOMINAL]
            if before:
                out.append(Tenure(before[-1].person, t.start, t if begins else None, t if ends else None))
    return out


def with_tenures(roles: Sequence[RoleFound], told: Sequence[Tenure]) -> list[RoleFound]:
    """The roles; each tenure given to the post of its person that the text named last before it."""
    out = list(roles)
    for tenure in told:
        held = [
            (role.start > tenure.at, abs(tenure.at - role.start), i)
            for i, role in enumerate(out)
            if role.person == tenure.person and role.title_class not in _RANKS
        ]
        if not held:
            continue
        i = min(held)[2]
        role = out[i]
        if tenure.started and role.started is None:
            out[i] = replace(role, started=tenure.started)
        elif tenure.ended and role.ended is None:
            out[i] = replace(role, ended=tenure.ended, status=RoleStatus.FORMER)
    return out
