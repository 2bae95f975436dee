"""When a post ended or began, by what the same page says happened to its holder: resigned, was recalled, was named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.vocab import EventType, Realis, RoleStatus, TitleClass
from tasks.dates.edtf import bounds
from tasks.dates.model import TimeExpression
from tasks.extract.model import EventFound, RoleFound
from tasks.extract.roles.countries import ABROAD

ENDING = frozenset(
    {
        EventType.RESIGNATION,
        EventType.DISMISSAL,
        EventType.RETIREMENT,
        EventType.RECALL,
        EventType.DEFECTION,
        EventType.DEATH,
        EventType.KILLING,
    }
)
STARTING = frozenset({EventType.APPOINTMENT, EventType.ELECTION})
_OF_LIFE = frozenset({EventType.DEATH, EventType.KILLING})
# What ends a posting abroad whatever body it names: called home, sent away, gone over
_OF_POSTING = frozenset(
    {EventType.RECALL, EventType.EXPULSION, EventType.ASYLUM_REQUEST, EventType.FLIGHT, EventType.DEFECTION}
)
_OF_OFFICE = frozenset({EventType.RESIGNATION, EventType.DISMISSAL, EventType.RETIREMENT})
_RANKS = frozenset((TitleClass.MILITARY, TitleClass.POLICE))
_BESIDE_THE_NAME = 0.9  # confidence of a post told by a title or an apposition, not by a verb
_SAME_SENTENCE = 200  # characters between a post and what ends it

Dated = tuple[str | None, int | None]
ClosedTerm = tuple[Dated, Dated, RoleStatus]


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event with its date in EDTF, as far as the page supports one."""

    event: EventFound
    occurred: str | None

    @property
    def char(self) -> int | None:
        """Where the date is written."""
        return self.event.when.start if self.event.when else None


def closed_by_events(role: RoleFound, roles: Sequence[RoleFound], events: Sequence[DatedEvent]) -> ClosedTerm:
    """Since when and until when a role is held, each with where that is written, and its status.

    `roles` are all roles of the page.
    """
    started, ended, status = _dated(role.started), _dated(role.ended), role.status
    own = [r for r in roles if r.person == role.person]
    for dated in events:
        event = dated.event
        if event.person != role.person or event.realis in (Realis.DENIED, Realis.ALLEGED):
            continue
        done = event.realis is Realis.ACTUAL
        if ended[0] is None and _in_order(started[0], dated.occurred) and _ends(event, role, own, done):
            if done:
                ended, status = (dated.occurred, dated.char), RoleStatus.FORMER
            elif event.when is not None:
                ended = (dated.occurred, dated.char)
        elif done and started[0] is None and _in_order(dated.occurred, ended[0]) and _starts(event, role, own):
            started = (dated.occurred, dated.char)
    return started, ended, status


_HITHERTO = re.compile(
    r"\b(?:hitherto|until (?:now|then|recently|today|this week)|till (?:now|then)|at present|presently)\b",
    re.IGNORECASE,
)
_LEAD = 40  # characters in front of a post in which "until now" is said of it
_SAME_TELLING = 300  # characters between a post and the appointment for which it is left


def with_moves(
    roles: Sequence[RoleFound], terms: Sequence[ClosedTerm], events: Sequence[DatedEvent], text: str
) -> list[ClosedTerm]:
    """The terms; what somebody was "until now" ends on the day on which they are given another post."""
    out = list(terms)
    for i, role in enumerate(roles):
        started, ended, status = out[i]
        if (
            ended[0]
            or status is not RoleStatus.FORMER
            or not _HITHERTO.search(text, max(0, role.start - _LEAD), role.end)
        ):
            continue
        for dated in events:
            event = dated.event
            moved = event.person == role.person and event.event_type in STARTING and event.realis is Realis.ACTUAL
            near = abs(event.start - role.start) < _SAME_TELLING
            if moved and near and dated.occurred and _in_order(started[0], dated.occurred):
                out[i] = (started, (dated.occurred, dated.char), status)
                break
    return out


