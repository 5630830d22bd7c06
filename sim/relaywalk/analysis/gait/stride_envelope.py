"""A long recording stride by stride: mean, least and most of each."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from relaywalk.analysis.gait.gait import Stride
from relaywalk.types import Array


class StrideEnvelope(NamedTuple):
    """What a channel was like in each of n strides.

    Attributes:
        time: (n,) middle of each stride [s].
        mean, low, high: (n,) or (n, k) over its rows, in the channel's unit.
    """

    time: Array
    mean: Array
    low: Array
    high: Array


def stride_envelope(
    time: Array, values: Array, strides: Sequence[Stride]
) -> StrideEnvelope:
    """Return mean, least and most of a channel over each stride.

    Args:
        time: (rows,) of the recording [s].
        values: (rows,) or (rows, k) of one channel or several.
        strides: n of one foot, at least one; each has rows.
    """
    ends = np.array([(stride.start, stride.end) for stride in strides])
    first, last = np.searchsorted(time, ends.T)
    rows = zip(first, np.maximum(last, first + 1), strict=True)
    parts = [values[begin:stop] for begin, stop in rows]
    of_each = (np.array([reduce(p, axis=0) for p in parts]) for reduce in _REDUCED)
    return StrideEnvelope(ends.mean(axis=1), *of_each)


_REDUCED = (np.mean, np.min, np.max)
