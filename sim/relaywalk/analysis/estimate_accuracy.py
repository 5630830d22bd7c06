"""Estimate accuracy: how far an actor's estimate of its base was off, and drifted."""

from typing import NamedTuple

import numpy as np

from relaywalk.recording.recording import Recording
from relaywalk.types import Array

SPACING = (
    1.0  # between the points of the way walked: the sway within a step is none [s]
)
PER = 10.0  # way to which drift is related [m]
SHORTEST = 1.0  # way from which a drift is stated [m]


class EstimateAccuracy(NamedTuple):
    """What `estimate_error.*` come to in a run.

    Attributes:
        walked: Way of the base [m].
        drift: (3,) of the position, along and across the way from start to end, and up,
            per 10 m walked [m]; not a number below 1 m.
        yaw_drift: Turn of the estimate per 10 m walked [rad]; likewise.
        velocity: Norm of the velocity's error, rms [m/s].
        tilt: Angle between the verticals, rms [rad].
    """

    walked: float
    drift: Array
    yaw_drift: float
    velocity: float
    tilt: float


def estimate_accuracy(recording: Recording, actor: str) -> EstimateAccuracy | None:
    """Return the accuracy of an actor's estimate; None where it estimates nothing.

    Raises:
        RecordingError: The recording cannot be read.
    """
    if f"{actor}.estimate_error.x" not in recording.channels:
        return None
    error = recording.matrix([f"{actor}.estimate_error.{a}" for a in "xyz"])
    speed = recording.matrix([f"{actor}.estimate_error.v{a}" for a in "xyz"])
    yaw = np.unwrap(recording[f"{actor}.estimate_error.yaw"])
    tilt = recording[f"{actor}.estimate_error.tilt"]
    base = recording.matrix([f"{actor}.base.x", f"{actor}.base.y"])
    walked = _way(base, recording.time)
    per = PER / walked if walked >= SHORTEST else np.nan
    return EstimateAccuracy(
        walked,
        per * (_axes(base[-1] - base[0]) @ (error[-1] - error[0])),
        float(per * (yaw[-1] - yaw[0])),
        float(np.sqrt(np.mean(np.sum(speed**2, axis=1)))),
        float(np.sqrt(np.mean(tilt**2))),
    )


def _way(base: Array, time: Array) -> float:
    """Return the length of a way (rows, 2) [m], its points `SPACING` apart."""
    every = max(round(SPACING / (time[1] - time[0])), 1) if len(time) > 1 else 1
    points = np.concatenate((base[::every], base[-1:]))
    return float(np.linalg.norm(np.diff(points, axis=0), axis=1).sum())


def _axes(way: Array) -> Array:
    """Return the rows (3, 3): along a way (2,), across it to the left, and up."""
    x, y = way / max(float(np.linalg.norm(way)), 1e-9)
    return np.array([[x, y, 0.0], [-y, x, 0.0], [0.0, 0.0, 1.0]])
