"""Who does the work of a batch: processes on this machine, or a Dask cluster. A batch that kills its worker is split
until the page that does it stands alone; that page is given up, the rest goes on.
"""

from __future__ import annotations

import faulthandler
import importlib
import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import forkserver
from types import TracebackType
from typing import Any, Generic, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# What a worker process has ready before it gets its first batch
PRELOAD = ("flows.batches",)


@dataclass(frozen=True, slots=True)
class Lost(Generic[Item]):
    """An item that killed its worker or ran past its time, twice at least."""

    item: Item
    why: str


class WorkerDied(Exception):  # noqa: N818 (it is what happened, not a mistake of the caller)
    """The process that did the batch is gone; the message says how."""


class NoClusterError(WorkerDied):
    """No Dask cluster answers at the address; the message names it."""


class Worker(Protocol):
    """Does one batch at a time."""

    def do(self, function: Callable[[Sequence[Item]], Result], items: Sequence[Item], seconds: float) -> Result:
        """What the function gives for the items. Raises WorkerDied if it took longer or its process died."""
        ...

    def close(self) -> None:
        """Ends the worker."""
        ...


class ProcessWorker:
    """One process of its own, started anew after it died."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def do(self, function: Callable[[Sequence[Item]], Result], items: Sequence[Item], seconds: float) -> Result:
        """See Worker. The time limit is kept inside the process, so that code stuck in a C library ends too."""
        if self._pool is None:
            self._pool = _new_pool()
        try:
            return self._pool.submit(_within, function, items, seconds).result()
        except BrokenProcessPool as error:
            self.close()
            raise WorkerDied(f"its process died, ran out of memory or took longer than {seconds:.0f} s") from error

    def warm_up(self) -> None:
        """Starts the process without waiting for it."""
        if self._pool is None:
            self._pool = _new_pool()
            self._pool.submit(_preload)

    def close(self) -> None:
        """Ends the process."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


class DaskWorker:
    """A place in a Dask cluster's queue. Paths must mean the same on its machines as here."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def do(self, function: Callable[[Sequence[Item]], Result], items: Sequence[Item], seconds: float) -> Result:
        """See Worker."""
        from distributed import KilledWorker  # noqa: PLC0415 (an optional part)

        future = self._client.submit(function, items, pure=False)
        try:
            result: Result = future.result(timeout=seconds)
        except TimeoutError as error:
            future.cancel(force=True)
            raise WorkerDied(f"it took longer than {seconds:.0f} s") from error
        except KilledWorker as error:
            raise WorkerDied("its Dask worker died") from error
        return result

    def close(self) -> None:
        """Nothing to end: the cluster stays."""


class Workers:
    """A fixed number of workers that threads share."""

    def __init__(self, workers: Sequence[Worker], seconds_per_item: float) -> None:
        self.count = len(workers)
        self._all = list(workers)
        self._free: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        for worker in workers:
            self._free.put(worker)
        self._seconds_per_item = seconds_per_item

    def at_most(self, count: int) -> Workers:
        """The same workers, no more than so many. Use one or the other at a time."""
        return Workers(self._all[:count], self._seconds_per_item)

    def run(
        self, function: Callable[[Sequence[Item]], Result], items: Sequence[Item]
    ) -> tuple[list[Result], list[Lost[Item]]]:
        """What the function gives for the items, in as many pieces as it took, and the items that were given up.

        Waits for a free worker. An exception of the function itself is raised here.
        """
        worker = self._free.get()
        try:
            return self._run(worker, function, items)
        finally:
            self._free.put(worker)

    def _run(
        self, worker: Worker, function: Callable[[Sequence[Item]], Result], items: Sequence[Item]
    ) -> tuple[list[Result], list[Lost[Item]]]:
        try:
            return [worker.do(function, items, self._seconds_per_item * max(1, len(items)))], []
        except WorkerDied as death:
            if len(items) <= 1:
                return [], [Lost(item, str(death)) for item in items]
        middle = len(items) // 2
        left, left_lost = self._run(worker, function, items[:middle])
        right, right_lost = self._run(worker, function, items[middle:])
        return left + right, left_lost + right_lost

    def close(self) -> None:
        """Ends all workers."""
        for worker in self._all:
            worker.close()

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def open_workers(count: int, dask: str | None, seconds_per_item: float) -> Iterator[Workers]:
    """Workers in processes of this machine, or with `dask` on the cluster at that address (`local` makes one here).

    Raises:
        WorkerDied: there is no Dask.
        NoClusterError: no cluster answers at the address.
    """
    if dask is None:
        processes = [ProcessWorker() for _ in range(count)]
        for process in processes:
            process.warm_up()
        with Workers(processes, seconds_per_item) as workers:
            yield workers
        return
    with _dask_client(dask, count) as client:
        places = max(1, sum(client.nthreads().values()))
        with Workers([DaskWorker(client) for _ in range(places)], seconds_per_item) as workers:
            yield workers


def load_early() -> None:
    """Begins to load what workers need, without waiting, while this process is busy with something else."""
    context = _start_method()
    if context.get_start_method() == "forkserver":
        forkserver.ensure_running()


def split_into_batches(items: Sequence[Item], size: int, workers: int, most: int = 100) -> list[Sequence[Item]]:
    """The items in batches of about `size`: smaller where a worker would else be idle, larger to stay within `most`."""
    if not items:
        return []
    size = max(1, min(size, -(-len(items) // workers)))
    size = min(max(size, -(-len(items) // most)), 5_000)
    return [items[i : i + size] for i in range(0, len(items), size)]


def _new_pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=1, mp_context=_start_method(), initializer=_begin)


def _begin() -> None:
    # Ctrl-C reaches all processes of a terminal; how it ends is for the parent to say
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for its next batch for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _within(function: Callable[[Sequence[Item]], Result], items: Sequence[Item], seconds: float) -> Result:
    # A watchdog thread of C: it ends the process even if the work never comes back to Python
    faulthandler.dump_traceback_later(seconds, exit=True, file=sys.__stderr__ or sys.stderr)
    try:
        return function(items)
    except MemoryError:
        # Half the batch may fit, and a process that ran out of memory is not one to go on with
        os._exit(1)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _preload() -> None:
    for module in PRELOAD:
        __import__(module)


def _start_method() -> multiprocessing.context.BaseContext:
    """Fork is out: this process has threads (Prefect's). A fork server loads the engine once for all workers."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(PRELOAD))
        return context
    return multiprocessing.get_context("spawn")


@contextmanager
def _dask_client(address: str, count: int) -> Iterator[Any]:
    try:
        distributed: Any = importlib.import_module("distributed")  # an optional part, slow to import
    except ImportError as error:
        raise WorkerDied("Dask is not installed. Install it with: pip install 'demarche[cluster]'") from error
    if address == "local":
        with (
            distributed.LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = distributed.Client(address, timeout=20)
    except (OSError, TimeoutError, ValueError) as error:
        raise NoClusterError(
            f"no Dask scheduler answers at {address}: {error}. Start one, or leave out --dask."
        ) from error
    with client:
        yield client
