"""What starts runs by the clock: prefect.yaml, unit files, and what Prefect is told of runs that died."""

from __future__ import annotations

import inspect
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from flows import orchestration
from flows.build_dataset import build_dataset

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "docs" / "systemd").glob("demarche*"))


def test_the_deployment_calls_the_flow_as_it_is_and_refuses_runs_that_overlap() -> None:
    (deployment,) = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    place, _, name = deployment["entrypoint"].partition(":")
    assert (ROOT / place).is_file()
    assert name == build_dataset.fn.__name__
    assert deployment["parameters"].keys() <= inspect.signature(build_dataset.fn).parameters.keys()
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
    for schedule in deployment["schedules"]:
        orchestration.cron_schedule(schedule["cron"], schedule["timezone"])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_takes_the_unit_files(tmp_path: Path) -> None:
    assert len(UNITS) == 3
    for unit in UNITS:  # the program is not installed where they say
        text = unit.read_text(encoding="utf-8").replace("/opt/demarche/.venv/bin/demarche", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    copies = [str(tmp_path / unit.name) for unit in UNITS]
    said = subprocess.run(["systemd-analyze", "verify", *copies], capture_output=True, text=True, check=False)
    assert (said.returncode, [line for line in said.stderr.splitlines() if "demarche" in line]) == (0, [])


@pytest.mark.prefect
def test_a_run_that_died_is_ended_in_prefect_with_its_stages(prefect_server: str) -> None:
    from prefect.client.orchestration import get_client  # noqa: PLC0415
    from prefect.states import Completed, Running  # noqa: PLC0415

    with get_client(sync_client=True) as client:
        parent = client.create_flow_run(build_dataset, parameters={}, state=Running())
        stage = client.create_task_run(_stage, flow_run_id=parent.id, dynamic_key="ingest-0", state=Running())
        children = [
            client.create_flow_run(build_dataset, parameters={}, parent_task_run_id=stage.id, state=state).id
            for state in (Running(), Completed())
        ]
        other = client.create_flow_run(build_dataset, parameters={}, state=Running())
        assert orchestration.mark_crashed(str(parent.id), "its process died")
        types = [client.read_flow_run(one).state_type.value for one in (parent.id, *children, other.id)]
        assert orchestration.mark_crashed("00000000-0000-4000-8000-000000000000", "nobody knows it")
    assert types == ["CRASHED", "CRASHED", "COMPLETED", "RUNNING"]


@orchestration.task("stage")
def _stage(label: str) -> None:
    del label
