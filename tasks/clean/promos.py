"""Lines in which a site speaks to its reader: asks to subscribe, follow, join or write in."""

from __future__ import annotations

import re

_LONGEST = 30  # words
_QUOTED = re.compile(r"[\"“”«»„]")
# what a site asks its reader to do, at the start of a sentence
_ASKS = re.compile(
    r"(?:^|[.!?:…]\s)\W{0,3}(?:please )?(?:join|get|sign up|subscribe|support|follow|share|click|tap|download|listen"
    r"|watch|write|contact|e-?mail|send|help|give|buy|donate|register|become|read|enter|view|check|enjoy|unlock|install"
    r"|receive|stay|catch up|never miss|don['’]t miss|have you|do you|did you|are you|want|enjoying|like what)\b",
    re.IGNORECASE,
)
# what only a site speaks of when it asks: itself, its letters, its apps
_SITE = re.compile(
    r"\b(?:(?:our|the|a|free|daily|weekly|morning|evening) (?:[\w-]+ ){0,2}(?:newsletters?|podcasts?|apps?|digest"
    r"|briefings?|mailing list|channel|membership|subscribers?)"
    r"|your (?:inbox|e-?mail|mailbox|browser|subscription|device|phone|feed|tips)"
    r"|our (?:[\w-]+ ){0,2}(?:journalism|reporters?|readers|community|page|site|website|letter|archive|coverage"
    r"|reporting|newsroom|journalists|members|letters page|e-?paper)"
    r"|this (?:article|story|post|page|link|form|newsletter|podcast)\b"
    r"|independent (?:journalism|reporting|media)"
    r"|(?:on|via|through) (?:twitter|x|facebook|instagram|telegram|whatsapp|youtube|tiktok|linkedin|google news|threads"
    r"|bluesky|mastodon|apple podcasts|spotify)\b|@\w{3,}"
    r"|(?:a|per|every) (?:week|month|year)[.!]?$|free trial|for free\b"
    r"|thousands of readers|\d[\d,.]* (?:readers|subscribers|others|people) who)",
    re.IGNORECASE,
)


def is_promo(text: str, n_words: int) -> bool:
    """Whether a line of so many words asks the reader for something that sites ask for, in nobody's quoted words."""
    if n_words > _LONGEST or n_words < 3 or _QUOTED.search(text):
        return False
    return _ASKS.search(text) is not None and _SITE.search(text) is not None
