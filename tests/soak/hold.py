"""Holds a data directory until it is killed: python -m tests.soak.hold DIR."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from flows.data_dir import DataDir, locked

if __name__ == "__main__":
    with locked(DataDir(Path(sys.argv[1]))):
        time.sleep(600)
