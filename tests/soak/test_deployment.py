"""prefect.yaml on a server and a worker: deployed, run, and its run shows what came of it."""

from __future__ import annotations

import pytest
from live import ROOT, Live, live

__all__ = ["live"]

pytestmark = pytest.mark.slow


def test_the_deployment_is_made_and_a_worker_runs_it(live: Live) -> None:
    live.call("flows.cli", "server", "start")
    live.environment |= {
        "PREFECT_API_URL": live.api,
        "DEMARCHE_HOME": str(ROOT),
        "DEMARCHE_PAGES": str(ROOT / "samples"),
        "DEMARCHE_DATA": str(live.data),
    }
    live.call("prefect", "work-pool", "create", "demarche", "--type", "process")
    live.call("prefect", "--no-prompt", "deploy", "--name", "nightly")
    live.call("prefect", "deployment", "run", "build-dataset/nightly")
    worker = live.start("prefect", "worker", "start", "--pool", "demarche")
    try:
        live.wait_for(lambda: live.states() == ["completed"], 300, worker)
        live.wait_for(lambda: "COMPLETED" in [run["state_type"] for run in live.flow_runs()], 60, worker)
    finally:
        worker.terminate()
        worker.wait(timeout=60)
