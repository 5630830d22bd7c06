"""Rows of the tables on a sweep's page."""

import shlex
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

import numpy as np

from relaywalk.analysis.sweeps.rates import Rate, runs_needed
from relaywalk.analysis.sweeps.sweep_table import SUCCESS, UNITS
from relaywalk.plots.sweep.figures import Threshold, in_words
from relaywalk.plots.sweep.outcome_marks import in_order, mark_of
from relaywalk.report.sweep.sweep import Sweep
from relaywalk.types import Array

CLAIMS = (0.90, 0.95, 0.97, 0.99)  # fractions of success that a sweep may want to show
QUANTILES = (0.05, 0.5, 0.95)
MAXIMUM_FAILURES = 300  # that are listed
AGAIN = "again"  # folder beside `runs` for runs made again


class OutcomeRow(NamedTuple):
    """How many runs had an outcome."""

    outcome: str
    colour: str
    rate: Rate


class ClaimRow(NamedTuple):
    """Whether the runs show that a fraction of all runs would succeed.

    Attributes:
        fraction: That is claimed.
        shown: Whether the interval lies above it.
        without: How many runs it takes if none fails.
        as_here: How many it takes with as many failures as there are.
    """

    fraction: float
    shown: bool
    without: int
    as_here: int


class FailureRow(NamedTuple):
    """A run that did not succeed, and the command that makes it again."""

    run: int
    seed: int
    outcome: str
    reason: str
    folder: str
    command: str


class NumberRow(NamedTuple):
    """A measured number over the runs that succeeded, in four digits.

    Attributes:
        name: In words, with its unit.
        runs: That have it.
        low, median, high: 5 %, 50 % and 95 % of them are below.
        worst: The one nearest to the limit, or beyond it.
        limit: In words; empty if there is none.
    """

    name: str
    runs: int
    low: str
    median: str
    high: str
    worst: str
    limit: str


def outcome_rows(sweep: Sweep) -> list[OutcomeRow]:
    """Return every outcome there is, success first."""
    counts, runs = sweep.summary.outcomes, len(sweep.table)
    return [
        OutcomeRow(outcome, mark_of(outcome).colour, Rate(counts[outcome], runs))
        for outcome in in_order(counts)
    ]


def claim_rows(rate: Rate) -> list[ClaimRow]:
    """Return what a rate shows and what more it would take."""
    failures = rate.runs - rate.successes
    return [
        ClaimRow(
            fraction,
            rate.wilson95.low >= fraction,
            runs_needed(1.0 - fraction),
            runs_needed(1.0 - fraction, failures),
        )
        for fraction in CLAIMS
    ]


def failure_rows(sweep: Sweep) -> list[FailureRow]:
    """Return the runs that did not succeed, grouped by outcome."""
    table = sweep.table
    order = in_order(table.outcomes)
    rows = [row for row, of in enumerate(table.outcomes) if of != SUCCESS]
    rows.sort(key=lambda row: order.index(table.outcomes[row]))
    return [
        FailureRow(
            run=table.columns["run"][row],
            seed=table.columns["seed"][row],
            outcome=table.outcomes[row],
            reason=table.columns["reason"][row],
            folder=table.columns["folder"][row],
            command=again(sweep, row),
        )
        for row in rows[:MAXIMUM_FAILURES]
    ]


def again(sweep: Sweep, row: int) -> str:
    """Return the command that makes a run again, given in the sweep's folder."""
    scenario = sweep.scenario_of(row)
    if scenario is None:
        return ""
    out = f"{AGAIN}/{PurePosixPath(scenario).parent.name}"
    return shlex.join(("relaywalk", "run", scenario, "--out", out))


def number_rows(sweep: Sweep) -> list[NumberRow]:
    """Return how the measured numbers of all successes are spread."""
    won = np.array(sweep.table.succeeded, dtype=bool)
    rows = []
    for name in sweep.table.scalars:
        values = sweep.table.numbers(name)[won]
        values = values[np.isfinite(values)]
        if len(values):
            rows.append(_number_row(name, values, sweep.limits.get(name)))
    return rows


def _number_row(name: str, values: Array, limit: Threshold | None) -> NumberRow:
    """Return how (runs,) values of one number are spread."""
    low, median, high = (f"{value:.4g}" for value in np.quantile(values, QUANTILES))
    worst = values.min() if limit and limit.is_minimum else values.max()
    return NumberRow(
        name=f"{in_words(name)} [{UNITS[name]}]",
        runs=len(values),
        low=low,
        median=median,
        high=high,
        worst=f"{worst:.4g}" if limit else "",
        limit=limit.says(UNITS[name]) if limit else "",
    )


def spans(numbers: Iterable[int]) -> str:
    """Return whole numbers in short, such as "1-3, 7"."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(_span(first, last) for first, last in found)


def _span(first: int, last: int) -> str:
    """Return one span; two numbers are two."""
    if last - first < 2:
        return ", ".join(map(str, dict.fromkeys((first, last))))
    return f"{first}-{last}"


def percent(fraction: float) -> str:
    """Return a fraction as it is read; 0 and 100 % are said only if they are."""
    if 1e-9 < fraction < 0.0005:
        return "< 0.1 %"
    if 0.9995 <= fraction < 1.0 - 1e-9:
        return "> 99.9 %"
    return f"{100.0 * fraction:.1f} %"


def interval(ends: Sequence[float]) -> str:
    """Return an interval of shares, such as "86.3 to 96.6 %"."""
    low, high = (percent(end) for end in ends)
    return f"{low.removesuffix(' %')} to {high}"
