"""A batch that kills its worker costs the page that does it, and no other."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from flows.workers import Workers, open_workers, split_into_batches


def double(numbers: Sequence[int]) -> list[int]:
    return [2 * n for n in numbers]


def die_on_three(numbers: Sequence[int]) -> list[int]:
    if 3 in numbers:
        os._exit(9)
    return list(numbers)


def sleep_on_three(numbers: Sequence[int]) -> list[int]:
    if 3 in numbers:
        time.sleep(60)
    return list(numbers)


def take_too_much_on_three(numbers: Sequence[int]) -> list[int]:
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + 200_000_000, resource.RLIM_INFINITY))
    return [len(bytearray(600_000_000 if n == 3 else 1_000)) for n in numbers]


def fail(numbers: Sequence[int]) -> list[int]:
    raise ValueError(f"cannot read {numbers[0]}")


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with open_workers(1, None, seconds_per_item=30) as workers:
        yield workers


def test_a_batch_comes_back_as_one_result(workers: Workers) -> None:
    assert workers.run(double, [1, 2, 3]) == ([[2, 4, 6]], [])


def test_the_page_that_kills_its_worker_is_given_up_and_the_others_are_read(workers: Workers) -> None:
    results, lost = workers.run(die_on_three, [1, 2, 3, 4, 5])
    assert [n for result in results for n in result] == [1, 2, 4, 5]
    assert [one.item for one in lost] == [3]
    assert "died" in lost[0].why
    assert workers.run(double, [7]) == ([[14]], [])


def test_a_page_that_takes_too_long_is_given_up() -> None:
    with open_workers(1, None, seconds_per_item=1.5) as workers:
        results, lost = workers.run(sleep_on_three, [2, 3])
    assert (results, [one.item for one in lost]) == ([[2]], [3])


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is limited as Linux does it")
def test_the_page_that_needs_more_memory_than_there_is_is_given_up_and_the_others_are_read(workers: Workers) -> None:
    results, lost = workers.run(take_too_much_on_three, [1, 2, 3, 4, 5])
    assert [n for result in results for n in result] == [1_000] * 4
    assert [one.item for one in lost] == [3]
    assert "ran out of memory" in lost[0].why


def test_an_exception_of_the_function_is_raised_here(workers: Workers) -> None:
    with pytest.raises(ValueError, match="cannot read 1"):
        workers.run(fail, [1])


@pytest.mark.parametrize(
    ("n", "size", "workers", "sizes"),
    [
        (0, 50, 2, []),
        (12, 50, 2, [6, 6]),
        (120, 50, 2, [50, 50, 20]),
        (5, 50, 8, [1, 1, 1, 1, 1]),
        (30_000, 50, 2, [300] * 100),
    ],
)
def test_batches_keep_workers_busy_and_stay_few(n: int, size: int, workers: int, sizes: list[int]) -> None:
    assert [len(batch) for batch in split_into_batches(range(n), size, workers)] == sizes
