"""Channels over the stride: mean and spread of a walk's steady strides."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from relaywalk.analysis.steady import touchdowns, walking
from relaywalk.recording.recording import Recording
from relaywalk.types import Array

POINTS = 101  # 0 … 100 % of the stride


@dataclass(frozen=True, slots=True)
class Stride:
    """Some channels over the stride, from one touchdown of the left foot to the next.

    Attributes:
        mean: (POINTS, k) over the strides, units of the channels.
        spread: (POINTS, k) standard deviation over the strides.
        count: How many strides.
    """

    mean: Array
    spread: Array
    count: int

    @property
    def percent(self) -> Array:
        """Return the abscissa (POINTS,): share of the stride [%]."""
        return np.linspace(0.0, 100.0, POINTS)


def mean_stride(
    recording: Recording, actor: str, phase: str, names: Sequence[str]
) -> Stride:
    """Return channels over the steady strides of a walk.

    Args:
        recording: Of a run.
        actor: Who walks.
        phase: In which.
        names: Of k channels.

    Raises:
        RecordingError: There is no such phase or channel, or too few strides.
    """
    window = walking(recording, actor, phase)
    cuts = touchdowns(recording, actor, "left_foot", window.start, window.end)
    time, values = recording.time, recording.matrix(names)
    strides = np.stack(
        [
            _resampled(time, values, float(start), float(end))
            for start, end in pairwise(cuts)
        ]
    )
    return Stride(strides.mean(axis=0), strides.std(axis=0), len(strides))


def _resampled(time: Array, values: Array, start: float, end: float) -> Array:
    """Return values (POINTS, k), evenly spaced from a start to an end [s]."""
    at = np.linspace(start, end, POINTS)
    return np.column_stack([np.interp(at, time, column) for column in values.T])
