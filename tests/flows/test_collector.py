from __future__ import annotations

import gc

import pytest

from flows.collector import collector_paused


def test_the_collector_stands_still_and_goes_on_whatever_happens() -> None:
    @collector_paused()
    def fail() -> None:
        assert not gc.isenabled()
        raise OSError("the machine is unwell")

    assert gc.isenabled()
    with pytest.raises(OSError, match="unwell"):
        fail()
    assert gc.isenabled()
