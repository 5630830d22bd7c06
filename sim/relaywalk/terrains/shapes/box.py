"""A box in any pose."""

from dataclasses import dataclass, field
from math import inf

import numpy as np

from relaywalk.spatial import rotation_from_quaternion
from relaywalk.terrains.shapes import Bounds, Pose
from relaywalk.types import Array

SEAM = 1e-9  # boxes that meet leave no gap of rounding between them [m]
UPRIGHT = 1e-12  # a face with less of z in its normal is vertical [-]


@dataclass(frozen=True, slots=True)
class Box:
    """A solid block.

    Attributes:
        pose: Of its centre in world: position [m], quaternion xyzw.
        size: Its edges [m].
    """

    pose: Pose
    size: tuple[float, float, float]
    _axes: tuple[tuple[float, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compute its axes in world, once."""
        rotation = rotation_from_quaternion(np.array(self.pose[3:]))
        object.__setattr__(self, "_axes", tuple(map(tuple, rotation.T.tolist())))

    @property
    def bounds(self) -> Bounds:
        """The rectangle over which it lies."""
        reach = 0.5 * np.array(self.size) @ np.abs(self._axes)[:, :2] + SEAM
        (x, y), (dx, dy) = self.pose[:2], reach.tolist()
        return Bounds(x - dx, x + dx, y - dy, y + dy)

    def height(self, x: float, y: float) -> float:
        """Return the z at which a vertical line leaves it, −∞ if it misses [m]."""
        return self._exit(x, y)[0]

    def normal(self, x: float, y: float) -> Array:
        """Return the unit vector (3,) of the face that a vertical line leaves by."""
        _, axis = self._exit(x, y)
        normal = np.array(self._axes[axis])
        return normal if normal[2] > 0.0 else -normal

    def _exit(self, x: float, y: float) -> tuple[float, int]:
        """Return where a vertical line leaves [m], and the axis of the face there.

        The line in the box's axes is o + t d with t = z; between the two faces across
        axis i it runs for |o_i + t d_i| ≤ s_i / 2.
        """
        dx, dy, dz = x - self.pose[0], y - self.pose[1], -self.pose[2]
        enter, leave, face = -inf, inf, 2
        for axis, (ax, ay, az) in enumerate(self._axes):
            half, o = 0.5 * self.size[axis] + SEAM, ax * dx + ay * dy + az * dz
            if abs(az) < UPRIGHT:
                if abs(o) > half:
                    return -inf, face
                continue
            low, high = sorted(((-half - o) / az, (half - o) / az))
            enter = max(enter, low)
            if high < leave:
                leave, face = high, axis
        return (leave if enter <= leave else -inf), face
