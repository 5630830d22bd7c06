"""The path of a hand from one pose to another, from rest to rest."""

import numpy as np
from scipy.spatial.transform import Rotation

from relaywalk.planning.minimum_jerk import MinimumJerk
from relaywalk.types import Array, FrameReference


class HandPath:
    """A straight path of a hand that rotates on the way.

    Position and rotation angle follow one minimum-jerk profile.
    """

    def __init__(
        self,
        start: tuple[Array, Array],
        end: tuple[Array, Array],
        begin: float,
        duration: float,
    ) -> None:
        """Plan from one pose to another.

        Args:
            start: Position (3,) [m] and rotation (3, 3), in world.
            end: The same.
            begin: [s].
            duration: [s].
        """
        self._translation = MinimumJerk(start[0], end[0], begin, duration)
        self._first, self._last = start[1], end[1]
        self._rotation_vector = Rotation.from_matrix(end[1] @ start[1].T).as_rotvec()

    @property
    def end(self) -> tuple[Array, Array]:
        """Where it ends: position (3,) [m], rotation (3, 3), in world."""
        return self._translation.end, self._last

    def done(self, time: float) -> bool:
        """Say whether the end is reached."""
        return self._translation.done(time)

    def sample(self, time: float) -> FrameReference:
        """Return where the hand should be at a time [s]."""
        position, velocity, acceleration = self._translation.sample(time)
        return FrameReference(position, self._rotation(time), velocity, acceleration)

    def _rotation(self, time: float) -> Array:
        """Return the rotation (3, 3) at a time [s]."""
        s = self._translation.profile(time).value
        # the very rotation that was asked for, not a product near to it
        if s >= 1.0 or not np.any(self._rotation_vector):
            return self._last
        part = Rotation.from_rotvec(s * self._rotation_vector).as_matrix()
        rotation: Array = part @ self._first
        return rotation
