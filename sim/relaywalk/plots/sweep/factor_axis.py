"""FactorAxis: how a factor of a sweep lies along an axis, in bands or on its scale."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from relaywalk.types import Array

MAXIMUM_LEVELS = 12  # distinct numbers of a factor that has a band for each
MAXIMUM_BINS = 6  # of a factor that has none
MINIMUM_RUNS = 5.0  # runs that a cell of two axes should hold on average
SPREAD = 0.25  # of the runs about the middle of their band, either way


class FactorAxis(NamedTuple):
    """The runs along one axis.

    Attributes:
        positions: (runs,) position on the axis, in the factor's unit or in bands.
        edges: (cells + 1,) rising: ends of the bands or bins.
        cells: (runs,) the band or bin of each.
        levels: The value of every band; none of bins.
    """

    positions: Array
    edges: Array
    cells: NDArray[np.intp]
    levels: tuple[Any, ...]


def in_order(values: Sequence[Any]) -> tuple[Any, ...]:
    """Return the distinct values, numbers by size and others by name."""
    return tuple(sorted(set(values), key=None if _numeric(values) else str))


def has_levels(values: Sequence[Any]) -> bool:
    """Return whether a factor has bands: words, or few numbers that repeat."""
    distinct = len(set(values))  # numbers drawn by chance are alone
    few = distinct <= MAXIMUM_LEVELS and 2 * distinct <= len(values)
    return few or not _numeric(values)


def bins_for(runs: int, across: int | None) -> int:
    """Return into how many bins a factor is cut.

    Args:
        runs: On the map.
        across: Bands of the other axis; None if that is cut into as many bins.

    Returns:
        1 where there are too few runs to cut anything.
    """
    cells = runs / MINIMUM_RUNS
    bins = np.sqrt(cells) if across is None else cells / across
    return int(np.clip(bins, 1, MAXIMUM_BINS))


def banded(values: Sequence[Any], axis: int) -> FactorAxis:
    """Return an axis of bands, the runs spread within theirs so that each is seen.

    Args:
        values: One a run.
        axis: 0 or 1, so that two axes are spread apart.
    """
    levels = in_order(values)
    cells = np.array([levels.index(value) for value in values], dtype=np.intp)
    spread = np.random.default_rng(axis).uniform(-SPREAD, SPREAD, len(values))
    edges = np.linspace(-0.5, len(levels) - 0.5, len(levels) + 1)
    return FactorAxis(cells + spread, edges, cells, levels)


def binned(values: Sequence[float], bins: int) -> FactorAxis:
    """Return an axis on the factor's own scale, cut into bins of one width."""
    positions = np.array(values, dtype=float)
    edges = np.linspace(positions.min(), positions.max(), bins + 1)
    cells = np.searchsorted(edges, positions, side="right") - 1
    return FactorAxis(positions, edges, np.clip(cells, 0, bins - 1), ())


def _numeric(values: Sequence[Any]) -> bool:
    """Return whether every value is a number."""
    return all(
        isinstance(value, int | float) and not isinstance(value, bool)
        for value in values
    )
