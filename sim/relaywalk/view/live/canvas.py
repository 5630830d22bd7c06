"""The canvas: bodies, ground and objects as nodes of viser's scene.

All lie in one node, `world`. To follow a body that node is moved, not the camera, which
stays the person's own.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from relaywalk.errors import CardError
from relaywalk.spatial import wxyz_from_xyzw
from relaywalk.types import Array
from relaywalk.view.live.frame import Frame
from relaywalk.view.live.scenery import Scenery
from relaywalk.view.live.skeleton import LinkPose, Skeleton

if TYPE_CHECKING:
    from viser import SceneApi

JsonObject = dict[str, Any]
Clicked = Callable[[str, str, Array], None]
EARTH, WOOD = (196, 200, 205), (176, 142, 104)  # colours of ground and objects
CELL = 1.0  # of the grid on a plane [m]


class Canvas:
    """Draws a scene, and moves what is in it."""

    def __init__(self, scene: "SceneApi", scenery: Scenery, clicked: Clicked) -> None:
        """Draw everything at rest.

        Args:
            scene: Of a server, with nothing in it.
            scenery: To draw.
            clicked: Called with actor, link and the direction (3,) of sight in world
                when the person clicks on a link.
        """
        self._scene, self._clicked = scene, clicked
        self._world = scene.add_frame("/world", show_axes=False)
        self._bodies = {**scenery.actors, **scenery.props}
        self._roots: dict[str, Any] = {}
        self._links: dict[str, dict[int, Any]] = {}
        self._draw_ground(scenery.ground["shapes"])
        for name, solid in scenery.ground["solids"].items():
            self._roots[name] = self._placed(f"/world/{name}", solid["pose"])
            self._add_shape(f"/world/{name}/shape", solid, WOOD)
        for name, skeleton in self._bodies.items():
            self._draw_body(name, skeleton, name in scenery.actors)

    def show(self, frame: Frame, followed: str) -> None:
        """Put everything where it is.

        Args:
            frame: The moment.
            followed: Actor or prop in the middle; nothing if it is none of them.
        """
        poses = {**{n: b.base for n, b in frame.bodies.items()}, **frame.props}
        for name, pose in poses.items():
            _move(self._roots[name], pose[:3], pose[3:])
        for name, body in frame.bodies.items():
            for at in self._bodies[name].posed(body.joints):
                _move(self._links[name][at.link], at.position, at.quaternion)
        if followed in poses:
            x, y = poses[followed][:2]
            self._world.position = (-float(x), -float(y), 0.0)

    def _placed(self, path: str, pose: Any) -> Any:  # noqa: ANN401
        """Return a node at a pose (7,)."""
        position, quaternion = np.array(pose[:3]), np.array(pose[3:])
        wxyz = wxyz_from_xyzw(quaternion)
        return self._scene.add_frame(path, False, wxyz=wxyz, position=position)

    def _draw_body(self, name: str, skeleton: Skeleton, can_be_clicked: bool) -> None:
        """Draw the links of a body, each a node in its parent's."""
        origin = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)
        self._roots[name] = self._placed(f"/world/{name}", origin)
        rest = {at.link: at for at in skeleton.at_rest()}
        self._links[name] = {}
        for link, path in enumerate(skeleton.paths):
            at = rest.get(link, LinkPose(link, np.zeros(3), np.array([0, 0, 0, 1.0])))
            node = f"/world/{name}/{path}"
            pose = (*at.position, *at.quaternion)
            self._links[name][link] = self._placed(node, pose)
            for number, visual in enumerate(skeleton.visuals[link]):
                shape = self._draw_visual(f"{node}/visual {number}", visual)
                if can_be_clicked:
                    shape.on_click(partial(self._click, name, skeleton.names[link]))

    def _draw_visual(self, path: str, visual: JsonObject) -> Any:  # noqa: ANN401
        """Draw a shape of a link."""
        colour = tuple(round(255 * part) for part in visual["colour"])
        self._placed(path, (*visual["position"], *visual["quaternion"]))
        return self._add_shape(f"{path}/shape", visual, colour)

    def _add_shape(self, path: str, shape: JsonObject, colour: tuple[int, ...]) -> Any:  # noqa: ANN401
        """Add a box, sphere, cylinder or mesh.

        Raises:
            CardError: It is none of them.
        """
        kind, add = shape["shape"], self._scene
        if kind == "mesh":
            return add.add_mesh_simple(path, *_corners(shape["mesh"]), color=colour)
        size = shape["size"]
        if kind == "box":
            return add.add_box(path, colour, tuple(size))
        if kind == "sphere":
            return add.add_icosphere(path, size[0], colour)
        if kind == "cylinder":
            return add.add_cylinder(path, size[0], size[1], colour)
        raise CardError(f"{kind}: a shape that is not drawn")

    def _draw_ground(self, shapes: list[JsonObject]) -> None:
        """Draw the pieces of ground."""
        for number, shape in enumerate(shapes):
            path = f"/world/ground {number}"
            if shape["kind"] == "heights":
                corners, faces = _relief(shape)
                self._scene.add_mesh_simple(path, corners, faces, color=EARTH)
                continue
            self._placed(path, shape["pose"])
            if shape["kind"] == "box":
                self._scene.add_box(f"{path}/shape", EARTH, tuple(shape["size"]))
                continue
            self._scene.add_grid(
                f"{path}/shape",
                infinite_grid=True,
                cell_size=CELL,
                section_size=10.0 * CELL,
                plane_color=EARTH,
                plane_opacity=0.6,
            )

    def _click(self, actor: str, link: str, event: Any) -> None:  # noqa: ANN401
        """Tell of a click on a link."""
        self._clicked(actor, link, np.array(event.ray_direction))


def _move(node: Any, position: Array, quaternion: Array) -> None:  # noqa: ANN401
    """Put a node at a place (3,) [m], turned as a quaternion xyzw says."""
    node.position, node.wxyz = position, wxyz_from_xyzw(quaternion)


def _corners(mesh: JsonObject) -> tuple[Array, Any]:
    """Return corners (k, 3) [m] and triangles (t, 3) of a mesh of the replay page."""
    points = np.array(mesh["points"], dtype=float).reshape(-1, 3)
    corners = np.array(mesh["corner"]) + np.array(mesh["step"]) * points
    return corners, np.array(mesh["triangles"], dtype=np.uint32).reshape(-1, 3)


def _relief(shape: JsonObject) -> tuple[Array, Any]:
    """Return corners (k, 3) [m] and triangles (t, 3) of a field of heights."""
    heights, spacing = np.array(shape["heights"]), shape["spacing"]
    rows, columns = heights.shape
    j, i = np.mgrid[:rows, :columns]
    x, y = shape["corner"][0] + spacing * i, shape["corner"][1] + spacing * j
    corners = np.stack((x, y, heights), axis=-1).reshape(-1, 3)
    low = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    high = low + columns + 1  # each cell is cut from its lowest corner to this one
    faces = np.stack((low, low + 1, high, low, high, low + columns), axis=-1)
    return corners, faces.reshape(-1, 3).astype(np.uint32)
