"""Closed vocabularies: every word that a column with `words` may hold, with what it means.

Event types follow the annotation guidelines (docs/guidelines.md). PLOVER categories and CAMEO codes are the nearest
entry of each scheme, null where neither scheme has one (docs/dictionary.md lists them).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EventType(StrEnum):
    """What can happen in a career."""

    APPOINTMENT = "appointment"
    NOMINATION = "nomination"
    ELECTION = "election"
    CANDIDACY = "candidacy"
    RESIGNATION = "resignation"
    DISMISSAL = "dismissal"
    RECALL = "recall"
    RETIREMENT = "retirement"
    DEFECTION = "defection"
    ASYLUM_REQUEST = "asylum_request"
    ASYLUM_GRANT = "asylum_grant"
    ASYLUM_DENIAL = "asylum_denial"
    FLIGHT = "flight"
    JOINING = "joining"
    LEAVING = "leaving"
    FOUNDING = "founding"
    ARREST = "arrest"
    DETENTION = "detention"
    ABDUCTION = "abduction"
    CHARGE = "charge"
    SENTENCING = "sentencing"
    RELEASE = "release"
    EXPULSION = "expulsion"
    SANCTION = "sanction"
    KILLING = "killing"
    DEATH = "death"
    INJURY = "injury"
    THREAT = "threat"
    PROTEST = "protest"
    PRESS_CONFERENCE = "press_conference"
    STATEMENT_AGAINST = "statement_against"
    MEETING = "meeting"


class MentionForm(StrEnum):
    """How a page points at a person."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class TitleClass(StrEnum):
    """What kind of post."""

    HEAD_OF_STATE = "head_of_state"
    HEAD_OF_GOVERNMENT = "head_of_government"
    MINISTER = "minister"
    HEAD_OF_MISSION = "head_of_mission"
    DEPUTY_HEAD_OF_MISSION = "deputy_head_of_mission"
    DIPLOMAT = "diplomat"
    CONSUL = "consul"
    ATTACHE = "attache"
    SPOKESPERSON = "spokesperson"
    MILITARY = "military"
    POLICE = "police"
    INTELLIGENCE = "intelligence"
    JUDGE = "judge"
    PROSECUTOR = "prosecutor"
    LEGISLATOR = "legislator"
    GOVERNOR = "governor"
    MAYOR = "mayor"
    PARTY = "party"
    CIVIL_SERVICE = "civil_service"
    INTERNATIONAL = "international"
    BUSINESS = "business"
    RELIGIOUS = "religious"
    MOVEMENT = "movement"
    OTHER = "other"


class OrganizationKind(StrEnum):
    """What kind of body."""

    EMBASSY = "embassy"
    CONSULATE = "consulate"
    MISSION = "mission"
    MINISTRY = "ministry"
    GOVERNMENT = "government"
    PARLIAMENT = "parliament"
    COURT = "court"
    MILITARY = "military"
    POLICE = "police"
    INTELLIGENCE = "intelligence"
    PARTY = "party"
    MOVEMENT = "movement"
    INTERNATIONAL = "international"
    COMPANY = "company"
    MEDIA = "media"
    UNIVERSITY = "university"
    STATE = "state"
    REGION = "region"
    OTHER = "other"


class RoleStatus(StrEnum):
    """Whether a post is held, seen from the page's date."""

    CURRENT = "current"
    FORMER = "former"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """What the page does with a claim."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ALLEGES = "alleges"


class Realis(StrEnum):
    """Whether it happened."""

    ACTUAL = "actual"
    PLANNED = "planned"
    DENIED = "denied"
    ALLEGED = "alleged"


class OccurredBasis(StrEnum):
    """How an event's date is known."""

    EXPLICIT = "explicit"
    RELATIVE = "relative"
    INFERRED = "inferred"
    NONE = "none"


class PublishedBasis(StrEnum):
    """How a page's date is known."""

    METADATA = "metadata"
    URL = "url"
    BYLINE = "byline"
    TEXT = "text"
    INFERRED = "inferred"
    NONE = "none"


class DuplicateKind(StrEnum):
    """How a page repeats another."""

    EXACT = "exact"
    NEAR = "near"
    EXCERPT = "excerpt"


class Agreement(StrEnum):
    """Whether independent sources agree."""

    SINGLE = "single"
    AGREED = "agreed"
    DISPUTED = "disputed"


class ParticipantRole(StrEnum):
    """A party's part in an event."""

    ACTOR = "actor"
    TARGET = "target"
    MEMBER = "member"


class Stage(StrEnum):
    """The stages of the line, in order."""

    INGEST = "ingest"
    CLEAN = "clean"
    EXTRACT = "extract"
    RESOLVE = "resolve"
    PUBLISH = "publish"


class SeverityWord(StrEnum):
    """What breaking a rule does."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


class QuarantineReason(StrEnum):
    """Why a page or row was set aside."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    BINARY = "binary"
    OVERSIZE = "oversize"
    LANGUAGE = "language"
    MALFORMED = "malformed"
    UNSUPPORTED = "unsupported"
    NO_ARTICLE = "no_article"
    TOO_COMPLEX = "too_complex"
    RULE = "rule"
    FORGOTTEN = "forgotten"
    FAILED = "failed"


class RunState(StrEnum):
    """How a run ended."""

    RUNNING = "running"
    COMPLETED = "completed"
    UNCHANGED = "unchanged"
    FAILED = "failed"


class ChangeKind(StrEnum):
    """How a row differs from the release before."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class ResolutionVerdict(StrEnum):
    """What was judged of two names or ids."""

    SAME = "same"
    DIFFERENT = "different"
    REDIRECT = "redirect"


class VerdictWord(StrEnum):
    """What a person may decide."""

    SAME = "same"
    DIFFERENT = "different"
    WRONG = "wrong"
    RIGHT = "right"
    CORRECT = "correct"


class IdKind(StrEnum):
    """What an id stands for."""

    PERSON = "person"
    ROLE = "role"
    EVENT = "event"


class EvaluationKind(StrEnum):
    """What is compared with gold pages."""

    PEOPLE = "people"
    ROLES = "roles"
    ROLES_FULL = "roles_full"
    EVENTS = "events"
    EVENTS_FULL = "events_full"
    SAME_PERSON_PAIRS = "same_person_pairs"
    STORY_PAIRS = "story_pairs"
    TITLE = "title"
    OUTLET = "outlet"
    AUTHOR = "author"
    PUBLISHED = "published"
    NO_FALSE_PUBLISHED = "no_false_published"
    BODY_START = "body_start"
    BODY_END = "body_end"
    BOILERPLATE_OUT = "boilerplate_out"
    QUOTES_IN_PLACE = "quotes_in_place"


class EvaluationScope(StrEnum):
    """Which part of the gold pages a figure is about."""

    ALL = "all"
    EVENT_TYPE = "event_type"
    TITLE_CLASS = "title_class"
    PAGE_STYLE = "page_style"
    CONFIDENCE = "confidence"


@dataclass(frozen=True)
class EventCodes:
    """The nearest PLOVER category and CAMEO code of an event type."""

    plover: str | None
    cameo: str | None
