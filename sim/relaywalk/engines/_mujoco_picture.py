"""Pictures of a scene in MuJoCo, drawn without a display."""

import sys
from collections.abc import MutableMapping
from ctypes.util import find_library
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from relaywalk.engines import Camera, Scene
from relaywalk.engines._mujoco_ground import GROUND_GROUP
from relaywalk.engines._mujoco_scene import VISUAL_GROUP, build
from relaywalk.errors import MissingDependency

CANNOT_DRAW = (
    "no picture can be drawn here: MuJoCo needs EGL or OSMesa; on Debian or Ubuntu "
    "'apt install libegl1 libgl1-mesa-dri' (EGL), elsewhere Mesa's packages of these "
    "names; a graphics card is not needed"
)


WAYS = {"egl": "EGL", "osmesa": "OSMesa"}  # MuJoCo's word → library that it loads


def choose_way_of_drawing(environment: MutableMapping[str, str]) -> None:
    """Say before MuJoCo is imported how it draws: without a display EGL, or OSMesa.

    Where neither is there MuJoCo is told not to draw; else its import would fail.

    Args:
        environment: Of the process; what it says already stays.
    """
    if sys.platform == "linux" and not environment.get("DISPLAY"):
        there = (way for way, library in WAYS.items() if find_library(library))
        environment.setdefault("MUJOCO_GL", next(there, "disable"))


class MujocoPainter:
    """Draws one scene; renderers are made on first use, one a size."""

    def __init__(self, mujoco: Any, scene: Scene, data: Any) -> None:  # noqa: ANN401
        """Store the library, a scene and its data; what is seen is built when asked.

        The physics is spared the shapes that only pictures have: three of four.
        """
        self._mujoco, self._scene, self._physics = mujoco, scene, data
        self._renderers: dict[tuple[int, int], Any] = {}

    @cached_property
    def _model(self) -> Any:  # noqa: ANN401
        """The model with the shapes that are seen."""
        return build(self._mujoco, self._scene, visuals=True)

    @cached_property
    def _data(self) -> Any:  # noqa: ANN401
        """Its data."""
        return self._mujoco.MjData(self._model)

    def _pose(self) -> None:
        """Put all bodies where the physics has them."""
        self._model.body_pos[:] = self._physics.model.body_pos
        self._model.body_quat[:] = self._physics.model.body_quat
        self._data.qpos[:] = self._physics.qpos
        self._mujoco.mj_kinematics(self._model, self._data)
        # light and camera are placed, too
        self._mujoco.mj_camlight(self._model, self._data)

    def picture(self, camera: Camera) -> NDArray[np.uint8]:
        """Return a picture (height, width, 3), RGB.

        Raises:
            MissingDependency: Neither EGL nor OSMesa is there.
        """
        shown = self._mujoco.MjvOption()
        shown.geomgroup[:] = 0
        shown.geomgroup[[VISUAL_GROUP, GROUND_GROUP]] = 1
        self._pose()
        renderer = self._renderer(camera.width, camera.height)
        renderer.update_scene(self._data, self._view(camera), shown)
        picture: NDArray[np.uint8] = renderer.render()
        return picture

    def close(self) -> None:
        """Free what the pictures took; a second call does nothing."""
        for renderer in self._renderers.values():
            renderer.close()
        self._renderers.clear()

    def _view(self, camera: Camera) -> Any:  # noqa: ANN401
        """Return a camera as MuJoCo has it: what it looks at, how far, from where."""
        eye, target = np.array(camera.eye_in_world), np.array(camera.target_in_world)
        away = target - eye
        view = self._mujoco.MjvCamera()
        view.lookat[:] = target
        view.distance = np.linalg.norm(away)
        view.azimuth = np.degrees(np.arctan2(away[1], away[0]))
        view.elevation = np.degrees(np.arcsin(away[2] / view.distance))
        self._model.vis.global_.fovy = camera.field_of_view
        return view

    def _renderer(self, width: int, height: int) -> Any:  # noqa: ANN401
        """Return the renderer of a size."""
        size = (width, height)
        if size not in self._renderers:
            room = self._model.vis.global_
            room.offwidth, room.offheight = size
            try:
                made = self._mujoco.Renderer(self._model, height, width)
            except (self._mujoco.FatalError, AttributeError, ImportError) as error:
                raise MissingDependency(CANNOT_DRAW) from error
            self._renderers[size] = made
        return self._renderers[size]
