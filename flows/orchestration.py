"""The only module that imports Prefect: flows and tasks with our defaults, and what a run shows in its web page."""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import partial
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

import httpx
import prefect
import prefect.runtime.flow_run
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterParentFlowRunId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.exceptions import MissingContextError, ObjectNotFound
from prefect.futures import as_completed
from prefect.logging import get_run_logger
from prefect.schedules import Cron, Schedule
from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Crashed
from prefect.task_runners import ThreadPoolTaskRunner

from flows.workers import Lost, Workers

Params = ParamSpec("Params")
Result = TypeVar("Result")
Item = TypeVar("Item")

DAY = 24 * 3600
# A server that does not answer so many times in a row, with so many seconds between, is gone
_MISSES, _BETWEEN_LOOKS = 6, 10
# Batches that may wait for a worker at once; a waiting one costs a thread
THREADS = 64


_ALONE = ContextVar("_ALONE", default=False)


@contextmanager
def without_server() -> Iterator[None]:
    """Flows called in here are plain functions: no server hears of them, and nothing is shown anywhere."""
    token = _ALONE.set(True)
    try:
        yield
    finally:
        _ALONE.reset(token)


class _Flow(prefect.Flow[Params, Result]):
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """What the function gives."""
        return self.fn(*args, **kwargs) if _ALONE.get() else super().__call__(*args, **kwargs)


def flow(name: str) -> Callable[[Callable[Params, Result]], prefect.Flow[Params, Result]]:
    """A decorator that makes a flow: nothing persisted, parameters passed as they are."""
    threads: Any = ThreadPoolTaskRunner(max_workers=THREADS)

    def made(function: Callable[Params, Result]) -> prefect.Flow[Params, Result]:
        return _Flow(
            function,
            name=name,
            persist_result=False,
            validate_parameters=False,
            timeout_seconds=DAY,
            task_runner=threads,
        )

    return made


def task(name: str) -> Callable[[Callable[Params, Result]], prefect.Task[Params, Result]]:
    """A decorator that makes a task: nothing cached by Prefect, whose keys know nothing of our code.

    No time limit: Prefect cannot interrupt a thread. Workers end batches that take too long themselves.
    """
    return prefect.task(
        name=name, persist_result=False, cache_policy=NO_CACHE, retries=0, task_run_name=f"{name} {{label}}"
    )


@task("batch")
def _do_batch(work: Callable[[], Result], label: str) -> Result:
    del label
    return work()


def map_batches(
    function: Callable[[Sequence[Item]], Result],
    batches: Sequence[Sequence[Item]],
    workers: Workers,
    on_done: Callable[[int], None],
) -> Iterator[tuple[list[Result], list[Lost[Item]]]]:
    """What each batch gave and which items were lost, in the order of the batches, one Prefect task a batch.

    Each comes as soon as it and those before it are done, so that little is lost where a run is killed. `on_done`
    hears how many items were just done, in the order of finishing.
    """
    if _ALONE.get():
        yield from _map_alone(function, batches, workers, on_done)
        return
    # A partial is opaque to Prefect, which would else walk through every item in search of futures
    futures = [
        _do_batch.submit(partial(workers.run, function, batch), label=f"{i + 1} of {len(batches)}")
        for i, batch in enumerate(batches)
    ]
    size = {future.task_run_id: len(batch) for future, batch in zip(futures, batches, strict=True)}
    done, waiting = set(), deque(futures)
    for future in as_completed(futures):
        on_done(size[future.task_run_id])
        done.add(future.task_run_id)
        while waiting and waiting[0].task_run_id in done:
            yield waiting.popleft().result()


def _map_alone(
    function: Callable[[Sequence[Item]], Result],
    batches: Sequence[Sequence[Item]],
    workers: Workers,
    on_done: Callable[[int], None],
) -> Iterator[tuple[list[Result], list[Lost[Item]]]]:
    threads = concurrent.futures.ThreadPoolExecutor(workers.count)
    try:
        futures = [threads.submit(workers.run, function, batch) for batch in batches]
        for future, batch in zip(futures, batches, strict=True):
            yield future.result()
            on_done(len(batch))
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


@contextmanager
def on_server(api_url: str) -> Iterator[None]:
    """What is done in here is done on that server, also where Prefect was imported before anybody knew its address."""
    with temporary_settings({PREFECT_API_URL: api_url}):
        yield


@contextmanager
def quick_flows() -> Iterator[None]:
    """Flows run in here do not wait a second at their end for their heartbeat (a thread that sleeps whole seconds)."""
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield


