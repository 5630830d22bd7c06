"""A camera that follows an actor, on its right, without its sway."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from relaywalk.analysis.kinematics import pose_of
from relaywalk.engines import Camera
from relaywalk.types import Array

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

AIM = (0.5, -0.1, 0.1)  # what is looked at, from the base of the actor [m]
EYE = (0.7, -3.4, 0.35)  # of the camera, from what it looks at [m]
PLACE, HEADING = 0.4, 1.2  # standard deviations of the smoothing [s]
EVERY = 0.04  # of the poses that are smoothed [s]


def follow(
    run: "Run", actor: str, rows: NDArray[np.intp], size: tuple[int, int]
) -> list[Camera]:
    """Return where the camera is in some rows.

    AIM and EYE are forward, left and up of the actor as it heads; its place and its
    heading are smoothed, both ways in time, so that the camera does not lag.

    Args:
        run: That is seen.
        actor: That is followed.
        rows: (k,) of the recording.
        size: Width and height of the pictures [px].
    """
    time = run.recording.time
    span = float(time[-1] - time[0])
    looks = np.linspace(time[0], time[-1], 1 + max(round(span / EVERY), 1))
    base = pose_of(run.recording, f"{actor}.base", np.searchsorted(time, looks))
    interval = max(span / (len(looks) - 1), 1e-9)
    place = gaussian_filter1d(base[:, :3], PLACE / interval, axis=0, mode="nearest")
    heading = gaussian_filter1d(
        _headings(base[:, 3:]), HEADING / interval, axis=0, mode="nearest"
    )
    path = np.hstack((place, heading))
    now = np.stack([np.interp(time[rows], looks, axis) for axis in path.T], axis=1)
    return [_camera(row, size) for row in now]


def _headings(quaternion: Array) -> Array:
    """Return cosine and sine (k, 2) of the headings of bodies (k, 4), xyzw."""
    x, y, z, w = quaternion.T
    return np.stack((1.0 - 2.0 * (y * y + z * z), 2.0 * (x * y + w * z)), axis=1)


def _camera(path: Array, size: tuple[int, int]) -> Camera:
    """Return the camera of one row.

    Args:
        path: (5,) place [m], then cosine and sine of the heading, of any length.
        size: Width and height of the picture [px].
    """
    cosine, sine = path[3:] / max(float(np.hypot(path[3], path[4])), 1e-9)
    to_world = np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]])
    target = path[:3] + to_world @ AIM
    return Camera(_point(target + to_world @ EYE), _point(target), *size)


def _point(values: Array) -> tuple[float, float, float]:
    """Return a point (3,)."""
    x, y, z = values.tolist()
    return x, y, z
