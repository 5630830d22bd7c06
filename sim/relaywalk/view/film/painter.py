"""Draws a run as it was recorded, whichever engine simulated it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from relaywalk.analysis.kinematics import pose_of
from relaywalk.engines import Camera, Scene
from relaywalk.engines.mujoco import MujocoEngine
from relaywalk.scenario.bodies import solids_of
from relaywalk.types import RobotState

if TYPE_CHECKING:
    from relaywalk.runs.run import Run


class Painter:
    """The scene of a run in MuJoCo, moved to the recorded poses."""

    def __init__(self, run: "Run", rows: NDArray[np.intp]) -> None:
        """Build the scene, and read the poses of some rows (k,) of the recording."""
        terrain = run.scenario.terrain.build(run.scenario.seed)
        solids = solids_of(run.scenario, terrain)
        moved = (*run.props, *run.scenario.loose_objects)
        self._states = {name: _states(run, name, rows) for name in run.cards}
        self._poses = {name: pose_of(run.recording, name, rows) for name in moved}
        scene = Scene(run.cards, run.props, terrain=terrain, solids=solids)
        self._engine = MujocoEngine(scene)

    def picture(self, index: int, camera: Camera) -> NDArray[np.uint8]:
        """Return a picture (height, width, 3) of one of the rows, RGB.

        Raises:
            MissingDependency: Nothing can be drawn here; says what to install.
        """
        states = {name: states[index] for name, states in self._states.items()}
        self._engine.reset(states, {n: p[index] for n, p in self._poses.items()})
        return self._engine.render(camera)

    def close(self) -> None:
        """Free the scene."""
        self._engine.close()


@contextmanager
def painter(run: "Run", rows: NDArray[np.intp]) -> Iterator[Painter]:
    """Yield what draws some rows (k,) of a run; free it afterwards.

    Raises:
        CardError: A body cannot be built.
    """
    made = Painter(run, rows)
    try:
        yield made
    finally:
        made.close()


def _states(run: "Run", actor: str, rows: NDArray[np.intp]) -> list[RobotState]:
    """Return an actor's recorded states in some rows, at rest."""
    recording, joints = run.recording, run.cards[actor].joints
    base = pose_of(recording, f"{actor}.base", rows)
    names = [f"{actor}.{name}.position" for name in joints]
    position = recording.matrix(names, rows)
    still = RobotState(0.0, base[0], np.zeros(6), position[0], np.zeros(len(joints)))
    return [
        replace(still, pose_base_in_world=pose, joint_position=angles)
        for pose, angles in zip(base, position, strict=True)
    ]
