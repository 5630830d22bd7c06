"""A guided body that walks with what it holds: its base and a hand move together."""

import numpy as np

from relaywalk.phases import PhaseContext
from relaywalk.planning.hand_path import HandPath
from relaywalk.planning.minimum_jerk import MinimumJerk
from relaywalk.spatial import rotation_about_z
from relaywalk.types import Array, Goal, Grip


class LedBody:
    """Where base and hand of a guided body are led.

    Attributes:
        posture: (n,) of the joints; its first three lead the base [m], [rad].
        grip: Of the hand.
        rotation: (3, 3) to world of where the body faces in the end.
    """

    def __init__(
        self,
        context: PhaseContext,
        posture: Array,
        grip: Grip,
        ready: Array | None = None,
    ) -> None:
        """Begin at rest.

        Args:
            context: Of the body.
            posture: (n,) as it is [rad].
            grip: Of the hand, as it is.
            ready: (n,) how arm and hand will be where it walks to; None: as they are.
        """
        self.posture, self.grip, self._context = posture.copy(), grip, context
        self._base = context.card.index(context.card.groups["base"])
        self._root = np.array([context.root[0], context.root[1], 0.0])
        self._base_path: MinimumJerk | None = None
        self._path: HandPath | None = None
        at_rest = posture if ready is None else ready.copy()
        at_rest[self._base] = posture[self._base]
        self._ready = hand_in_root(context, at_rest)[0] - self.base
        self._turned(float(posture[self._base[2]]))

    @property
    def base(self) -> Array:
        """Where the base is led (3,): x, y in its root's axes [m], and 0."""
        x, y = self.posture[self._base[:2]]
        return np.array([x, y, 0.0])

    @property
    def place(self) -> Array:
        """Where the base is led (3,) in world, on the ground [m]."""
        place: Array = self._root + self._context.rotation @ self.base
        return place

    @property
    def hand(self) -> Array:
        """Where the hand is led to (3,), in world [m]."""
        return self.hand_pose[0]

    @property
    def hand_pose(self) -> tuple[Array, Array]:
        """Position (3,) [m] and rotation (3, 3) that the hand is led to, in world."""
        if self._path is not None:
            return self._path.end
        return hand_in_world(self._context, self.posture, self._root)

    @property
    def ready_height(self) -> float:
        """Height of the hand when it is ready, in world [m]."""
        return float(self._ready[2] + self._root[2])

    def walk(
        self,
        point: Array,
        time: float,
        speed: float,
        shortest: float,
        offset: tuple[float, float] = (0.0, 0.0),
    ) -> float:
        """Walk to where the hand, when it is ready, is above or below a point.

        Args:
            point: (3,) in world [m].
            time: Now [s].
            speed: Mean, of the base [m/s].
            shortest: Time of the walk [s].
            offset: By which it stands off that place, x and y in the axes of its root
                [m]; it turns until the point is before its shoulder.

        Returns:
            Its time [s]; the hand must be led meanwhile.
        """
        in_root = (self._context.rotation.T @ (point - self._root))[:2]
        place = in_root - self._ready[:2] + offset
        begin = np.array([*self.posture[self._base]])
        if any(offset):
            self._turned(begin[2] + turn_to(in_root - place, self._ready[1]))
        goal = np.array([*place, self._yaw])
        duration = max(float(np.linalg.norm((goal - begin)[:2])) / speed, shortest)
        self._base_path = MinimumJerk(begin, goal, time, duration)
        return duration

    def _turned(self, yaw: float) -> None:
        """Face along a yaw to the root, in the end [rad]."""
        self._yaw = yaw
        self.rotation = self._context.rotation @ rotation_about_z(yaw)

    def step(self, displacement: Array, time: float, duration: float) -> None:
        """Step aside, the hand with the body.

        Args:
            displacement: (3,) in the body's axes, level [m].
            time: Now [s].
            duration: [s].
        """
        begin = np.array([*self.posture[self._base]])
        goal = begin + rotation_about_z(self._yaw) @ displacement
        self._base_path = MinimumJerk(begin, goal, time, duration)
        self.lead(self.hand + self.rotation @ displacement, time, duration)

    def lead(self, hand: Array, time: float, duration: float) -> None:
        """Lead the hand to a place (3,) in world [m], in a duration [s], level."""
        self._path = HandPath(self.hand_pose, (hand, self.rotation), time, duration)

    def walked(self, time: float) -> bool:
        """Say whether the base is where it was led to, at a time [s]."""
        return self._base_path is None or self._base_path.done(time)

    def arrived(self, time: float) -> bool:
        """Say whether base and hand are where they were led to, at a time [s]."""
        return self.walked(time) and (self._path is None or self._path.done(time))

    def goal(self, time: float) -> Goal:
        """Return where base and hand should be at a time [s]."""
        hand = self._context.hand
        if self._base_path is not None:
            self.posture[self._base] = self._base_path.sample(time)[0]
        led = {} if self._path is None else {hand: self._path.sample(time)}
        return Goal(self.posture.copy(), hand=led, grip={hand: self.grip})


def turn_to(point: Array, beside: float) -> float:
    """Return how far a body turns until a point is before its shoulder [rad].

    Args:
        point: (2,) from the body's middle, in the body's axes [m].
        beside: How far to its left the point is to be, then [m].
    """
    distance = float(np.hypot(*point))
    if distance <= abs(beside):
        return 0.0
    return float(np.arctan2(point[1], point[0]) - np.arcsin(beside / distance))


def hand_in_root(context: PhaseContext, posture: Array) -> tuple[Array, Array]:
    """Return where a posture of a guided body has its hand, in the root's axes.

    Args:
        context: Of the body.
        posture: (n,) [rad].

    Returns:
        Position (3,) [m] and rotation (3, 3).
    """
    model, frame = context.model, context.hand_card.frame
    return model.frame_pose_at(frame, posture[model.select])


def hand_in_world(
    context: PhaseContext, posture: Array, root: Array
) -> tuple[Array, Array]:
    """Return where a posture of a guided body has its hand, in world.

    Args:
        context: Of the body.
        posture: (n,) [rad].
        root: (3,) of the body in world [m].

    Returns:
        Position (3,) [m] and rotation (3, 3).
    """
    position, rotation = hand_in_root(context, posture)
    to_world = context.rotation
    return root + to_world @ position, to_world @ rotation
