"""What the heads tell apart, in the order of their outputs; and which pages are not learnt from."""

from __future__ import annotations

from schemas.vocab import EventType, Realis, RoleStatus

EVENT_TYPES = tuple(EventType)
REALIS = (Realis.ACTUAL, Realis.PLANNED, Realis.DENIED, Realis.ALLEGED)
STATUSES = (RoleStatus.CURRENT, RoleStatus.FORMER, RoleStatus.UNKNOWN)
LEFT_OUT = 9  # every ninth page is not learnt from
WRITTEN = "written"  # the style of passages that were written for the training
