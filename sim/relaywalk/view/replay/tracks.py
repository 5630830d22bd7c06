"""Tracks: recorded channels as whole numbers, small enough for a page.

A value x of a channel becomes q = round(x / r), r being the channel's resolution. Of
q the first one is kept and the differences from sample to sample, which fit 16 bits:
where they do not, r is made coarser. Differences are folded (0, −1, 1, −2 … → 0, 1,
2, 3 …), and all low bytes of a channel lie before its high bytes, for that packs best.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from relaywalk.types import Array

LARGEST = 32767  # difference from sample to sample [resolutions]
FINEST = 1e-9  # resolution of a channel that never changes


class Track(NamedTuple):
    """One channel.

    Attributes:
        name, unit: Of the channel.
        resolution: Of its numbers [unit].
        first: The first number [resolutions].
        gaps: First and last sample of each stretch without a value.
    """

    name: str
    unit: str
    resolution: float
    first: int
    gaps: list[tuple[int, int]]


class Tracks(NamedTuple):
    """Some channels, and the bytes of their differences, one after another."""

    tracks: list[Track]
    data: bytes


def encoded(
    names: Sequence[str], units: Sequence[str], values: Array, resolution: Array
) -> Tracks:
    """Return channels as tracks.

    Args:
        names: (n,) of the channels.
        units: (n,) of the channels.
        values: (samples, n), not a number where there is none.
        resolution: (n,) wanted.
    """
    there = np.isfinite(values)
    held = _held(values, there)
    coarse = np.maximum(resolution, _coarsest(held))
    numbers = np.rint(held / coarse).astype(np.int64)
    steps = np.diff(numbers, axis=0, prepend=numbers[:1])
    tracks = [
        Track(name, unit, float(r), int(first), _gaps(~seen))
        for name, unit, r, first, seen in zip(
            names, units, coarse, numbers[0], there.T, strict=True
        )
    ]
    return Tracks(tracks, _planes(steps))


def _held(values: Array, there: NDArray[np.bool_]) -> Array:
    """Return values with gaps filled by the value before, 0 at the start."""
    rows = np.where(there, np.arange(len(values))[:, None], -1)
    last = np.maximum.accumulate(rows, axis=0)
    filled = np.take_along_axis(values, np.maximum(last, 0), axis=0)
    return np.where(last >= 0, filled, 0.0)


def _coarsest(values: Array) -> Array:
    """Return the finest resolution (n,) at which all differences fit."""
    steps = np.abs(np.diff(values, axis=0, prepend=values[:1]))
    return np.maximum(steps.max(axis=0) / (LARGEST - 1), FINEST)


def _planes(steps: NDArray[np.int64]) -> bytes:
    """Return differences (samples, n) folded, low bytes before high ones."""
    folded = ((steps << 1) ^ (steps >> 63)).T.astype("<u2")
    return np.stack((folded & 0xFF, folded >> 8), axis=1).astype(np.uint8).tobytes()


def _gaps(missing: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return first and last sample of each stretch that is missing."""
    edges = np.diff(missing.astype(np.int8), prepend=0, append=0)
    first, last = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1) - 1
    return list(zip(first.tolist(), last.tolist(), strict=True))
