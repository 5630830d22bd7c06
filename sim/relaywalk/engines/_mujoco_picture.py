"""Pictures of a scene in MuJoCo, drawn without a display."""

import sys
from collections.abc import MutableMapping
from ctypes.util import find_library
from typing import Any

import numpy as np
from numpy.typing import NDArray

from relaywalk.engines import Camera
from relaywalk.engines._mujoco_ground import GROUND_GROUP
from relaywalk.engines._mujoco_scene import VISUAL_GROUP
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
    """Draws one model; renderers are made on first use, one a size."""

    def __init__(self, mujoco: Any, model: Any, data: Any) -> None:  # noqa: ANN401
        """Store the library, a compiled model and its data."""
        self._mujoco, self._model, self._data = mujoco, model, data
        self._renderers: dict[tuple[int, int], Any] = {}

    def picture(self, camera: Camera) -> NDArray[np.uint8]:
        """Return a picture (height, width, 3), RGB.

        Raises:
            MissingDependency: Neither EGL nor OSMesa is there.
        """
        shown = self._mujoco.MjvOption()
        shown.geomgroup[:] = 0
        shown.geomgroup[[VISUAL_GROUP, GROUND_GROUP]] = 1
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
