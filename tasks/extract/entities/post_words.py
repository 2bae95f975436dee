"""Words and classes of posts that decide how what follows a title is read."""

from __future__ import annotations

from schemas.vocab import TitleClass

PREPOSITIONS = frozenset(["of", "for", "in", "to", "at", "on", "with", "from", "under", "inside", "within"])


REGION_NOUNS = frozenset(
    [
        "state",
        "states",
        "province",
        "region",
        "district",
        "county",
        "governorate",
        "department",
        "prefecture",
        "oblast",
        "krai",
        "division",
        "island",
        "islands",
        "territory",
        "municipality",
        "city",
        "town",
        "ward",
        "constituency",
        "range",
        "canton",
        "emirate",
        "commune",
    ]
)


STOPS = frozenset(
    [
        "who",
        "which",
        "that",
        "and",
        "or",
        "was",
        "is",
        "were",
        "are",
        "has",
        "had",
        "have",
        "said",
        "says",
        "in",
        "at",
        "on",
        "from",
        "to",
        "for",
        "of",
        "with",
        "by",
        "as",
        "but",
        "when",
        "while",
        "where",
        "after",
        "before",
        "since",
        "until",
        "he",
        "she",
        "they",
        "it",
        "this",
        "years",
        "days",
        "months",
        "people",
    ]
)


MISSION_CLASSES = frozenset(
    (
        TitleClass.HEAD_OF_MISSION,
        TitleClass.DEPUTY_HEAD_OF_MISSION,
        TitleClass.DIPLOMAT,
        TitleClass.CONSUL,
        TitleClass.ATTACHE,
    )
)


LOCAL_CLASSES = (
    frozenset(
        (
            TitleClass.GOVERNOR,
            TitleClass.MAYOR,
            TitleClass.POLICE,
            TitleClass.JUDGE,
            TitleClass.LEGISLATOR,
            TitleClass.PROSECUTOR,
        )
    )
    | MISSION_CLASSES
)


CALENDAR = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
