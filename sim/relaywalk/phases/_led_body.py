"""A guided body that walks with what it holds: its base and a hand move together."""

import numpy as np

from relaywalk.phases import PhaseContext
from relaywalk.planning.hand_path import HandPath
from relaywalk.planning.minimum_jerk import MinimumJerk
from relaywalk.types import Array, Goal, Grip


class LedBody:
    """Where base and hand of a guided body are led.

    Attributes:
        posture: (n,) of the joints; its first three lead the base [m], [rad].
        grip: Of the hand.
    """

    def __init__(self, context: PhaseContext, posture: Array, grip: Grip) -> None:
        """Begin at rest.

        Args:
            context: Of the body.
            posture: (n,) as it is [rad].
            grip: Of the hand, as it is.
        """
        self.posture, self.grip, self._context = posture.copy(), grip, context
        self._base = context.card.index(context.card.groups["base"])
        self._root = np.array([context.root[0], context.root[1], 0.0])
        self._base_path: MinimumJerk | None = None
        self._path: HandPath | None = None
        self._ready = hand_in_root(context, posture)[0] - self.base

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

    def walk(self, point: Array, time: float, speed: float, shortest: float) -> float:
        """Walk to where the hand, as it was held at first, is above or below a point.

        Args:
            point: (3,) in world [m].
            time: Now [s].
            speed: Mean, of the base [m/s].
            shortest: Time of the walk [s].

        Returns:
            Its time [s]; the hand must be led meanwhile.
        """
        in_root = self._context.rotation.T @ (point - self._root)
        end = in_root - self._ready
        end[2] = 0.0
        begin = np.array([*self.posture[self._base]])
        goal = np.array([end[0], end[1], begin[2]])
        duration = max(float(np.linalg.norm(goal - begin)) / speed, shortest)
        self._base_path = MinimumJerk(begin, goal, time, duration)
        return duration

    def step(self, displacement: Array, time: float, duration: float) -> None:
        """Step aside, the hand with the body.

        Args:
            displacement: (3,) in the body's axes [m].
            time: Now [s].
            duration: [s].
        """
        begin = np.array([*self.posture[self._base]])
        goal = begin + np.array([displacement[0], displacement[1], 0.0])
        self._base_path = MinimumJerk(begin, goal, time, duration)
        hand, _ = self._hand()
        self.lead(hand + self._context.rotation @ displacement, time, duration)

    def lead(self, hand: Array, time: float, duration: float) -> None:
        """Lead the hand to a place (3,) in world [m], in a duration [s], level."""
        level = self._context.rotation
        self._path = HandPath(self._hand(), (hand, level), time, duration)

    def arrived(self, time: float) -> bool:
        """Say whether base and hand are where they were led to, at a time [s]."""
        paths = (self._base_path, self._path)
        return all(path is None or path.done(time) for path in paths)

    def goal(self, time: float) -> Goal:
        """Return where base and hand should be at a time [s]."""
        hand = self._context.hand
        if self._base_path is not None:
            self.posture[self._base] = self._base_path.sample(time)[0]
        led = {} if self._path is None else {hand: self._path.sample(time)}
        return Goal(self.posture.copy(), hand=led, grip={hand: self.grip})

    def _hand(self) -> tuple[Array, Array]:
        """Return the pose that the hand is led to, in world."""
        if self._path is not None:
            return self._path.end
        return hand_in_world(self._context, self.posture, self._root)


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
