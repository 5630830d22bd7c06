"""The visual shapes of a link, as the page draws them."""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from scipy.spatial.transform import Rotation

from relaywalk.robots.card import BodyCard
from relaywalk.robots.urdf import mesh_file
from relaywalk.robots.visuals import Colour, numbers, visuals
from relaywalk.view.replay.mesh import page_mesh

SIZES = {"box": ("size",), "sphere": ("radius",), "cylinder": ("radius", "length")}


def drawn(
    card: BodyCard, link: ElementTree.Element, named: dict[str, Colour]
) -> Iterator[dict[str, Any]]:
    """Yield the shapes of a link.

    Each has `shape`, `size` (edges; radius; radius and length [m]) or `mesh`,
    `position` (3,) [m], `quaternion` (4,) xyzw, in the link's frame, and `colour`.

    Raises:
        CardError: A mesh cannot be read.
    """
    for visual in visuals(link, named):
        turned = Rotation.from_euler("xyz", visual.roll_pitch_yaw)
        yield {
            "shape": visual.shape.tag,
            **_size(card, visual.shape),
            "position": visual.position,
            "quaternion": turned.as_quat().tolist(),
            "colour": list(visual.colour),
        }


def _size(card: BodyCard, shape: ElementTree.Element) -> dict[str, Any]:
    """Return the numbers of a simple shape, or the triangles of a mesh."""
    if shape.tag == "mesh":
        scale = numbers(shape.get("scale", "1 1 1"))
        return {"mesh": page_mesh(mesh_file(card.urdf_path, shape), scale)}
    return {"size": [n for key in SIZES[shape.tag] for n in numbers(shape.get(key))]}
