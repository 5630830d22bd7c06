"""Walk a distance with the torch upright in the hand, and stop.

The arm comes to its carrying posture meanwhile.

In a scene without a torch the body walks in the same posture, its hand empty.
"""

from dataclasses import replace

from typing_extensions import override

from relaywalk.phases import (
    Distance,
    Duration,
    Phase,
    PhaseContext,
    Situation,
    Time,
)
from relaywalk.phases._carrying import arm_motion, carrying_grip, hand_upright
from relaywalk.planar_path import PlanarPath, PlanarPose
from relaywalk.scenario.demands import Demands
from relaywalk.scenario.path_entry import WalkEntry
from relaywalk.types import Goal

DEMANDS = Demands(bases=("floating",))


class Params(WalkEntry):
    """How far, or along which path, the torch is carried.

    Attributes:
        margin: Walked beyond that [m].
        settling_time: Standing after the last step [s].
        draw_time: In which the arm comes to the carrying posture, on the way [s].
    """

    # Feet may stop `FootstepParams.arrival_tolerance` before the end of the path.
    margin: Distance = 0.05
    # The walk itself ends with 0.8 s on both feet, after which the torch moves by less
    # than 2 mm.
    settling_time: Time = 0.2
    # 0.24 m at 0.3 m/s at most, half of it before the first foot lifts off.
    draw_time: Duration = 1.5


class Carry(Phase):
    """Walk along the line on which the body stands."""

    def __init__(self, params: Params, context: PhaseContext) -> None:
        """Choose posture and grip.

        Args:
            params: How far.
            context: Of the body.
        """
        self._params, self._context = params, context
        self._posture = context.card.pose_of(context.hand, "carry")
        self._stopped: float | None = None

    @override
    def start(self, situation: Situation) -> None:
        context, params = self._context, self._params
        x, y, _ = context.middle.tolist()
        path = self._path(x, y)
        path = path.extended(0.0, params.margin)
        upright = {context.hand: hand_upright(situation.observation, context)}
        speed = params.speed
        self._draw = arm_motion(situation, context, self._posture, params.draw_time)
        posture = self._draw.start
        grip = {context.hand: carrying_grip(situation, context)}
        self._goal = Goal(posture, path, speed, upright=upright, grip=grip)
        self._drawn = False

    def _path(self, x: float, y: float) -> PlanarPath:
        """Return the way in world; a distance counts from the middle of the feet.

        Args:
            x: Of the middle of the feet, in world [m].
            y: Likewise [m].
        """
        context, params = self._context, self._params
        if params.path is not None:
            return params.planar_path(PlanarPose(*context.root.tolist()))
        line = context.way
        along, _ = line.inverse(x, y)
        start = PlanarPose(*line.transform(along, 0.0), line.yaw)
        return params.planar_path(start)

    @override
    def update(self, situation: Situation) -> Goal:
        if not self._drawn:
            time = situation.time
            self._goal = replace(self._goal, posture=self._draw.sample(time)[0])
            self._drawn = self._draw.done(time)
        return self._goal

    @override
    def finished(self, situation: Situation) -> bool:
        if situation.arrived and self._stopped is None:
            self._stopped = situation.time
        if self._stopped is None:
            return False
        return situation.time > self._stopped + self._params.settling_time


def build(params: Params, context: PhaseContext) -> Carry:
    """Return the phase."""
    return Carry(params, context)
