"""How a cost grows with a size: as a power of it, and against a straight line."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np


class Line(NamedTuple):
    """A cost c ≈ fixed + slope · n of a size n.

    Attributes:
        fixed: Of size 0 [unit of the cost].
        slope: Of one more [unit of the cost over that of the size].
        residual: Largest distance of a cost from the line, as a fraction of that
            cost [-]; 0 of two points, which are on it.
    """

    fixed: float
    slope: float
    residual: float


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Return k of c ∝ n^k: the least-squares slope of log c over log n [-].

    Args:
        sizes: (m,) n, at least two different ones, above 0.
        costs: (m,) c, above 0.
    """
    slope, _ = np.polyfit(np.log(sizes), np.log(costs), 1)
    return float(slope)


def line(sizes: Sequence[float], costs: Sequence[float]) -> Line:
    """Return the line with the least squares of relative residuals.

    Not of absolute ones: then the largest size would decide alone.

    Args:
        sizes: (m,) n, at least two different ones.
        costs: (m,) c, above 0.
    """
    size, cost = np.asarray(sizes, float), np.asarray(costs, float)
    rows = np.column_stack((np.ones_like(size), size)) / cost[:, None]
    found, *_ = np.linalg.lstsq(rows, np.ones_like(cost))
    residual = float(np.abs(rows @ found - 1.0).max())
    return Line(float(found[0]), float(found[1]), residual)
