"""Stretches of days."""

from datetime import date

from tasks.resolve.runs import Run, common, union, where

YEAR = Run(date(2014, 1, 1), date(2014, 12, 31))


def test_a_stretch_is_found_to_the_day_in_weekly_steps() -> None:
    asked: list[date] = []

    def holds(day: date) -> bool:
        asked.append(day)
        return date(2014, 3, 5) <= day <= date(2014, 5, 11) or day >= date(2014, 12, 24)

    assert where(holds, YEAR, 7) == [
        Run(date(2014, 3, 5), date(2014, 5, 11)),
        Run(date(2014, 12, 24), date(2014, 12, 31)),
    ]
    assert len(asked) < 70


def test_nothing_holds_or_everything() -> None:
    assert where(lambda day: False, YEAR, 7) == []
    assert where(lambda day: True, YEAR, 7) == [YEAR]
    assert where(lambda day: True, Run(YEAR.first, YEAR.first), 7) == [Run(YEAR.first, YEAR.first)]


def test_runs_that_touch_are_one() -> None:
    runs = [Run(date(2014, 2, 1), date(2014, 2, 9)), Run(date(2014, 1, 1), date(2014, 1, 31))]
    assert union([*runs, Run(date(2014, 4, 1), date(2014, 4, 1))]) == [
        Run(date(2014, 1, 1), date(2014, 2, 9)),
        Run(date(2014, 4, 1), date(2014, 4, 1)),
    ]


def test_common_days() -> None:
    spring = [Run(date(2014, 3, 1), date(2014, 5, 31))]
    assert common([Run(date(2014, 5, 20), date(2014, 6, 9)), Run(date(2014, 8, 1), date(2014, 8, 9))], spring) == [
        Run(date(2014, 5, 20), date(2014, 5, 31))
    ]