def current_flow_run() -> str | None:
    """The id of the flow run that this code is in; None outside of any."""
    found = None if _ALONE.get() else prefect.runtime.flow_run.get_id()
    return str(found) if found else None


def log(message: str) -> None:
    """Writes a line to the run's log in the web page."""
    try:
        get_run_logger().info(message)
    except MissingContextError:
        logging.getLogger("demarche").info(message)


def show_markdown(key: str, markdown: str) -> None:
    """Puts the text on the run's page. `key` is lower case with dashes."""
    if _ALONE.get():
        return
    create_markdown_artifact(markdown, key=key)


def show_table(key: str, rows: Sequence[Mapping[str, str | int | float | None]], description: str) -> None:
    """Puts the table on the run's page. `key` is lower case with dashes."""
    if _ALONE.get():
        return
    create_table_artifact([dict(row) for row in rows], key=key, description=description)


def mark_crashed(flow_run_id: str, message: str) -> bool:
    """Whether the server has ended a flow run whose process died, and its stages, or does not know the run.

    Prefect by itself leaves them running for ever. False without a server, or where it fails: that is no reason to
    stop, and another run can tell it.
    """
    if _ALONE.get():
        return False
    this = UUID(flow_run_id)
    unfinished = FlowRunFilterState(
        type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING, StateType.SCHEDULED])
    )
    children = FlowRunFilter(parent_flow_run_id=FlowRunFilterParentFlowRunId(any_=[this]), state=unfinished)
    try:
        with suppress(ObjectNotFound), get_client(sync_client=True) as client:
            for run in client.read_flow_runs(flow_run_filter=children):
                client.set_flow_run_state(run.id, Crashed(message=message), force=True)
            state = client.read_flow_run(this).state
            if state is None or not state.is_final():
                client.set_flow_run_state(this, Crashed(message=message), force=True)
    except httpx.HTTPError:
        return False
    return True


def cron_schedule(cron: str, timezone: str) -> Schedule:
    """The schedule. Raises ValueError where `cron` is none."""
    return Cron(cron, timezone=timezone)


def serve(
    entry: prefect.Flow[Any, Any],
    name: str,
    schedule: Schedule,
    parameters: dict[str, Any],
    is_server_there: Callable[[], bool],
) -> bool:
    """Runs the flow on a schedule until the process is told to end; how each run ended is said on stdout.

    A run whose time comes while another is at work is cancelled, not queued. SIGTERM ends a run in progress. False if
    it ended because the server is gone, for without it no run would start any more.
    """
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy  # noqa: PLC0415
    from prefect.runner import Runner  # noqa: PLC0415 (slow, and only needed here)

    class UntilTold(Runner):
        told_to_end: Callable[[], object]

        def handle_sigterm(self, *_: Any, **__: Any) -> None:
            """Ends the run in progress too. Prefect's own handler leaves it alone, and never awaits its stop()."""
            for child in multiprocessing.active_children():
                child.terminate()
            self.told_to_end()

    # Of a run that is ended the semaphores are cleaned up by Python itself, which need not warn of it
    os.environ.setdefault("PYTHONWARNINGS", "ignore:resource_tracker:UserWarning")
    runner = UntilTold(name=name)
    runner.add_flow(
        entry.with_options(on_completion=[_say_end], on_failure=[_say_end], on_crashed=[_say_end]),
        name=name,
        schedule=schedule,
        parameters=parameters,
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
    )

    async def until_told() -> bool:
        loop, this = asyncio.get_running_loop(), asyncio.current_task()
        runner.told_to_end = partial(loop.call_soon_threadsafe, this.cancel if this else loop.stop)
        gone = asyncio.create_task(_until_gone(is_server_there))
        gone.add_done_callback(lambda task: None if task.cancelled() else runner.told_to_end())
        with suppress(asyncio.CancelledError):
            await runner.start()
        return not gone.done() or gone.cancelled()

    return asyncio.run(until_told())


async def _until_gone(is_there: Callable[[], bool]) -> None:
    misses = 0
    while misses < _MISSES:
        await asyncio.sleep(_BETWEEN_LOOKS)
        misses = 0 if await asyncio.to_thread(is_there) else misses + 1


_PREFIX = "Flow run encountered an exception: "


def _say_end(flow: Any, flow_run: Any, state: Any) -> None:
    del flow
    failed = state.is_failed() or state.is_crashed()
    said = (state.message or "").removeprefix(_PREFIX) if failed else getattr(state.data, "result", "")
    sys.stdout.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC  {flow_run.name}  {state.name.lower()}  {said}\n")
    sys.stdout.flush()
