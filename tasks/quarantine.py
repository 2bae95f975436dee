"""What a stage sets aside: a page or row that is not let through, with the reason. Nothing is dropped without one."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.about import Quarantined
from schemas.ids import make_id
from schemas.vocab import QuarantineReason, Stage


@dataclass(frozen=True, slots=True)
class Rejected:
    """A page or row set aside. `detail` says what was wrong and what would mend it; `row_json` is the row as it was."""

    stage: Stage
    reason: QuarantineReason
    rule: str
    detail: str
    uri: str | None = None
    source_id: str | None = None
    table_name: str | None = None
    row_json: str | None = None

    def as_row(self, run_id: str) -> Quarantined:
        """The row of `quarantine` for that run."""
        return Quarantined(
            quarantine_id=make_id(
                "qua", run_id, self.stage, self.rule, self.uri or "", self.source_id or "", self.row_json or self.detail
            ),
            run_id=run_id,
            stage=self.stage,
            table_name=self.table_name,
            source_id=self.source_id,
            uri=self.uri,
            rule=self.rule,
            reason=self.reason,
            detail=self.detail,
            row_json=self.row_json,
        )
