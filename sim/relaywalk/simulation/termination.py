"""Termination: ends a run that has gone wrong."""

from collections.abc import Mapping

import numpy as np

from relaywalk.errors import PhaseTimeout, RobotFell, TorchDropped
from relaywalk.simulation.last_holder import LastHolder
from relaywalk.simulation.stage import Stage
from relaywalk.spatial import rotate
from relaywalk.terrains.terrain import Terrain
from relaywalk.types import ActorSignals, Array, Command, Observation

# Far from any posture of a task: a walk tilts the base by 0.02 rad and lowers it by
# centimetres.
FALL_TILT = np.deg2rad(60.0)
FALL_HEIGHT = 0.6  # of the starting height of the base [-]
BEFORE_A_FALL = 3.0  # a fall takes about 1 s: what touched earlier did not cause it [s]
UP = np.array([0.0, 0.0, 1.0])  # along a prop's axis, from its bottom
# A lying torch has its bottom's centre a handle's radius up, 0.026 m.
ON_THE_GROUND = 0.05  # the torch's lowest end is under this when dropped [m]


def height_above(terrain: Terrain, point: Array) -> float:
    """Return how far a point (3,) or more of the world is above the ground [m]."""
    x, y, z = point[:3].tolist()
    return z - terrain.height(x, y)


def fallen(pose: Array, height: float, terrain: Terrain) -> str:
    """Return by what a body is seen to have fallen, in words; nothing if it has not.

    Args:
        pose: (7,) of its base in world: position [m], quaternion xyzw.
        height: Of its base above the ground at first [m].
        terrain: The ground.
    """
    qx, qy = pose[3], pose[4]
    # the cosine of the tilt
    upright = 1.0 - 2.0 * (qx * qx + qy * qy)
    now = height_above(terrain, pose)
    if now < FALL_HEIGHT * height:
        return f"its base is {now:.2f} m above the ground"
    if upright < np.cos(FALL_TILT):
        return f"its base tilts by {np.rad2deg(np.arccos(upright)):.0f}°"
    return ""


class Termination:
    """Ends a run that has gone wrong; the verdict itself is made afterwards."""

    def __init__(self, stage: Stage) -> None:
        """Store the base's initial height above ground of every body on feet."""
        self._limit = stage.scenario.duration
        self._terrain = stage.terrain
        self._heights = {
            name: height_above(
                stage.terrain, stage.observation.actors[name].state.pose_base_in_world
            )
            for name, actor in stage.actors.items()
            if actor.model.floating
        }
        self._props = {n: c.length for n, c in stage.prop_cards.items()}
        self._holders = {n: LastHolder(n, stage.actors) for n in stage.prop_cards}
        self._touched: dict[str, tuple[str, float]] = {}

    def step(
        self,
        observation: Observation,
        commands: Mapping[str, Command],
        signals: Mapping[str, ActorSignals],
    ) -> None:
        """Check one observation.

        Raises:
            RobotFell: The base is too low or tilted.
            TorchDropped: The torch is on the ground.
            PhaseTimeout: The whole run takes too long.
        """
        self._look_who_touches(observation)
        for holder in self._holders.values():
            holder.look(observation)
        for name, height in self._heights.items():
            pose = observation.actors[name].state.pose_base_in_world
            why = fallen(pose, height, self._terrain)
            if why:
                raise self._fell(name, observation.time, why)
        for name, length in self._props.items():
            pose = observation.props[name].pose_in_world
            # it may come down head first
            top = pose[:3] + length * rotate(pose[3:], UP)
            ends = (height_above(self._terrain, end) for end in (pose, top))
            if min(ends) < ON_THE_GROUND:
                why = f"'{name}' is on the ground"
                raise TorchDropped(observation.time, self._holders[name].names, why)
        if observation.time > self._limit:
            raise PhaseTimeout("run", "whole run", observation.time, self._limit)

    def _look_who_touches(self, observation: Observation) -> None:
        """Remember which body each one touched last, and when."""
        for first, second in observation.touching:
            self._touched[first] = second, observation.time
            self._touched[second] = first, observation.time

    def _fell(self, name: str, time: float, why: str) -> RobotFell:
        """Return the error of a fall, with what was touched before it."""
        other, touched = self._touched.get(name, ("", -np.inf))
        if time - touched <= BEFORE_A_FALL:
            why = f"{why}, after touching {other} (last at t = {touched:.3f} s)"
        return RobotFell(name, time, why)
