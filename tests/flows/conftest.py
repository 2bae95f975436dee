"""The suite's only Prefect server."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[str]:
    """The API address of a server of the tests' own, on a database that goes with them."""
    importlib.import_module("flows")  # quiets Prefect before it is imported
    from prefect.settings import PREFECT_API_URL  # noqa: PLC0415
    from prefect.testing.utilities import prefect_test_harness  # noqa: PLC0415 (seconds: it brings the server)

    with prefect_test_harness(server_startup_timeout=240):
        url = str(PREFECT_API_URL.value())
        before = os.environ.get("PREFECT_API_URL")
        os.environ["PREFECT_API_URL"] = url
        yield url
        if before is None:
            del os.environ["PREFECT_API_URL"]
        else:
            os.environ["PREFECT_API_URL"] = before
