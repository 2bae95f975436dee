"""A stage on which page after page fails stops the run; what failed is tried again by the next one."""

from __future__ import annotations

from pathlib import Path

import pytest
from inline import build_here

from tasks.extract.joint_engine import JointEngine
from tasks.validate.gate import GateError


def test_pages_that_stopped_a_run_are_read_again(tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise OSError("the machine is unwell")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(JointEngine, "read", fail)
        with pytest.raises(GateError, match="extract failed on 2 of 2 pages"):
            build_here(tmp_path)
    summary = build_here(tmp_path)
    assert summary.rows["sources"] == 2
    assert summary.reasons == {}
