"""How a run tells where it is: bars on a terminal, plain lines elsewhere, nothing in a library call."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class Reporter(ABC):
    """Hears what a run does."""

    @abstractmethod
    def step(self, name: str, total: int | None) -> None:
        """A step begins; `total` counts its pages, None where that is not known."""

    @abstractmethod
    def advance(self, count: int) -> None:
        """So many more of the step's pages are done."""

    @abstractmethod
    def done(self, result: str) -> None:
        """The step is over, and what it came to."""


class Silence(Reporter):
    """Says nothing."""

    def step(self, name: str, total: int | None) -> None:
        """Says nothing."""

    def advance(self, count: int) -> None:
        """Says nothing."""

    def done(self, result: str) -> None:
        """Says nothing."""


class Lines(Reporter):
    """One line a step, and one every ten seconds of a long one: for logs."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._name = ""
        self._total: int | None = None
        self._count = 0
        self._started = self._said = 0.0

    def step(self, name: str, total: int | None) -> None:
        """See Reporter."""
        self._name, self._total, self._count = name, total, 0
        self._started = self._said = time.monotonic()

    def advance(self, count: int) -> None:
        """See Reporter."""
        self._count += count
        if time.monotonic() - self._said > 10:
            self._said = time.monotonic()
            self._console.print(f"{self._name}: {self._count} of {self._total or '?'}", highlight=False)

    def done(self, result: str) -> None:
        """See Reporter."""
        seconds = time.monotonic() - self._started
        self._console.print(f"{self._name}: {result} ({seconds:.1f} s)", highlight=False, soft_wrap=True)


class Bars(Reporter):
    """A bar a step, on a terminal."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = TaskID(0)

    def step(self, name: str, total: int | None) -> None:
        """See Reporter."""
        self._task = self._progress.add_task(name, total=total, result="")

    def advance(self, count: int) -> None:
        """See Reporter."""
        self._progress.advance(self._task, count)

    def done(self, result: str) -> None:
        """See Reporter."""
        total = self._progress.tasks[self._task].total or 1
        self._progress.update(self._task, total=total, completed=total, result=result)


@contextmanager
def reporter(console: Console) -> Iterator[Reporter]:
    """Bars where the console is a terminal, else lines."""
    if not console.is_terminal:
        yield Lines(console)
        return
    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[result]}"),
    )
    with Progress(*columns, console=console) as progress:
        yield Bars(progress)
