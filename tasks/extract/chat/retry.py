"""When a request is sent again, and how long to wait before."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# 408 the server gave up waiting, 409 and 425 try later, 429 too many, 5xx its own trouble
RETRIED = frozenset({408, 409, 425, 429})
LONGEST_PAUSE = 60.0
_FIRST_PAUSE = 1.0
_jitter = random.Random()  # noqa: S311 (spreads requests in time, keeps no secret)


def is_retried(status: int) -> bool:
    """Whether a reply with that status may be a good one next time."""
    return status in RETRIED or status >= 500


def pause_before(attempt: int, retry_after: str | None = None, now: datetime | None = None) -> float:
    """Seconds to wait before attempt 1, 2, ...: doubling with jitter, or what the server asks for, a minute at most."""
    asked = _seconds(retry_after, now or datetime.now(UTC))
    if asked is not None:
        return min(asked, LONGEST_PAUSE)
    longest = min(_FIRST_PAUSE * 2.0 ** (attempt - 1), LONGEST_PAUSE)
    return longest * _jitter.uniform(0.5, 1)


def _seconds(retry_after: str | None, now: datetime) -> float | None:
    """What a Retry-After header asks for: seconds or a date. None where it is neither."""
    if retry_after is None:
        return None
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())
