"""A box in any pose."""

from dataclasses import dataclass, field

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
    _rotation: Array = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compute its rotation (3, 3) to world, once."""
        rotation = rotation_from_quaternion(np.array(self.pose[3:]))
        object.__setattr__(self, "_rotation", rotation)

    @property
    def bounds(self) -> Bounds:
        """The rectangle over which it lies."""
        reach = 0.5 * np.abs(self._rotation[:2]) @ np.array(self.size) + SEAM
        (x, y), (dx, dy) = self.pose[:2], reach.tolist()
        return Bounds(x - dx, x + dx, y - dy, y + dy)

    def height(self, x: float, y: float) -> float:
        """Return the z at which a vertical line leaves it, −∞ if it misses [m]."""
        return self._exit(x, y)[0]

    def normal(self, x: float, y: float) -> Array:
        """Return the unit vector (3,) of the face that a vertical line leaves by."""
        _, axis = self._exit(x, y)
        up = self._rotation[2, axis]
        return self._rotation[:, axis] * (1.0 if up > 0.0 else -1.0)

    def _exit(self, x: float, y: float) -> tuple[float, int]:
        """Return where a vertical line leaves [m], and the axis of the face there.

        The line in the box's axes is o + t d with t = z; between the two faces across
        axis i it runs for |o_i + t d_i| ≤ s_i / 2.
        """
        below = np.array([x, y, 0.0]) - np.array(self.pose[:3])
        origin, direction = below @ self._rotation, self._rotation[2]
        enter, leave, face = -np.inf, np.inf, 2
        for axis in range(3):
            half, o, d = 0.5 * self.size[axis] + SEAM, origin[axis], direction[axis]
            if abs(d) < UPRIGHT:
                if abs(o) > half:
                    return -np.inf, face
                continue
            low, high = sorted(((-half - o) / d, (half - o) / d))
            enter = max(enter, low)
            if high < leave:
                leave, face = high, axis
        return (float(leave) if enter <= leave else -np.inf), face