# Posts that one person holds at a time
_OF_ONE = frozenset(
    (
        TitleClass.HEAD_OF_STATE,
        TitleClass.HEAD_OF_GOVERNMENT,
        TitleClass.MINISTER,
        TitleClass.GOVERNOR,
        TitleClass.MAYOR,
        TitleClass.HEAD_OF_MISSION,
        TitleClass.CONSUL,
        TitleClass.SPOKESPERSON,
        TitleClass.PARTY,
    )
)


def with_handovers(roles: Sequence[RoleFound], terms: Sequence[ClosedTerm]) -> list[ClosedTerm]:
    """The terms; of two holders of a post, all that a page names, the earlier one's ends as the later one's begins."""
    out = list(terms)
    holders: dict[tuple[str, str | None, str | None, str | None], list[int]] = {}
    for i, role in enumerate(roles):
        if role.title_class in _OF_ONE and not role.title.startswith("deputy"):
            holders.setdefault((role.title, role.organization, role.country, role.place), []).append(i)
    for held in holders.values():
        if len(held) != 2 or roles[held[0]].person == roles[held[1]].person:
            continue
        for old, new in (held, reversed(held)):
            started, ended, status = out[old]
            begun, _, now = out[new]
            handed = status is RoleStatus.FORMER and ended[0] is None and now is RoleStatus.CURRENT and begun[0]
            if handed and _in_order(started[0], begun[0]):
                out[old] = (started, begun, status)
    return out


def _dated(time: TimeExpression | None) -> Dated:
    return (time.value, time.start) if time is not None and time.value is not None else (None, None)


def _ends(event: EventFound, role: RoleFound, own: Sequence[RoleFound], done: bool) -> bool:
    kind = event.event_type
    if role.status is RoleStatus.UNKNOWN:
        return False
    if kind in _OF_LIFE:
        return done and role.status is RoleStatus.CURRENT
    if kind in _OF_POSTING and role.title_class in ABROAD:
        return role.status is RoleStatus.CURRENT or _speaks_of(event, role)
    if kind in STARTING:
        return done and _is_left_for_another(event, role, own)
    if kind not in ENDING:
        return False
    return _speaks_of(event, role) or (kind in _OF_OFFICE and _is_only_office(event, role, own))


def _is_only_office(event: EventFound, role: RoleFound, own: Sequence[RoleFound]) -> bool:
    """Whether an event that names no post that the page gives the person can only mean this one."""
    offices = [r for r in own if r.title_class not in _RANKS and r.ended is None and r.status is RoleStatus.CURRENT]
    if any(_speaks_of(event, r) for r in own):
        return False
    return len(offices) == 1 and offices[0] is role


def _is_left_for_another(event: EventFound, role: RoleFound, own: Sequence[RoleFound]) -> bool:
    """As in "the interior minister, X, was named prime minister": the title in front of the name is what X was."""
    if role.confidence < _BESIDE_THE_NAME or role.title_class in _RANKS or not _is_near(event, role):
        return False
    return any(r is not role and r.confidence < _BESIDE_THE_NAME and _is_near(event, r) for r in own)


def _starts(event: EventFound, role: RoleFound, own: Sequence[RoleFound]) -> bool:
    if event.event_type not in STARTING or not _speaks_of(event, role):
        return False
    return not _is_left_for_another(event, role, own)


def _is_near(event: EventFound, role: RoleFound) -> bool:
    return event.start - _SAME_SENTENCE < role.start < event.end and role.end > event.start - _SAME_SENTENCE


def _speaks_of(event: EventFound, role: RoleFound) -> bool:
    """Whether the event is about that post: its body or place is named, or the event stands in the post's own words."""
    if role.organization and event.organization:
        return role.organization == event.organization
    return role.start <= event.start < role.end or event.start <= role.start < event.end


def _in_order(first: str | None, second: str | None) -> bool:
    a, b = bounds(first), bounds(second)
    return a is None or b is None or a[0] <= b[1]
